using System.Text.Json;
using System.Text.Json.Nodes;

namespace LanTalk.Plugins.Tests.Infrastructure;

/// <summary>
/// The server's side of a plug-in. It holds every line of either side to the schema, keeps a store, and answers what the plug-in asks for; what
/// matters to a test comes from <see cref="NextAsync"/>.
/// </summary>
internal sealed class FakeServer(PluginLines lines) : IAsyncDisposable
{
    private long _calls;

    /// <summary>What the plug-in has stored.</summary>
    public SortedDictionary<string, string> Store { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Answers by type of line, other than those of the store; what is not here succeeds.</summary>
    public Dictionary<string, object> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>The plug-in's lines.</summary>
    public PluginLines Lines => lines;

    /// <summary>The directory that the plug-in is told.</summary>
    public string Directory { get; init; } = Path.GetTempPath();

    /// <summary>The line with which it became ready.</summary>
    public JsonElement Ready { get; private set; }

    /// <summary>Starts the plug-in up to <c>ready</c>; returns its manifest.</summary>
    public async Task<JsonElement> StartAsync(params (string Name, string Value)[] options)
    {
        var manifest = await GreetAsync(options);
        Ready = await NextAsync("ready");
        return manifest;
    }

    /// <summary>Starts a plug-in that ends instead of becoming ready; returns the last line of its log.</summary>
    public async Task<string> FailToStartAsync(params (string Name, string Value)[] options)
    {
        await GreetAsync(options);
        var ended = lines.ExitAsync();
        await Task.WhenAny(ended, NextAsync("ready"));
        (await ended).Should().Be(1);
        return lines.Log.Split('\n')[^1];
    }

    private async Task<JsonElement> GreetAsync((string Name, string Value)[] options)
    {
        await SendAsync(new { type = "hello", protocol = 1, server = "Office", version = "3.0.0" });
        var manifest = await NextAsync("manifest");
        var values = manifest.TryGetProperty("options", out var known)
            ? known.EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("default").GetString()!)
            : [];
        foreach (var (name, value) in options)
        {
            values.Should().ContainKey(name);
            values[name] = value;
        }

        var allowed = manifest.TryGetProperty("permissions", out var asked) ? asked.EnumerateArray().Select(one => one.GetString()).ToList() : [];
        await SendAsync(new { type = "init", name = manifest.GetProperty("name").GetString(), allowed, options = values, directory = Directory });
        return manifest;
    }

    /// <summary>Sends a line.</summary>
    public async Task SendAsync(object line)
    {
        var json = JsonSerializer.SerializeToElement(line);
        PluginSchema.Problems("server", json).Should().BeEmpty();
        await lines.WriteAsync(json.GetRawText());
    }

    /// <summary>Uses a command; returns its number.</summary>
    public async Task<long> CommandAsync(string name, string arguments = "", string user = "Bob", string room = "lobby")
    {
        await SendAsync(new { type = "command", call = ++_calls, name, arguments, user, room });
        return _calls;
    }

    /// <summary>Uses a command; returns its reply, whether that is a text or an error.</summary>
    public async Task<string?> ReplyToAsync(string name, string arguments = "", string user = "Bob")
    {
        var call = await CommandAsync(name, arguments, user);
        return Reply(await NextAsync("reply"), call);
    }

    /// <summary>Has a text filtered; returns the verdict.</summary>
    public async Task<JsonElement> VerdictOnAsync(string text, string room = "class")
    {
        await SendAsync(new { type = "filter", call = ++_calls, user = "Bob", room, text });
        var verdict = await NextAsync("verdict");
        verdict.GetProperty("call").GetInt64().Should().Be(_calls);
        return verdict;
    }

    /// <summary>Calls the web hook; returns the reply.</summary>
    public async Task<long> HookAsync(string body, string type = "application/json", string query = "")
    {
        await SendAsync(new { type = "hook", call = ++_calls, content_type = type, query, body });
        return _calls;
    }

    /// <summary>Tells of a user who joins.</summary>
    public Task JoinAsync(string user, string room = "lobby") =>
        SendAsync(new { type = "system", ts = "14:22", text = $"{user} joined.", @event = "join", user, room });

    /// <summary>Tells of a user who leaves.</summary>
    public Task LeaveAsync(string user, string room = "lobby") =>
        SendAsync(new { type = "system", ts = "14:22", text = $"{user} left.", @event = "leave", user, room });

    /// <summary>Waits for the next line that is not about the store; it has this type.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        while (true)
        {
            var text = await lines.ReadAsync();
            var line = JsonSerializer.Deserialize<JsonElement>(text);
            PluginSchema.Problems("plugin", line).Should().BeEmpty();
            var kind = line.GetProperty("type").GetString()!;
            var answer = Answer(kind, line);
            if (line.TryGetProperty("ref", out var reference) && answer is not null)
            {
                answer["type"] = "answer";
                answer["ref"] = reference.GetString();
                await SendAsync(answer);
            }

            if (kind is not ("get" or "set" or "keys") || kind == type)
            {
                kind.Should().Be(type, $"that is awaited, but came {text}\n{lines.Log}");
                return line;
            }
        }
    }

    /// <summary>The text or the error of a reply.</summary>
    public static string? Reply(JsonElement reply, long call)
    {
        reply.GetProperty("call").GetInt64().Should().Be(call);
        return reply.TryGetProperty("text", out var text) || reply.TryGetProperty("error", out text) ? text.GetString() : null;
    }

    /// <summary>Stops the plug-in, and waits until it has ended well.</summary>
    public async Task StopAsync()
    {
        await SendAsync(new { type = "stop" });
        lines.End();
        (await lines.ExitAsync()).Should().Be(0, lines.Log);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => lines.DisposeAsync();

    /// <summary>The answer to a line; null if a test withholds it.</summary>
    private JsonObject? Answer(string kind, JsonElement line)
    {
        if (Answers.TryGetValue(kind, out var given))
        {
            return given as JsonObject ?? JsonSerializer.SerializeToNode(given) as JsonObject;
        }

        switch (kind)
        {
            case "get":
                return Store.TryGetValue(line.GetProperty("key").GetString()!, out var value) ? new JsonObject { ["value"] = value } : [];
            case "set" when line.TryGetProperty("value", out var stored):
                Store[line.GetProperty("key").GetString()!] = stored.GetString()!;
                return [];
            case "set":
                Store.Remove(line.GetProperty("key").GetString()!);
                return [];
            case "keys":
                var prefix = line.TryGetProperty("prefix", out var start) ? start.GetString()! : "";
                return new JsonObject { ["keys"] = new JsonArray([.. Store.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => JsonValue.Create(key))]) };
            default:
                return [];
        }
    }
}
