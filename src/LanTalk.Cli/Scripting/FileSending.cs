using System.Globalization;
using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Json;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Sends files from a script: tells the room of them, or the user whom they are sealed for, and ends when the server has all of them.</summary>
/// <param name="session">The session.</param>
/// <param name="content">The files.</param>
/// <param name="cache">Keeps their hashes.</param>
/// <param name="output">Receives the share's number.</param>
/// <param name="notes">Receives what goes wrong.</param>
/// <param name="progress">Shows how far it is.</param>
/// <param name="json">Whether to print for programs.</param>
/// <param name="time">The clock.</param>
internal sealed class FileSending(
    IChatSession session, ShareContent content, HashCache cache, TextWriter output, Notes notes, ProgressLine progress, bool json, TimeProvider time)
{
    /// <summary>The advice to a user after an interruption.</summary>
    public const string UsualAdvice = "Run the same command again to go on.";

    private readonly Outcomes _outcomes = new();
    private readonly TaskCompletionSource<Outcome> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The text after an interruption.</summary>
    public string Advice { get; init; } = UsualAdvice;

    /// <summary>Whether the room is created if it does not exist.</summary>
    public bool MayCreate { get; init; }

    /// <summary>The user whom the files are sealed for, and what keeps their keys; null for everybody in the room.</summary>
    public (string User, SealedSends Sends)? To { get; init; }

    /// <summary>Runs until all is sent or cannot be; returns the exit code.</summary>
    /// <param name="room">The room; null for the lobby.</param>
    /// <param name="stopping">Ends it.</param>
    public Task<int> RunAsync(string? room, CancellationToken stopping) =>
        new FileSession(session, notes, Advice) { MayCreate = MayCreate, Learn = Learn }
            .RunAsync(room, ended => SendAsync(room, ended), stopping);

    private void Learn(ChatEvent happened)
    {
        notes.SayKey(happened);
        notes.SayDelivery(happened);
        if (_outcomes.Learn(happened) is { } outcome)
        {
            _announced.TrySetResult(outcome);
        }
    }

    private async Task<int> SendAsync(string? room, CancellationToken ended)
    {
        using var server = ShareServer.Of(session, share: null);
        if (To is { } to)
        {
            return await SendSealedAsync(server, to.User, to.Sends, ended);
        }

        var upload = new ShareUpload(server, content, cache, time, Random.Shared) { Show = progress.Show };
        try
        {
            var share = await upload.BeginAsync(ended);
            var id = await AnnounceAsync(share, upload.IsBegun, room, ended);
            await upload.SendAsync(share, ended);
            Print(new SharedJson("shared", share, content.Title, content.Count, content.Size) { Room = room, Id = id });
            return ExitCode.Done;
        }
        finally
        {
            progress.Clear();
        }
    }

    private async Task<int> SendSealedAsync(ShareServer server, string to, SealedSends sends, CancellationToken ended)
    {
        try
        {
            var sending = await SealedSending.PrepareAsync(session, server, content, to, sends, progress.Show, time, ended);
            var (share, message) = await sending.BeginAsync(ended);
            var told = await TellAsync(message, ended);
            await sending.SendAsync(share, ended);
            Print(new SharedJson("shared", share, content.Title, content.Count, content.Size) { To = message.To, Sealed = true, Waits = told?.Waits });
            return ExitCode.Done;
        }
        finally
        {
            progress.Clear();
        }
    }

    private void Print(SharedJson shared)
    {
        progress.Clear();
        output.WriteLine(json ? JsonSerializer.Serialize(shared, ToolJson.Default.SharedJson) : shared.Share.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Tells the room, before the bytes are there: others may get what is there already. A share that was interrupted has been told of.</summary>
    /// <returns>The number of the message; null if there was one before.</returns>
    private async Task<long?> AnnounceAsync(long share, bool isBegun, string? room, CancellationToken ended)
    {
        if (isBegun && (await session.AskSharesAsync(room, ended)).Shares.Any(presence => presence.Share.Id == share))
        {
            return null;
        }

        return (await TellAsync(Outgoing.Announce(share, content.Title, room), ended))?.Id;
    }

    /// <summary>Sends the message that tells of the share; returns the server's acknowledgement.</summary>
    private async Task<Acknowledgement?> TellAsync(Outgoing what, CancellationToken ended)
    {
        _outcomes.Expect(what, new Origin(1, content.Title));
        await session.SendAsync(what, ended);
        return (await _announced.Task.WaitAsync(ended)).By switch
        {
            Delivered delivered => delivered.By,
            NotSent failed => throw new ShareException(ShareFault.Refused, $"not shared: {SafeText.Clean(Texts.DeliveryTexts.ReasonOf(failed))}"),
            _ => null,
        };
    }
}
