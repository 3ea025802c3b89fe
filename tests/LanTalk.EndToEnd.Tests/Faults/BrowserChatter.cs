using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>
/// A user in a browser, without the browser: a session that comes back after each loss, resumes where it was, and sends again what was neither
/// acknowledged nor refused.
/// </summary>
internal sealed class BrowserChatter(string name, IPEndPoint server) : IAsyncDisposable
{
    private const int MostUnsettled = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UntilNextTry = TimeSpan.FromMilliseconds(300);

    private readonly UserKey _key = UserKey.Create();
    private readonly CancellationTokenSource _leaving = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _fed = [];
    private readonly List<Posted> _seen = [];
    private readonly List<string> _delivered = [];
    private readonly List<string> _notSent = [];
    private readonly List<string> _gaps = [];
    private readonly List<(string Nonce, string Text)> _unsettled = [];
    private TestClient? _caughtUp; // takes new texts
    private string? _epoch;
    private long _since;
    private long? _joinedAfter;
    private Task? _running;

    /// <summary>The user's name.</summary>
    public string Name => name;

    /// <summary>How often it lost its connection.</summary>
    public int Losses { get; private set; }

    /// <summary>Its input and output so far.</summary>
    public Transcript Transcript => new(name, _joinedAfter ?? 0, [.. _fed], [.. _seen], [.. _delivered], [.. _notSent], [.. _gaps]);

    /// <summary>Joins; completes when it sees every message from there on.</summary>
    public Task JoinAsync()
    {
        _running = RunAsync();
        return _joined.Task;
    }

    /// <summary>Says something, now or when it is back.</summary>
    public async Task SayAsync(string text)
    {
        await _gate.WaitAsync();
        try
        {
            var said = (Nonce: $"n{(_fed.Count + 1).ToString(CultureInfo.InvariantCulture)}", text);
            _fed.Add(text);
            _unsettled.Add(said);
            if (_caughtUp is { } client)
            {
                await SendAsync(client, said);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Says one thing after the other until told to end; a few while there are no answers.</summary>
    public async Task ChatAsync(Random random, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            if (_unsettled.Count < MostUnsettled)
            {
                await SayAsync($"{name} says {(_fed.Count + 1).ToString(CultureInfo.InvariantCulture)}");
            }

            await Task.Delay(LongestPause * random.NextDouble(), TimeProvider.System, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until it has seen this many messages with a text.</summary>
    public async Task SeeAsync(string mark, int count)
    {
        while (true)
        {
            await _gate.WaitAsync();
            var seen = _seen.Count(posted => posted.Text.Contains(mark, StringComparison.Ordinal));
            _gate.Release();
            if (seen >= count)
            {
                return;
            }

            await Task.Delay(UntilNextTry, TimeProvider.System, _leaving.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await (_running ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _key.Dispose();
        _leaving.Dispose();
        _gate.Dispose();
    }

    private static async Task SendAsync(TestClient client, (string Nonce, string Text) said)
    {
        try
        {
            await client.SendJsonAsync(new { type = "message", text = said.Text, nonce = said.Nonce });
        }
        catch (Exception e) when (IsLoss(e))
        {
            // What was said is sent again on the next connection.
        }
    }

    private static bool IsLoss(Exception e) =>
        e is IOException or SocketException or WebSocketException or InvalidOperationException or OperationCanceledException or TimeoutException;

    private async Task RunAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                using var client = await WebTestClient.ConnectAsync(server);
                await using var leaving = _leaving.Token.Register(client.Dispose);
                var isBack = _epoch is not null;
                var answer = await client.LogInAsync(name, _key, epoch: _epoch, since: isBack ? _since : null);
                if (answer.GetProperty("type").GetString() == "auth_ok")
                {
                    await client.Lines.SendAsync("""{"type":"ping"}""");
                    await ReadAsync(client.Lines);
                }
            }
            catch (Exception e) when (IsLoss(e))
            {
                // The server was killed, or is not there yet.
            }

            Losses++;
            await Task.Delay(UntilNextTry, TimeProvider.System, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(TestClient client)
    {
        try
        {
            while (await client.ReadLineAsync() is { } line)
            {
                await _gate.WaitAsync();
                try
                {
                    await TakeAsync(client, line);
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        finally
        {
            await _gate.WaitAsync();
            _caughtUp = null;
            _gate.Release();
        }
    }

    private async Task TakeAsync(TestClient client, string line)
    {
        var message = JsonSerializer.Deserialize<JsonElement>(line);
        switch (message.GetProperty("type").GetString())
        {
            case "room":
                var (epoch, since) = (message.GetProperty("epoch").GetString(), message.GetProperty("since").GetInt64());
                if (_epoch is not null && (_epoch != epoch || since > _since))
                {
                    _gaps.Add(line);
                }

                (_epoch, _since, _joinedAfter) = (epoch, since, _joinedAfter ?? since);
                _joined.TrySetResult();
                break;
            case "message":
                var posted = new Posted(message.GetProperty("id").GetInt64(), message.GetProperty("user")
                    .GetString()!, message.GetProperty("text").GetString()!);
                _seen.Add(posted);
                _since = posted.Id;
                Settle(message, settled: null);
                break;
            case "ack":
                Settle(message, _delivered);
                break;
            case "system" when message.TryGetProperty("event", out var what) && what.GetString() == "refused":
                Settle(message, _notSent);
                break;
            case "pong" when _caughtUp is null:
                // Everything that it had missed came before.
                _caughtUp = client;
                foreach (var said in _unsettled.ToList())
                {
                    await SendAsync(client, said);
                }

                break;
        }
    }

    private void Settle(JsonElement message, List<string>? settled)
    {
        if (message.TryGetProperty("nonce", out var nonce) && _unsettled.FindIndex(said => said.Nonce == nonce.GetString()) is var at and >= 0
            && (!message.TryGetProperty("user", out var user) || user.GetString() == name))
        {
            settled?.Add(_unsettled[at].Text);
            _unsettled.RemoveAt(at);
        }
    }
}
