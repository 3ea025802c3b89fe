using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <content>
/// What a plug-in can do once it runs. What ends in <c>Async</c> waits for the server's answer, and throws <see cref="PluginException"/> if that is an error.
/// </content>
public sealed partial class Plugin
{
    /// <summary>A filter runs on the thread that reads the server's answers: if it waited for one, none would come.</summary>
    [ThreadStatic]
    private static bool _isFiltering;

    /// <summary>Says something in a room. If it fails, that is logged.</summary>
    /// <param name="text">What is said.</param>
    /// <param name="room">The room; the lobby, if not given.</param>
    /// <param name="action">Whether the text tells what the plug-in does, as with <c>/me</c>.</param>
    public void Say(string text, string? room = null, bool action = false) => Send(SayLine(text, room, action));

    /// <summary>Says something in a room, and waits until it is said.</summary>
    /// <inheritdoc cref="Say(string, string?, bool)"/>
    public Task SayAsync(string text, string? room = null, bool action = false) => AskAsync(SayLine(text, room, action));

    /// <summary>Sends a private message. If it fails, that is logged.</summary>
    /// <param name="to">The user.</param>
    /// <param name="text">The message.</param>
    public void Private(string to, string text) => Send(new OutgoingLine("private") { To = to, Text = text });

    /// <summary>Sends a private message, and waits until it is sent.</summary>
    /// <inheritdoc cref="Private(string, string)"/>
    public Task PrivateAsync(string to, string text) => AskAsync(new OutgoingLine("private") { To = to, Text = text });

    /// <summary>Shares a file or a folder, which the server reads, in a room. If it fails, that is logged. It needs the permission <c>share</c>.</summary>
    /// <param name="path">Where it is: absolute, or relative to <see cref="Directory"/>.</param>
    /// <param name="room">The room; the lobby, if not given.</param>
    /// <param name="title">What the room is told; the name of the file, if not given.</param>
    public void Share(string path, string? room = null, string? title = null) => Send(ShareLine(path, room, title));

    /// <summary>Shares a file or a folder, and waits until all of it is there and the room has been told, which may take long.</summary>
    /// <returns>The number of the share.</returns>
    /// <inheritdoc cref="Share(string, string?, string?)"/>
    public async Task<long> ShareAsync(string path, string? room = null, string? title = null) =>
        SharedFiles.NumberIn(await AskAsync(ShareLine(path, room, title), takesLong: true)) ?? 0;

    /// <summary>
    /// Runs a command of the operator: <c>topic</c>, <c>mute</c>, <c>unmute</c>, <c>kick</c>, <c>ban</c> or <c>unban</c>; or <c>unsend</c> with the number of a
    /// share of its own.
    /// </summary>
    /// <param name="command">The command, without its slash.</param>
    /// <param name="arguments">Its arguments, as at the server's console, such as <c>Bob for 10m</c>.</param>
    /// <param name="room">The room; the lobby, if not given.</param>
    /// <returns>What the console would show.</returns>
    public async Task<string> DoAsync(string command, string arguments = "", string? room = null) =>
        (await AskAsync(new OutgoingLine("do") { Command = command, Arguments = arguments, Room = room })).Text ?? "";

    /// <summary>Reads earlier messages of a room, the oldest first.</summary>
    /// <param name="room">The room; the lobby, if not given.</param>
    /// <param name="before">Only messages before the one with this number; the newest, if not given.</param>
    /// <param name="count">How many, at most 100.</param>
    public async Task<IReadOnlyList<RoomMessage>> HistoryAsync(string? room = null, long? before = null, int count = 100) =>
        Messages(await AskAsync(new OutgoingLine("history") { Room = room, Before = before, Count = count }));

    /// <summary>Searches a room's messages.</summary>
    /// <param name="query">What is searched, as with <c>/search</c>.</param>
    /// <param name="room">The room; the lobby, if not given.</param>
    public async Task<IReadOnlyList<RoomMessage>> SearchAsync(string query, string? room = null) =>
        Messages(await AskAsync(new OutgoingLine("search") { Query = query, Room = room }));

    /// <summary>Reads from the plug-in's store; null if there is no such key.</summary>
    /// <param name="key">The key.</param>
    public async Task<string?> GetAsync(string key) => (await AskAsync(new OutgoingLine("get") { Key = key })).Value;

    /// <summary>Stores a value. It is stored when this ends.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null removes the key.</param>
    public Task SetAsync(string key, string? value) => AskAsync(new OutgoingLine("set") { Key = key, Value = value });

    /// <summary>Lists keys in the store.</summary>
    /// <param name="prefix">How they begin.</param>
    public async Task<IReadOnlyList<string>> KeysAsync(string prefix = "") => (await AskAsync(new OutgoingLine("keys") { Prefix = prefix })).Keys ?? [];

    private static OutgoingLine SayLine(string text, string? room, bool action) =>
        new("say") { Text = text, Room = room, Action = action ? true : null };

    private static OutgoingLine ShareLine(string path, string? room, string? title) => new("share") { Path = path, Room = room, Title = title };

    private static List<RoomMessage> Messages(IncomingLine answer) => [.. (answer.Messages ?? []).Select(line => new RoomMessage(line))];

    private async Task<IncomingLine> AskAsync(OutgoingLine line, bool takesLong = false)
    {
        if (_isFiltering)
        {
            throw new InvalidOperationException("This waits for the server, which a filter cannot do: it runs where the server's answers are read.");
        }

        var answer = await _answers.AskAsync(reference => Send(line with { Ref = reference }), takesLong);
        return answer.Error is null ? answer : throw new PluginException(answer.Error);
    }

    private void Send(OutgoingLine line) =>
        (_writer ?? throw new InvalidOperationException("The plug-in does not run yet: use OnStart.")).Write(line);
}
