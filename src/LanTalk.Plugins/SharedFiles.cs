using System.Text.Json;
using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <summary>Files that were shared in a room.</summary>
public sealed class SharedFiles
{
    private SharedFiles(IncomingShare share) => (Number, Title, Count, Size) = (share.Id, share.Title, share.Count, share.Size);

    /// <summary>The number by which they are got and removed.</summary>
    public long Number { get; }

    /// <summary>The name of the file or folder.</summary>
    public string Title { get; }

    /// <summary>How many files there are.</summary>
    public long Count { get; }

    /// <summary>How many bytes all of it has.</summary>
    public long Size { get; }

    /// <summary>What a message says of files; null if it says nothing.</summary>
    internal static SharedFiles? Of(IncomingLine line) =>
        line.Share is { ValueKind: JsonValueKind.Object } share && share.Deserialize(PluginJson.Wire.IncomingShare) is { } read ? new SharedFiles(read) : null;

    /// <summary>The number of a share that a line names; null if it names none.</summary>
    internal static long? NumberIn(IncomingLine line) =>
        line.Share is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var read) ? read : null;
}
