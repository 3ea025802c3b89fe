using System.Globalization;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Chatting;

/// <summary>Sends and gets files while the user chats on. Each transfer is a task beside the conversation.</summary>
/// <param name="session">The session.</param>
/// <param name="screen">Shows what becomes of the transfers.</param>
/// <param name="transfers">Those that are under way.</param>
/// <param name="cache">Keeps the hashes of what is sent.</param>
/// <param name="downloads">The directory that files go to.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">Ends all of them.</param>
internal sealed class ChatFiles(
    IChatSession session, ChatScreen screen, Transfers transfers, HashCache cache, string downloads, TimeProvider time, CancellationToken ended)
{
    private readonly KnownShares _known = new();

    /// <summary>Completes when every transfer has ended.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Learns from an event.</summary>
    public void Learn(ChatEvent happened)
    {
        _known.Learn(happened);
        if (happened is NotSent { What.Share: { } refused })
        {
            foreach (var transfer in transfers.All.Where(transfer => transfer.IsSending && transfer.Share == refused))
            {
                _ = transfer.CancelAsync();
            }
        }
    }

    /// <summary>Shares files with a room.</summary>
    /// <param name="argument">The paths, as they were typed.</param>
    /// <param name="place">Where that was.</param>
    public void Send(string argument, string place)
    {
        var paths = PathWords.Split(argument);
        if (paths.Count == 0)
        {
            screen.TellProblem("/send takes one or more paths. Tab completes them; one with blanks stands in quotes.");
        }
        else if (ChatPlace.UserOf(place) is not null || (paths[^1].StartsWith('@') && !Path.Exists(paths[^1])))
        {
            screen.TellProblem("Files for one user alone are not there yet: /send shares them with a room, where everybody can get them.");
        }
        else
        {
            Begin(new Transfer(Path.GetFileName(paths[0].TrimEnd('/')), isSending: true, time), (transfer, token) => SendAsync(transfer, paths, place, token));
        }
    }

    /// <summary>Gets a share.</summary>
    /// <param name="argument">Its number and perhaps a directory, as they were typed.</param>
    /// <param name="place">Where that was.</param>
    public void Get(string argument, string place)
    {
        var (first, rest) = FirstWord.Split(argument);
        if (!long.TryParse(first.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || PathWords.Split(rest).Count > 1)
        {
            screen.TellProblem("/get takes the number of a share, which stands in its message, and perhaps a directory. /files lists them.");
        }
        else if (transfers.All.Any(transfer => !transfer.IsSending && transfer.Share == number))
        {
            screen.TellProblem($"You are getting {number} already.");
        }
        else
        {
            var directory = PathWords.Split(rest) is [var given] ? Path.GetFullPath(given) : downloads;
            var transfer = new Transfer(_known.Find(number)?.Title ?? $"#{number}", isSending: false, time) { Share = number };
            Begin(transfer, (_, token) => GetAsync(transfer, number, directory, place, token));
        }
    }

    /// <summary>Ends a transfer.</summary>
    /// <param name="argument">Its number or title, as it was typed.</param>
    public void Cancel(string argument)
    {
        var name = argument.TrimStart('#');
        var meant = transfers.All.Where(transfer => transfer.Title == argument
            || (transfer.Share is { } share && share.ToString(CultureInfo.InvariantCulture) == name)).ToList();
        if (meant.Count == 0)
        {
            screen.TellProblem($"Nothing called {SafeText.Clean(argument)} is being sent or got.");
        }

        foreach (var transfer in meant)
        {
            _ = transfer.CancelAsync();
        }
    }

    // Called only for what is typed, one piece after the other.
    private void Begin(Transfer transfer, Func<Transfer, CancellationToken, Task> work)
    {
        transfers.Add(transfer);
        Completion = Task.WhenAll(Completion, RunAsync(transfer, work));
    }

    private async Task RunAsync(Transfer transfer, Func<Transfer, CancellationToken, Task> work)
    {
        using var owned = transfer;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(transfer.Cancelled, ended);
        try
        {
            await Task.Run(() => work(transfer, either.Token), CancellationToken.None);
        }
        catch (Exception e) when (e is ShareException or RefusedException)
        {
            screen.TellProblem(SafeText.Clean($"{transfer.Title}: {e.Message}"));
        }
        catch (IOException e)
        {
            screen.TellProblem(SafeText.Clean($"{transfer.Title}: {e.Message} Try again when you are connected."));
        }
        catch (OperationCanceledException) when (transfer.Cancelled.IsCancellationRequested)
        {
            screen.Tell([SafeText.Clean($"Cancelled: {transfer}. The same command goes on where it was.")]);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The chat ends, and says what is not finished.
        }
        finally
        {
            if (!ended.IsCancellationRequested)
            {
                transfers.Remove(transfer);
            }
        }
    }

    private async Task SendAsync(Transfer transfer, IReadOnlyList<string> paths, string place, CancellationToken cancellationToken)
    {
        var source = SourceFiles.List(paths);
        foreach (var left in source.LeftOut)
        {
            screen.TellProblem(SafeText.Clean($"Left out: {left.Path}: {left.Reason}."));
        }

        var content = new ShareContent(source);
        using var server = ShareServer.Of(session, share: null);
        var upload = new ShareUpload(server, content, cache, time, Random.Shared) { Show = progress => Show(transfer, progress) };
        var share = await upload.BeginAsync(cancellationToken);
        transfer.Share = share;
        if (!upload.IsBegun || (await session.AskSharesAsync(place, cancellationToken)).All(presence => presence.Share.Id != share))
        {
            await session.SendAsync(Outgoing.Announce(share, content.Title, place), cancellationToken);
        }

        await upload.SendAsync(share, cancellationToken);
        screen.Tell([SafeText.Clean($"{content.Title} is on the server, number {share}.")]);
    }

    private async Task GetAsync(Transfer transfer, long number, string directory, string place, CancellationToken cancellationToken)
    {
        var share = _known.Find(number) ?? await AskAsync(number, place, cancellationToken);
        using var server = ShareServer.Of(session, number);
        var download = new ShareDownload(server, share, time, Random.Shared) { Show = progress => Show(transfer, progress) };
        foreach (var path in await download.GetAsync(directory, fileName: null, cancellationToken))
        {
            screen.Tell([SafeText.Clean($"{ShareTexts.Of(share)} is in {path}")]);
        }
    }

    private async Task<ShareFacts> AskAsync(long number, string place, CancellationToken cancellationToken) =>
        (await session.AskSharesAsync(ChatPlace.RoomOf(place), cancellationToken)).FirstOrDefault(presence => presence.Share.Id == number)?.Share
            ?? throw new ShareException(ShareFault.NotFound, "there is no such share in this room. /files lists them.");

    private void Show(Transfer transfer, TransferProgress progress)
    {
        transfer.Take(progress);
        transfers.Show();
    }
}
