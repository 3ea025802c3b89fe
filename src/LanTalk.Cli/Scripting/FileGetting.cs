using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Client.Sealing;
using LanTalk.Client.Sessions;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Gets a share for a script.</summary>
/// <param name="session">The session.</param>
/// <param name="received">The keys of sealed shares.</param>
/// <param name="choice">Which one.</param>
/// <param name="destination">Where to.</param>
/// <param name="output">Receives the paths of what was written.</param>
/// <param name="openBytes">Opens standard output for the bytes of a file.</param>
/// <param name="notes">Receives what goes wrong.</param>
/// <param name="progress">Shows how far it is.</param>
/// <param name="time">The clock.</param>
internal sealed class FileGetting(
    IChatSession session, ReceivedShares received, FileChoice choice, FileDestination destination, TextWriter output, Func<Stream> openBytes, Notes notes, ProgressLine progress,
    TimeProvider time)
{
    /// <summary>Whether to print for programs.</summary>
    public bool IsJson { get; init; }

    /// <summary>Runs until all is there or cannot be got; returns the exit code.</summary>
    /// <param name="room">The room; null for the lobby.</param>
    /// <param name="stopping">Ends it.</param>
    public Task<int> RunAsync(string? room, CancellationToken stopping) =>
        new FileSession(session, notes, destination.Directory is null ? "" : "What has come is kept: run the same command again to go on.")
            .RunAsync(room, ended => GetAsync(room, ended), stopping);

    private async Task<int> GetAsync(string? room, CancellationToken ended)
    {
        var (share, key) = Find(await session.AskSharesAsync(room, ended));
        using var server = ShareServer.Of(session, share.Id);
        var download = new ShareDownload(server, share, time, Random.Shared) { Key = key, Show = progress.Show };
        try
        {
            if (destination.Directory is null)
            {
                await using var bytes = openBytes();
                await download.GetAsync(bytes, ended);
                return ExitCode.Done;
            }

            Print(share, await download.GetAsync(destination.Directory, destination.FileName, ended));
            return ExitCode.Done;
        }
        finally
        {
            progress.Clear();
        }
    }

    /// <summary>A share of the room or, by its number only, one that is sealed for the user.</summary>
    private (ShareFacts Share, byte[]? Key) Find(ShareList list) =>
        choice.Number is { } number && list.Shares.All(presence => presence.Share.Id != number)
        && SealedChoice.Find(session, received, list, number) is { } sealedOne
            ? (sealedOne.Facts, sealedOne.Key)
            : (choice.Find(list.Shares).Share, null);

    private void Print(ShareFacts share, IReadOnlyList<string> paths)
    {
        progress.Clear();
        if (IsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new GotFilesJson("got", share.Id, share.Title, paths), ToolJson.Default.GotFilesJson));
            return;
        }

        foreach (var path in paths)
        {
            output.WriteLine(SafeText.Clean(path));
        }
    }
}
