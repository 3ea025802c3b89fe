using LanTalk.Cli.Lines;
using LanTalk.Cli.Settings;
using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// Shows a chat at a prompt, one room or private conversation at a time. Messages in another one wait there and are counted in the status line. May
/// be used by any thread.
/// </summary>
internal sealed class ChatScreen
{
    /// <summary>In a crowd, joins and leaves are shown in one line, at most this long after the first of them.</summary>
    private static readonly TimeSpan Folding = TimeSpan.FromSeconds(2);

    private readonly IScreenSource _source;
    private readonly Prompt _prompt;
    private readonly IChatText _texts;
    private readonly EventLines _lines;
    private readonly DeliveryTexts _deliveries = new();
    private readonly WindowWriter _writer;
    private readonly LocalTimes _times;
    private readonly ITimer _folding;
    private readonly Lock _gate = new();

    // Guards everything below. Its holder may write to the prompt, and calls nobody back.
    private readonly ChatWindows _windows = new();
    private readonly Renames _renames = new();
    private ClientSettings _settings;
    private volatile string _name;
    private bool _isConnected = true;
    private int _sending;

    public ChatScreen(IScreenSource source, Prompt prompt, IChatText texts, Roster roster, ClientSettings settings, TimeProvider time)
    {
        (_source, _prompt, _texts, Roster, _settings) = (source, prompt, texts, roster, settings);
        _name = source.UserName;
        _lines = new EventLines(texts, time);
        _times = new LocalTimes(source.TellsTimes, time);
        _writer = new WindowWriter(_windows, prompt, texts, new ReadingMarks(prompt, time));
        _folding = time.CreateTimer(_ => Fold(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The user's name.</summary>
    public string Name => _name;

    /// <summary>The room that is shown; the lobby while a private conversation is.</summary>
    public string Shown => ChatPlace.RoomOf(_prompt.Place);

    /// <summary>The users online.</summary>
    public Roster Roster { get; }

    /// <summary>The rooms that the user is in, in the order of their numbers. May be read while the prompt is busy.</summary>
    public IReadOnlyList<string> Rooms => _windows.Rooms;

    /// <summary>
    /// The rooms and private conversations, in the order of their numbers; see <see cref="ChatPlace"/>. May be read while the prompt is busy.
    /// </summary>
    public IReadOnlyList<string> Places => _windows.Places;

    /// <summary>The user's settings.</summary>
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

    /// <summary>The label in front of the text being typed.</summary>
    public string Label => LabelOf(_name, _windows.Current.Place);

    /// <summary>The label for a user at a place.</summary>
    public static string LabelOf(string name, string place) => $"[{name} | {place}] > ";

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

    /// <summary>Shows an error.</summary>
    public void TellProblem(string problem) => Tell(new StyledText((problem, Style.Error)));

    /// <summary>Shows how many texts have been on their way for longer than usual; 0 for none.</summary>
    public void ShowSending(int count)
    {
        lock (_gate)
        {
            _sending = count;
            ShowStatus();
        }
    }

    /// <summary>Updates the status line.</summary>
    public void ShowStatus()
    {
        lock (_gate)
        {
            _prompt.Status = new StatusLine(
                _windows.All, _windows.Current, _source.Online, _source.RoundTrip, _isConnected, _sending, _source.Transfers, _texts.Seal).ToText();
        }
    }

    /// <summary>Shows an event.</summary>
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
            if (_lines.Of(happened, window, _name) is { } line)
            {
                Show(window, line, happened);
            }

            if (happened is Delivered delivered && _deliveries.NoteOn(delivered) is { } note)
            {
                Tell(new StyledText((note, Style.System)));
            }

            if (happened is NotSent { What: { IsCommand: false, Share: null } what } && window == _windows.Current && window.IsWhereTyped(what))
            {
                _prompt.TryOffer(ChatLine.TypedOf(what));
            }

            ShowStatus();
        }
    }

    /// <summary>Shows another room or private conversation; see <see cref="ChatPlace"/>.</summary>
    public void GoTo(string place)
    {
        lock (_gate)
        {
            GoTo(_windows.Open(place));
        }
    }

    /// <summary>Shows the room or conversation that a key leads to.</summary>
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

    /// <summary>The user is no longer in a room, or has closed a private conversation.</summary>
    public void Close(string place)
    {
        lock (_gate)
        {
            if (_windows.Close(place) is { } closed)
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
        _prompt.GoTo(window.Place, Label);
        ShowStatus();
    }

    private void Show(ChatWindow window, WindowLine line, ChatEvent happened)
    {
        if (window != _windows.Current && EventLines.IsOwnPrivate(happened))
        {
            // The command was typed in this window and is seen here; in its own window it is part of the conversation.
            window.Remember(line);
            Tell(line.Text);
            return;
        }

        Show(window, line);
        if (line.IsMention && happened is Received { Message: var message } && Attention.SequenceFor(message, _settings) is { } sequence)
        {
            _prompt.Notify(sequence);
        }
    }

    private void Show(ChatWindow window, WindowLine line) => _writer.Write(window, line, _settings.Away);

    /// <summary>Updates the state that an event changes.</summary>
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
            case Received { Message: SystemMessage { Event: SystemEvents.Nick, User: { } former, Name: { } name } }
                when UserName.Comparer.Equals(former, _name):
                _name = name;
                _prompt.Label = Label;
                break;
        }
    }

    // Older servers move the user from room to room without saying so: there is only one window.
    private ChatWindow WindowOf(ChatEvent happened) => EventPlace.Of(happened) switch
    {
        null => _windows.Current,
        var place when _source.HasRooms || ChatPlace.UserOf(place) is not null => _windows.Open(place),
        _ => _windows.Lobby,
    };

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
            // It belongs to the current run of joins and leaves, and does not end it.
            Show(window, new WindowLine(_texts.Of(happened, _name, window.Place)!));
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
            Show(window, new WindowLine(_texts.Of(new Received(crowd with { Room = window.Place }), _name, window.Place)!));
        }
    }
}
