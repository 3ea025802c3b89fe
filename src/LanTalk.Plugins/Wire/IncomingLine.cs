using System.Text.Json;

namespace LanTalk.Plugins.Wire;

/// <summary>A line of the server. One type for all of them: a field means the same in each line that has it.</summary>
internal sealed record IncomingLine
{
    public string? Type { get; init; }

    public long Call { get; init; }

    public string? Ref { get; init; }

    public string? Name { get; init; }

    public string? Arguments { get; init; }

    public string? User { get; init; }

    public string? Room { get; init; }

    public bool Operator { get; init; }

    public string? Text { get; init; }

    public long? Id { get; init; }

    public long? At { get; init; }

    public bool Action { get; init; }

    public bool Bot { get; init; }

    public string? Event { get; init; }

    public string? Topic { get; init; }

    public string? By { get; init; }

    public string? Target { get; init; }

    public long? Until { get; init; }

    public string? Reason { get; init; }

    public long? From { get; init; }

    public long? To { get; init; }

    /// <summary>What is said of a share in a message; elsewhere, its number.</summary>
    public JsonElement? Share { get; init; }

    public string? ContentType { get; init; }

    public string? Query { get; init; }

    public string? Body { get; init; }

    public string? Error { get; init; }

    public string? Value { get; init; }

    public IReadOnlyList<string>? Keys { get; init; }

    public IReadOnlyList<IncomingLine>? Messages { get; init; }

    public IReadOnlyList<string>? Allowed { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public string? Directory { get; init; }
}

/// <summary>What is said of a share in the message that announces it.</summary>
internal sealed record IncomingShare(long Id, string Title, long Count, long Size);
