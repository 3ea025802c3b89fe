using System.Net.Security;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace LanTalk.Client.Tests.LoggingIn;

/// <summary>The server's end of one connection after the login, controlled by a test. It answers pings by itself, unless told otherwise.</summary>
internal sealed class ScriptedConversation(SslStream tls, StreamReader reader, JsonElement login) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writing = new(1);

    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the client has closed the connection.</summary>
    public Task Gone => _gone.Task;

    /// <summary>The client's login.</summary>
    public JsonElement Login { get; } = login;

    public bool AnswersPings { get; set; } = true;

    /// <summary>The last message of each room; null to let nobody in.</summary>
    public long? RoomsAt { get; set; }

    /// <summary>Serves the client until either side breaks the connection.</summary>
    public async Task ServeAsync()
    {
        var reading = ReadAsync();
        await Task.WhenAny(reading, _broken.Task);
        if (reading.IsCompleted)
        {
            await reading;
        }
    }

    /// <summary>The next message of a type; earlier ones are skipped.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            var message = await _received.Reader.ReadAsync(patience.Token);
            if (message.GetProperty("type").GetString() == type)
            {
                return message;
            }
        }
    }

    /// <summary>The next message of any type.</summary>
    public Task<JsonElement> NextAnyAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task SendAsync(object message)
    {
        await _writing.WaitAsync();
        try
        {
            await tls.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + "\n"));
            await tls.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Tells the client its position in the lobby.</summary>
    public Task PlaceAsync(long since, long id, string epoch = "e") => SendAsync(new { type = "room", ts = "14:22", room = "lobby", epoch, since, id });

    /// <summary>A message of the lobby.</summary>
    public Task PostAsync(long id, string text, string user = "Carol", string? nonce = null) => nonce is null
        ? SendAsync(new { type = "message", ts = "14:22", user, text, id })
        : SendAsync(new { type = "message", ts = "14:22", user, text, id, nonce });

    /// <summary>Ends the connection without a goodbye.</summary>
    public void Break() => _broken.TrySetResult();

    public ValueTask DisposeAsync()
    {
        _received.Writer.TryComplete();
        return default;
    }

    private async Task ReadAsync()
    {
        try
        {
            await ReadToEndAsync();
        }
        finally
        {
            _gone.TrySetResult();
        }
    }

    private async Task ReadToEndAsync()
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            var message = JsonSerializer.Deserialize<JsonElement>(line);
            switch (message.GetProperty("type").GetString())
            {
                case "ping" when AnswersPings:
                    await SendAsync(new { type = "pong", ts = "14:22" });
                    break;
                case "ping":
                    break;
                case "join" when RoomsAt is { } at:
                    await SendAsync(new { type = "room", ts = "14:22", room = message.GetProperty("room").GetString(), epoch = "f", since = at, id = at });
                    _received.Writer.TryWrite(message);
                    break;
                default:
                    _received.Writer.TryWrite(message);
                    break;
            }
        }
    }
}
