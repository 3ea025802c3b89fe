using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.Events;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Sessions;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Sessions;

public sealed class PlaintextSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private DuplexStream _server = null!;
    private PlaintextSession _session = null!;
    private Task _reading = null!;

    public async ValueTask InitializeAsync()
    {
        (var stream, _server) = DuplexStream.CreatePair();
        var client = new ChatClient(_time, new ServerConnection(stream, certificate: null, endSending: null, _time));
        _ = ReceiveAsync();
        await SendAsync(new { type = "auth_request", ts = "14:22", needs_password = false });
        var loggingIn = client.LogInAsync(new LoginRequest("Bob", null, TimeSpan.FromDays(1)) { Admit = _ => { } }, users: null, CancellationToken.None);
        await NextAsync();
        await SendAsync(new { type = "auth_ok", ts = "14:22", username = "Bob", server_name = "Alice", rate_limit = "2/1s", idle_timeout = "0" });
        (await loggingIn).Should().BeNull();
        _session = new PlaintextSession(client, Limit, _time);
        _reading = ReadEventsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task AServerThatDoesNotSayThatItTookWhatWasSaidIsGivenUp()
    {
        await _session.SendAsync(Outgoing.Say("anybody?", null), CancellationToken.None);
        var delivered = _session.WaitUntilDeliveredAsync(CancellationToken.None);

        await MustEndAsync(delivered);
    }

    [Fact]
    public async Task AServerThatHoldsUpThePacingIsGivenUp()
    {
        await _session.SendAsync(Outgoing.Say("one", null), CancellationToken.None);
        await _session.SendAsync(Outgoing.Say("two", null), CancellationToken.None);

        await MustEndAsync(_session.SendAsync(Outgoing.Say("three", null), CancellationToken.None));
    }

    [Fact]
    public async Task AServerThatIsToldGoodbyeAndStaysIsLeft()
    {
        await _session.QuitAsync(CancellationToken.None);
        (await NextAsync()).Should().Contain("quit");

        await PassUntilAsync(_reading);

        _session.Ending.Should().Be(new ChatEnding(ChatEndingKind.Left));
    }

    [Fact]
    public async Task SeveralLinesAreSentInOne()
    {
        await _session.SendAsync(Outgoing.Say("a\n[14:22] Alice: b", null), CancellationToken.None);

        JsonDocument.Parse(await NextAsync()).RootElement.GetProperty("text").GetString().Should().Be("a ⏎ [14:22] Alice: b");
    }

    private async Task MustEndAsync(Task waiting)
    {
        await PassUntilAsync(waiting);
        await waiting.Awaiting(task => task).Should().ThrowAsync<IOException>().WithMessage("*has taken nothing for 5s*");
        await _reading.WaitAsync(Patience);
        _session.Ending!.Kind.Should().Be(ChatEndingKind.Lost);
        _session.Ending.Text.Should().Contain("has taken nothing");
    }

    private async Task PassUntilAsync(Task done)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!done.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private async Task SendAsync(object message)
    {
        await _server.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + "\n"));
        await _server.FlushAsync(CancellationToken.None);
    }

    private Task<string> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private async Task ReceiveAsync()
    {
        using var reader = new StreamReader(_server, leaveOpen: true);
        while (await reader.ReadLineAsync() is { } line)
        {
            _received.Writer.TryWrite(line);
        }
    }

    private async Task ReadEventsAsync()
    {
        await foreach (var _ in _session.ReadAllAsync(CancellationToken.None))
        {
            // Only the end matters here.
        }
    }
}
