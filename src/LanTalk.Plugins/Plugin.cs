using LanTalk.Plugins.Running;
using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <summary>
/// A plug-in: say what it has, then run it. Handlers run one after another, in the order in which things came, and need no locks. The filter is the
/// exception: it runs where the server's lines are read, so that its verdict never waits for a slow handler. What a handler throws is logged, the
/// caller is told that it failed, and the plug-in goes on.
/// </summary>
public sealed partial class Plugin
{
    internal const string Lobby = "lobby";

    /// <summary>What a timer of .NET can wait, in whole days.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(49);

    private readonly Manifest _manifest;
    private readonly TimeProvider _time;
    private readonly Answers _answers;
    private readonly Watchers _watchers;
    private readonly Dictionary<string, (Func<CommandCall, Task<string?>> Handler, bool InBackground)> _commands = new(StringComparer.Ordinal);
    private readonly List<PluginOption> _options = [];
    private readonly List<Func<Task>> _starts = [];
    private readonly List<PluginTimer> _timersAtStart = [];
    private Func<HookCall, Task<string?>>? _hook;
    private Func<FilteredText, Verdict>? _filter;

    /// <summary>A plug-in that has nothing yet.</summary>
    /// <param name="name">Its name, also in the chat: 1 to 24 letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="version">Its version, for people.</param>
    /// <param name="time">The time by which its timers run: the system's, if not given.</param>
    public Plugin(string name, string description = "", string version = "", TimeProvider? time = null)
    {
        _manifest = new Manifest(name) { Description = NullIfEmpty(description), Version = NullIfEmpty(version) };
        _time = time ?? TimeProvider.System;
        _answers = new Answers(_time);
        _watchers = new Watchers();
    }

    /// <summary>Its name.</summary>
    public string Name => _manifest.Name;

    /// <summary>The permissions that it has: those that it needs and that the operator has granted. Known once it runs.</summary>
    public IReadOnlyList<string> Allowed { get; private set; } = [];

    /// <summary>The directory in which it may keep files: the one it runs in.</summary>
    public string Directory { get; private set; } = Environment.CurrentDirectory;

    /// <summary>Where messages for the plug-in's log go.</summary>
    internal TextWriter Log { get; init; } = Console.Error;

    /// <summary>Says which permissions it needs, such as <c>say</c>. Those for watching, filters and web hooks come by themselves.</summary>
    /// <param name="permissions">The permissions.</param>
    /// <exception cref="InvalidOperationException">The plug-in runs, and did not ask for one of them before.</exception>
    public void Needs(params IEnumerable<string> permissions)
    {
        List<string> added = [.. permissions.Distinct(StringComparer.Ordinal).Except(_manifest.Permissions, StringComparer.Ordinal)];
        if (added.Count > 0 && _hasSentManifest)
        {
            throw new InvalidOperationException($"Ask for {string.Join(", ", added)} before the plug-in runs, with {nameof(Needs)}.");
        }

        _manifest.Permissions.AddRange(added);
    }

    /// <summary>Adds a command whose handler answers with <see cref="Call.Reply"/>, or not at all.</summary>
    /// <param name="name">The command, without its slash.</param>
    /// <param name="arguments">How its arguments are shown, such as <c>&lt;user> [reason]</c>.</param>
    /// <param name="help">What it does, in a sentence.</param>
    /// <param name="handler">What it does.</param>
    /// <param name="options">How it runs.</param>
    public void Command(string name, string arguments, string help, Action<CommandCall> handler, CommandOptions? options = null) =>
        AddCommand(name, arguments, help, Handlers.Of(handler), options);

    /// <summary>Adds a command whose handler returns the reply.</summary>
    /// <inheritdoc cref="Command(string, string, string, Action{CommandCall}, CommandOptions?)"/>
    public void Command(string name, string arguments, string help, Func<CommandCall, string?> handler, CommandOptions? options = null) =>
        AddCommand(name, arguments, help, Handlers.Of(handler), options);

    /// <summary>Adds a command whose asynchronous handler answers with <see cref="Call.Reply"/>, or not at all.</summary>
    /// <inheritdoc cref="Command(string, string, string, Action{CommandCall}, CommandOptions?)"/>
    public void Command(string name, string arguments, string help, Func<CommandCall, Task> handler, CommandOptions? options = null) =>
        AddCommand(name, arguments, help, Handlers.Of(handler), options);

    /// <summary>Adds a command whose asynchronous handler returns the reply.</summary>
    /// <inheritdoc cref="Command(string, string, string, Action{CommandCall}, CommandOptions?)"/>
    public void Command(string name, string arguments, string help, Func<CommandCall, Task<string?>> handler, CommandOptions? options = null) =>
        AddCommand(name, arguments, help, handler, options);

    /// <summary>
    /// Watches messages. Each is confirmed after the handlers have run: what was said while the plug-in was not running comes when it runs again,
    /// unless <see cref="MessageOptions.Missed"/> is false.
    /// </summary>
    /// <param name="handler">What is done with each.</param>
    /// <param name="options">Which messages it gets.</param>
    public void OnMessage(Action<RoomMessage> handler, MessageOptions? options = null) => AddMessages(Handlers.OfEvent(handler), options);

    /// <inheritdoc cref="OnMessage(Action{RoomMessage}, MessageOptions?)"/>
    public void OnMessage(Func<RoomMessage, Task> handler, MessageOptions? options = null) => AddMessages(handler, options);

    /// <summary>Watches what happens.</summary>
    /// <param name="name">What, such as <c>join</c>; <c>*</c> for everything.</param>
    /// <param name="handler">What is done then.</param>
    /// <param name="rooms">The rooms; all, if not given.</param>
    public void OnEvent(string name, Action<RoomEvent> handler, IReadOnlyList<string>? rooms = null) => AddEvents(name, Handlers.OfEvent(handler), rooms);

    /// <inheritdoc cref="OnEvent(string, Action{RoomEvent}, IReadOnlyList{string}?)"/>
    public void OnEvent(string name, Func<RoomEvent, Task> handler, IReadOnlyList<string>? rooms = null) => AddEvents(name, handler, rooms);

    /// <summary>
    /// Checks texts before others see them. The function must answer at once, cannot wait for the server, and runs beside the other handlers. If options
    /// decide which texts it sees, call this at the start (<see cref="OnStart(Action)"/>), and ask for the permission <c>filter</c> before.
    /// </summary>
    /// <param name="judge">Decides.</param>
    /// <param name="options">Which texts it sees.</param>
    public void Filter(Func<FilteredText, Verdict> judge, FilterOptions? options = null)
    {
        if (_filter is not null)
        {
            throw new InvalidOperationException("A plug-in has one filter.");
        }

        options ??= new FilterOptions();
        Needs("filter");
        var isAll = options is { Words: null or [], Pattern: null, LongerThan: null };
        _manifest.Filter = new ManifestFilter(
            options.Rooms, isAll ? null : new ManifestMatch(options.Words, options.Pattern, options.LongerThan), options.RefuseOnTimeout ? "refuse" : "pass");
        _filter = judge;
    }

    /// <summary>Handles calls of the web hook; the handler answers with <see cref="Call.Reply"/>, or not at all.</summary>
    /// <param name="handler">What is done with each.</param>
    public void OnHook(Action<HookCall> handler) => SetHook(Handlers.Of(handler));

    /// <summary>Handles calls of the web hook; the handler returns the body of the answer.</summary>
    /// <inheritdoc cref="OnHook(Action{HookCall})"/>
    public void OnHook(Func<HookCall, string?> handler) => SetHook(Handlers.Of(handler));

    /// <summary>Handles calls of the web hook; the asynchronous handler answers with <see cref="Call.Reply"/>, or not at all.</summary>
    /// <inheritdoc cref="OnHook(Action{HookCall})"/>
    public void OnHook(Func<HookCall, Task> handler) => SetHook(Handlers.Of(handler));

    /// <summary>Handles calls of the web hook; the asynchronous handler returns the body of the answer.</summary>
    /// <inheritdoc cref="OnHook(Action{HookCall})"/>
    public void OnHook(Func<HookCall, Task<string?>> handler) => SetHook(handler);

    /// <summary>
    /// Runs something once before all other handlers, when the options are known and the store can be read. The plug-in is ready when it ends: it has 5 s. If
    /// it throws, the plug-in does not start, and the operator is shown the message.
    /// </summary>
    /// <param name="handler">What is done.</param>
    public void OnStart(Action handler) => _starts.Add(Handlers.OfTime(handler));

    /// <inheritdoc cref="OnStart(Action)"/>
    public void OnStart(Func<Task> handler) => _starts.Add(handler);

    /// <summary>Adds something that the operator can set. Its value is known once the plug-in runs.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="help">What it sets, in a sentence.</param>
    /// <param name="value">The default.</param>
    public PluginOption Option(string name, string help, string value = "")
    {
        var option = new PluginOption(name, value);
        _options.Add(option);
        _manifest.Options.Add(new ManifestOption(name, help, value));
        return option;
    }

    /// <summary>Runs something again and again, the first time after this time.</summary>
    /// <param name="interval">The time between, at most 49 days.</param>
    /// <param name="handler">What is done.</param>
    public PluginTimer Every(TimeSpan interval, Action handler) => Every(interval, Handlers.OfTime(handler));

    /// <inheritdoc cref="Every(TimeSpan, Action)"/>
    public PluginTimer Every(TimeSpan interval, Func<Task> handler)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, LongestInterval);
        return StartTimer(PluginTimer.Every(_time, interval, handler));
    }

    /// <summary>Runs something once at a time; at once, if that is over.</summary>
    /// <param name="due">The time.</param>
    /// <param name="handler">What is done.</param>
    public PluginTimer At(DateTimeOffset due, Action handler) => At(due, Handlers.OfTime(handler));

    /// <inheritdoc cref="At(DateTimeOffset, Action)"/>
    public PluginTimer At(DateTimeOffset due, Func<Task> handler) => StartTimer(PluginTimer.At(_time, due, handler));

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;

    private void AddCommand(string name, string arguments, string help, Func<CommandCall, Task<string?>> handler, CommandOptions? options)
    {
        if (!_commands.TryAdd(name, (handler, options?.InBackground ?? false)))
        {
            throw new ArgumentException($"There are two commands /{name}.", nameof(name));
        }

        _manifest.Commands.Add(new ManifestCommand(name, arguments, help));
    }

    private void AddMessages(Func<RoomMessage, Task> handler, MessageOptions? options)
    {
        Needs("watch");
        _manifest.Watch = _watchers.Add(handler, options ?? new MessageOptions());
    }

    private void AddEvents(string name, Func<RoomEvent, Task> handler, IReadOnlyList<string>? rooms)
    {
        Needs("watch");
        _manifest.Watch = _watchers.Add(name, handler, rooms ?? ["*"]);
    }

    private void SetHook(Func<HookCall, Task<string?>> handler)
    {
        Needs("hook");
        _hook = handler;
    }
}
