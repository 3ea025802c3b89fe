using System.Runtime.CompilerServices;
using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Cli.Terminals;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Server.Configuration;
using LanTalk.Server.Operator;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Operating;

/// <summary>
/// The console of a server at a prompt: the same screen as a user's, with log lines in between. Everything that it shows goes through one queue, so
/// that neither the server nor the log ever waits for the terminal.
/// </summary>
internal sealed class OperatorChat : IOperatorTerminal, IScreenSource, IDisposable
{
    private readonly Prompt _prompt;
    private readonly ChatScreen _screen;
    private readonly OperatorTyping _typing;
    private readonly InvitationCode _code;
    private readonly Roster _roster = new();

    public OperatorChat(string ownName, Prompt prompt, TimeProvider time)
    {
        (UserName, _prompt, _code) = (ownName, prompt, new InvitationCode(prompt));
        IChatText texts = prompt.IsPlain ? new SpokenText(isEncrypted: null)
            : new ScreenText(isEncrypted: null, name => _roster.StyleOf(name, prompt.Theme, IsPresent));
        _screen = new ChatScreen(this, prompt, texts, _roster, new ClientSettings(new Dictionary<string, string>(StringComparer.Ordinal)), time);
        _prompt.PlaceKeyPressed = _screen.GoTo;
        Output = new OutputQueue("Console", new PromptOutput(prompt, _screen.ShowStatus), time);
        Departure = new Departure(prompt, "stop the server", time);
        _prompt.InterruptPressed = Departure.Press;
        _typing = new OperatorTyping(_screen, prompt, act => Output.Add(new OutputLine("") { Act = act }));
    }

    /// <summary>The queue for everything that is shown, log lines included.</summary>
    public OutputQueue Output { get; }

    /// <summary>Tells when Ctrl-C stops the server.</summary>
    public Departure Departure { get; }

    /// <summary>The names and commands for completion; null until the server has started.</summary>
    public IOperatorVocabulary? Vocabulary { get; set; }

    /// <inheritdoc/>
    public string UserName { get; }

    /// <inheritdoc/>
    public bool TellsTimes => true;

    /// <inheritdoc/>
    public bool HasRooms => true;

    /// <inheritdoc/>
    public string? Transfers => null;

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => null;

    /// <inheritdoc/>
    public int? Online => Vocabulary?.Online;

    /// <summary>A console on this process's terminal.</summary>
    public static OperatorChat Open(LanTalkServerOptions options, TimeProvider time)
    {
        OperatorChat? chat = null; // once there is a prompt
        var prompt = Prompt.Open(
            new PromptOptions(ChatScreen.LabelOf(options.Name, RoomName.Lobby))
            {
                Place = RoomName.Lobby,
                Theme = TerminalCapabilities.UseColor ? Theme.Auto : Theme.None,
                Complete = before => chat?.Complete(before) ?? Completions.None,
                HistoryDirectory = options.DataDirectory,
            },
            time);
        return chat = new OperatorChat(options.Name, prompt, time);
    }

    /// <inheritdoc/>
    public void Dispose() => Departure.Dispose();

    /// <inheritdoc/>
    public async IAsyncEnumerable<OperatorLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var input in _prompt.ReadAsync(cancellationToken))
        {
            if (_typing.Do(input) is { } line)
            {
                yield return line;
            }
        }
    }

    /// <inheritdoc/>
    public void Show(IReadOnlyList<ServerMessage> messages)
    {
        foreach (var message in messages)
        {
            Output.Add(OutputLine.Of(message) with { Act = () => Show(message) });
        }
    }

    /// <summary>Completes what is being typed.</summary>
    public Completions Complete(string before) => Vocabulary is { } vocabulary
        ? new ChatCompleter(() => OperatorTyping.CommandsBeside(vocabulary.Commands),
            beginning => NamesLike(beginning, vocabulary), () => vocabulary.RoomNames).Complete(before)
        : Completions.None;

    /// <summary>The users online, the last speaker first.</summary>
    private IReadOnlyList<string> NamesLike(string beginning, IOperatorVocabulary vocabulary)
    {
        var spoke = _roster.NamesLike(beginning).ToList();
        return
        [
            .. vocabulary.UserNames.Where(name => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                .OrderBy(name => spoke.FindIndex(other => Protocol.Names.UserName.Comparer.Equals(other, name)) is var index
                    && index < 0 ? int.MaxValue : index)
                .ThenBy(name => name, Protocol.Names.UserName.Comparer),
        ];
    }

    private bool IsPresent(string name) =>
        Protocol.Names.UserName.Comparer.Equals(name, UserName) || Vocabulary?.UserNames.Contains(name, Protocol.Names.UserName.Comparer) != false;

    /// <summary>Shows a message, on the queue's thread.</summary>
    private void Show(ServerMessage message)
    {
        _roster.Learn(new Received(message));
        switch (message)
        {
            case RoomState state:
                _screen.Show(new Entered(state, IsReturn: _screen.Rooms.Contains(state.Room, StringComparer.Ordinal)));
                _screen.GoTo(state.Room);
                break;
            case SystemMessage { Event: SystemEvents.Leave, Room: { } room } left when left.User == UserName:
                _screen.Close(room);
                _screen.Tell([left.Text]);
                break;
            case Invitation invitation:
                _code.Show(invitation);
                _screen.Show(new Received(invitation));
                break;
            case SentPrivately sent:
                _screen.Show(new Delivered(Outgoing.Private(sent.To, sent.Text), new Acknowledgement(sent.Timestamp, "")));
                break;
            default:
                _screen.Show(new Received(message));
                break;
        }
    }
}
