using System.Globalization;
using LanTalk.Cli.Lines;
using LanTalk.Cli.Settings;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// Shows a chat at a prompt: one room at a time; what comes in another one waits there, and is counted in the status line. It may be used by
/// any thread.
/// </summary>
internal sealed class ChatScreen
{
    /// <summary>Who comes and goes in a crowd is told in one line, so long after the first of them at the latest.</summary>
    private static readonly TimeSpan Folding = TimeSpan.FromSeconds(2);

    private readonly IChatSession _session;
    private readonly Prompt _prompt;
    private readonly IChatText _texts;
    private readonly TimeProvider _time;
    private readonly DeliveryTexts _deliveries = new();
    private readonly WindowWriter _writer;
    private readonly LocalTimes _times;
    private readonly ITimer _folding;
    private readonly Lock _gate = new();

    // Everything below is guarded by it. Whoever holds it may show something; nobody is called back.
    private readonly ChatWindows _windows = new();
    private readonly Renames _renames = new();
    private ClientSettings _settings;
    private volatile string _name;
    private bool _isConnected = true;
    private int _sending;

    public ChatScreen(IChatSession session, Prompt prompt, IChatText texts, Roster roster, ClientSettings settings, TimeProvider time)
    {
        (_session, _prompt, _texts, Roster, _settings, _time) = (session, prompt, texts, roster, settings, time);
        _name = session.Welcome.UserName;
        _times = new LocalTimes(session.Certificate is not null, time);
        _writer = new WindowWriter(_windows, prompt, texts, new ReadingMarks(prompt, time));
        _folding = time.CreateTimer(_ => Fold(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The user's name.</summary>
    public string Name => _name;

    /// <summary>The room that is shown.</summary>
    public string Shown => _prompt.Place;

    /// <summary>Who is there.</summary>
    public Roster Roster { get; }

    /// <summary>The rooms that the user is in, in the order of their numbers. It may be asked for while the prompt is busy.</summary>
    public IReadOnlyList<string> Rooms => _windows.Rooms;

    /// <summary>What the user has chosen.</summary>
    public ClientSettings Settings
    {
        get => _settings;
        set
        {
            lock (_gate)
            {
                _settings = value;
                _prompt.Theme = TerminalCapabilities.UseColor ? value.Theme : Theme.None;
                _prompt.EscapeTimeout = value.EscapeTimeout;
            }
        }
    }

    /// <summary>What stands before the text being typed.</summary>
    public string Label => LabelOf(_name, _windows.Current.Room);

    /// <summary>The label for a user in a room.</summary>
    public static string LabelOf(string name, string room) => $"[{name} | {room}] > ";

    /// <summary>Shows a line of the client's own.</summary>
    public void Tell(StyledText line) => _prompt.WriteLine(line);

    /// <summary>Shows lines of the client's own.</summary>
    public void Tell(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Tell(new StyledText((line, Style.System)));
        }
    }

    /// <summary>Shows what failed.</summary>
    public void TellProblem(string problem) => Tell(new StyledText((problem, Style.Error)));

    /// <summary>Shows how much is being sent for longer than usual; 0 for nothing.</summary>
    public void ShowSending(int count)
    {
        lock (_gate)
        {
            _sending = count;
            ShowStatus();
        }
    }

    /// <summary>Shows how things are now.</summary>
    public void ShowStatus()
    {
        lock (_gate)
        {
            _prompt.Status = new StatusLine(_windows.All, _windows.Current, Roster.Online, _session.RoundTrip, _isConnected, _sending, _texts.Seal).ToText();
        }
    }

    /// <summary>Shows what happened.</summary>
    public void Show(ChatEvent happened)
    {
        happened = _times.Of(happened);
        lock (_gate)
        {
            Follow(happened);
            var window = WindowOf(happened);
            if (_renames.IsRepeated(happened) || TryFold(happened, window))
            {
                return;
            }

            EndFold(window);
            var message = (happened as Received)?.Message;
            var isMention = Attention.IsCalledBy(message, _name) && !IsBacklog(message, window);
            if (LineOf(happened, window.Room) is { } line)
            {
                Show(window, line, TimeOf(message), message is RoomMessage && !IsBacklog(message, window), isMention);
            }

            if (happened is Delivered delivered && _deliveries.NoteOn(delivered) is { } note)
            {
                Show(window, new StyledText((note, Style.System)), null, isNews: false, isMention: false);
            }

            if (happened is NotSent { What: { IsCommand: false, To: null } what } && window == _windows.Current)
            {
                _prompt.TryOffer(ChatLine.TypedOf(what));
            }

            if (isMention && Attention.SequenceFor(message!, _settings) is { } sequence)
            {
                _prompt.Notify(sequence);
            }

            ShowStatus();
        }
    }

    /// <summary>Shows another room.</summary>
    public void GoTo(string room)
    {
        lock (_gate)
        {
            GoTo(_windows.Open(room));
        }
    }

    /// <summary>Shows the room that a key leads to.</summary>
    public void GoTo(PlaceKey key)
    {
        lock (_gate)
        {
            if (_windows.At(key) is { } window)
            {
                GoTo(window);
            }
        }
    }

    /// <summary>The user is not in a room any more.</summary>
    public void Close(string room)
    {
        lock (_gate)
        {
            if (_windows.Close(room) is { } closed)
            {
                if (closed == _windows.Current)
                {
                    GoTo(_windows.Lobby);
                }

                ShowStatus();
            }
        }
    }

    private void GoTo(ChatWindow window)
    {
        if (window == _windows.Current)
        {
            return;
        }

        EndFold(_windows.Current);
        EndFold(window);
        _writer.Open(window);
        _prompt.GoTo(window.Room, Label);
        ShowStatus();
    }

    private void Show(ChatWindow window, StyledText line, DateTimeOffset? at, bool isNews, bool isMention) =>
        _writer.Write(window, line, at, isNews, isMention, _settings.Away);

    /// <summary>What of an event changes how things are.</summary>
    private void Follow(ChatEvent happened)
    {
        switch (happened)
        {
            case ConnectionLost:
                _isConnected = false;
                break;
            case ConnectionBack:
                _isConnected = true;
                break;
            case Entered { State: var state } entered:
                var window = _windows.Open(state.Room);
                window.Topic = state.Topic;
                window.BacklogEnd = entered.IsReturn ? window.BacklogEnd : state.Id;
                break;
            case Received { Message: SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name } } when UserName.Comparer.Equals(former, _name):
                _name = name;
                _prompt.Label = Label;
                break;
        }
    }

    // Older servers move the user from room to room without saying so: there is only one.
    private ChatWindow WindowOf(ChatEvent happened) => _session.HasRooms ? _windows.Open(EventRoom.Of(happened) ?? _windows.Current.Room) : _windows.Lobby;

    private bool TryFold(ChatEvent happened, ChatWindow window)
    {
        if ((happened as Received)?.Message is not SystemMessage { Event: SystemEvents.Join or SystemEvents.Leave } message || _settings["presence"] == "all")
        {
            return false;
        }

        if (_settings["presence"] != "hide" && window.Presence.TryTake(message))
        {
            _folding.Change(Folding, Timeout.InfiniteTimeSpan);
            return true;
        }

        if (_settings["presence"] != "hide")
        {
            // It belongs to the row of those who come and go, and does not end it.
            Show(window, _texts.Of(happened, _name, window.Room)!, null, isNews: false, isMention: false);
        }

        ShowStatus();
        return true;
    }

    private void Fold()
    {
        lock (_gate)
        {
            foreach (var window in _windows.All)
            {
                EndFold(window);
            }
        }
    }

    private void EndFold(ChatWindow window)
    {
        if (window.Presence.End() is { } crowd)
        {
            Show(window, _texts.Of(new Received(crowd with { Room = window.Room }), _name, window.Room)!, null, isNews: false, isMention: false);
        }
    }

    private StyledText? LineOf(ChatEvent happened, string here) => happened switch
    {
        Said said => EchoOf(said.What),
        _ => _texts.Of(happened, _name, here),
    };

    /// <summary>What a server of version 2 does not send back to its author.</summary>
    private StyledText? EchoOf(Outgoing said) => said switch
    {
        { To: { } to } => _texts.EchoPrivate(Now, to, said.Text, isSealed: false),
        { IsCommand: true } => null,
        _ => _texts.Of(new Received(new RoomMessage(Now, _name, said.PostedText, said.IsAction ? true : null)), null, RoomName.Lobby),
    };

    private string Now => _time.GetLocalNow().ToString("HH:mm", CultureInfo.InvariantCulture);

    private static bool IsBacklog(ServerMessage? message, ChatWindow window) => message is RoomMessage { Id: { } id } && id <= window.BacklogEnd;

    private static DateTimeOffset? TimeOf(ServerMessage? message) =>
        message is RoomMessage { At: { } at and > 0 and < 253_402_300_799_000 } ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
