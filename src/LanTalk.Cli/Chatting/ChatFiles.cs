using System.Globalization;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Chatting;

/// <summary>Sends and gets files while the user chats on. Each transfer is a task beside the conversation.</summary>
/// <param name="session">The session.</param>
/// <param name="screen">Shows what becomes of the transfers.</param>
/// <param name="transfers">Those that are under way.</param>
/// <param name="memory">Keeps what is needed to go on in another run.</param>
/// <param name="downloads">The directory that files go to.</param>
/// <param name="time">The clock.</param>
/// <param name="ended">Ends all of them.</param>
internal sealed class ChatFiles(
    IChatSession session, ChatScreen screen, Transfers transfers, FileMemory memory, string downloads, TimeProvider time, CancellationToken ended)
{
    private readonly KnownShares _known = new();

    /// <summary>Called with the path of a share that is a single file, once it is there.</summary>
    public Action<string> Got { get; init; } = _ => { };

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

    /// <summary>Shares files with a room or, sealed, with one user.</summary>
    /// <param name="argument">The paths and perhaps <c>@</c> and a name, as they were typed.</param>
    /// <param name="place">Where that was.</param>
    public void Send(string argument, string place)
    {
        var paths = PathWords.Split(argument);
        var to = ChatPlace.UserOf(place);

        // A file may have such a name, and then its path can be written as ./@name.
        if (paths is [.., ['@', .. { Length: > 0 } user]])
        {
            (paths, to) = ([.. paths.SkipLast(1)], user);
        }

        if (paths.Count == 0)
        {
            screen.TellProblem("/send takes one or more paths. Tab completes them; one with blanks stands in quotes. @NAME at the end sends them to one user alone.");
            return;
        }

        if (paths.FirstOrDefault(path => path is ['@', _, ..] && !Path.Exists(path)) is { } misplaced)
        {
            screen.TellProblem(SafeText.Clean($"{misplaced} has to stand at the end, if that is the user whom the files are for. There is no file of that name."));
            return;
        }

        Begin(new Transfer(Path.GetFileName(paths[0].TrimEnd('/')), isSending: true, time), async (transfer, token) =>
        {
            var content = Read(paths);
            await (to is null ? SendAsync(transfer, content, place, token) : SendSealedAsync(transfer, content, to, token));
        });
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
            screen.Tell([SafeText.Clean($"Cancelled: {transfer.Reached}. The same command goes on where it was.")]);
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

    private ShareContent Read(IReadOnlyList<string> paths)
    {
        var source = SourceFiles.List(paths);
        foreach (var left in source.LeftOut)
        {
            screen.TellProblem(SafeText.Clean($"Left out: {left.Path}: {left.Reason}."));
        }

        return new ShareContent(source);
    }

    private async Task SendAsync(Transfer transfer, ShareContent content, string place, CancellationToken cancellationToken)
    {
        using var server = ShareServer.Of(session, share: null);
        var upload = new ShareUpload(server, content, memory.Hashes, time, Random.Shared) { Show = progress => Show(transfer, progress) };
        var share = await upload.BeginAsync(cancellationToken);
        transfer.Share = share;
        if (!upload.IsBegun || (await session.AskSharesAsync(place, cancellationToken)).Shares.All(presence => presence.Share.Id != share))
        {
            await session.SendAsync(Outgoing.Announce(share, content.Title, place), cancellationToken);
        }

        await upload.SendAsync(share, cancellationToken);
        screen.Tell([SafeText.Clean($"{content.Title} is on the server, number {share}.")]);
    }

    private async Task SendSealedAsync(Transfer transfer, ShareContent content, string to, CancellationToken cancellationToken)
    {
        using var server = ShareServer.Of(session, share: null);
        var sending = await SealedSending.PrepareAsync(
            session, server, content, to, memory.Sends, progress => Show(transfer, progress), time, cancellationToken);
        var (share, message) = await sending.BeginAsync(cancellationToken);
        transfer.Share = share;
        await session.SendAsync(message, cancellationToken);
        await sending.SendAsync(share, cancellationToken);
        screen.Tell([SafeText.Clean($"{content.Title} is on the server, number {share}, sealed for {message.To}.")]);
    }

    private async Task GetAsync(Transfer transfer, long number, string directory, string place, CancellationToken cancellationToken)
    {
        var (share, key) = _known.Find(number) is { } known ? (known, null) : await AskAsync(number, place, cancellationToken);
        transfer.Title = share.Title;
        using var server = ShareServer.Of(session, number);
        var download = new ShareDownload(server, share, time, Random.Shared) { Key = key, Show = progress => Show(transfer, progress) };
        var paths = await download.GetAsync(directory, fileName: null, cancellationToken);
        screen.Tell([ShareTexts.IsIn(share, directory, paths)]);
        if (paths is [var only] && share.Count == 1)
        {
            Got(only);
        }
    }

    private async Task<(ShareFacts Share, byte[]? Key)> AskAsync(long number, string place, CancellationToken cancellationToken)
    {
        var list = await session.AskSharesAsync(ChatPlace.RoomOf(place), cancellationToken);
        return list.Shares.FirstOrDefault(presence => presence.Share.Id == number) is { } presence ? (presence.Share, null)
            : SealedChoice.Find(session, memory.Received, list, number) is { } received ? (received.Facts, received.Key)
            : throw new ShareException(ShareFault.NotFound, "there is no such share in this room. /files lists them.");
    }

    private void Show(Transfer transfer, TransferProgress progress)
    {
        transfer.Take(progress);
        transfers.Show();
    }
}
