using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;
using LanTalk.Benchmarks.Stores;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Benchmarks;

/// <summary>
/// Version 3 users who were online when the server was killed, and reconnect at once when it accepts connections again. In the meantime, messages
/// were stored that they have not seen. Their clients share the machine, so their cost counts too.
/// </summary>
internal sealed class ResumeRun(int users, int missed, TimeProvider time)
{
    /// <summary>The messages posted before the users joined.</summary>
    private const int Earlier = 1000;

    private const int TriesForTls = 3;

    /// <summary>How many join at once the first time, which is not measured.</summary>
    private const int FirstAtOnce = 16;

    /// <summary>Runs a server, kills it, and measures how the users come back.</summary>
    /// <exception cref="BenchmarkException">Somebody missed a message, or got one twice or out of order.</exception>
    public async Task<ResumeReport> RunAsync()
    {
        OpenFiles.Allow(users);
        using var server = ServerProcess.Start("lantalk", Command, time);
        var members = Enumerable.Range(0, users).Select(i => new Member($"user-{i}")).ToList();
        try
        {
            foreach (var some in members.Chunk(FirstAtOnce))
            {
                await Task.WhenAll(some.Select(member => member.ComeAsync(server.EndPoint)));
            }

            server.Restart(directory => PreparedHistory.Extend(directory, missed, time));
            var start = time.GetTimestamp();
            var waits = await Task.WhenAll(members.Select(async member =>
            {
                // On a thread of the pool from the start: the first ones would otherwise delay the start of the others.
                await Task.Run(() => member.ComeBackAsync(server.EndPoint, Earlier, missed));
                return time.GetElapsedTime(start).TotalSeconds;
            }));
            var sorted = waits.Order().ToList();
            return new ResumeReport
            {
                Users = users,
                Missed = missed,
                StartUpSeconds = server.StartUp.TotalSeconds,
                MedianSeconds = sorted[sorted.Count / 2],
                AllSeconds = sorted[^1],
                ServerCpuSeconds = server.Cpu.TotalSeconds,
            };
        }
        finally
        {
            members.ForEach(member => member.Dispose());
        }
    }

    private string[] Command(int port, string directory)
    {
        PreparedHistory.Extend(directory, Earlier, time);

        // On a busy machine, the last ones wait longer for their handshake than a login may take; that is to be measured, not refused.
        return DotNetProgram.LanTalk(
            "serve", "--name", "bench", "--port", $"{port}", "--bind", "127.0.0.1", "--data-dir", directory, "--no-beacon", "--auth-timeout", "5m");
    }

    private sealed class Member(string name) : IDisposable
    {
        private readonly UserKey _key = UserKey.Create();
        private TlsTestClient? _client;
        private string? _epoch;

        public async Task ComeAsync(IPEndPoint server)
        {
            _epoch = (await LogInAsync(server, since: null)).GetProperty("epoch").GetString();
        }

        public async Task ComeBackAsync(IPEndPoint server, long since, int missed)
        {
            _client!.Dispose();
            var room = await LogInAsync(server, since);
            if (room.GetProperty("since").GetInt64() != since)
            {
                throw new BenchmarkException($"{name} was not taken for one that comes back: {room}");
            }

            for (var id = since + 1; id <= since + missed; id++)
            {
                var message = await _client.Lines.ReadAsync("message");
                if (message.GetProperty("id").GetInt64() != id)
                {
                    throw new BenchmarkException($"{name} should have had message {id} next: {message}");
                }
            }
        }

        public void Dispose()
        {
            _client?.Dispose();
            _key.Dispose();
        }

        private async Task<JsonElement> LogInAsync(IPEndPoint server, long? since)
        {
            _client = await ConnectAsync(server);
            var answer = await _client.Lines.LogInAsync(_client.Fingerprint, name, _key, epoch: _epoch, since: since);
            return answer.GetProperty("type").GetString() == "auth_ok"
                ? await _client.Lines.ReadAsync("room")
                : throw new BenchmarkException($"The login of {name} was answered: {answer}");
        }

        /// <summary>Like the tool, it tries again if the server took a late hello for a version 2 client.</summary>
        private static async Task<TlsTestClient> ConnectAsync(IPEndPoint server)
        {
            for (var tries = 1; ; tries++)
            {
                // Not awaited: between the connection and the hello, a busy pool would run other work first.
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Connect(server);
                var stream = new NetworkStream(socket, ownsSocket: true);
                try
                {
                    return await TlsTestClient.ConnectAsync(stream);
                }
                catch (AuthenticationException) when (tries < TriesForTls)
                {
                    await stream.DisposeAsync();
                }
            }
        }
    }
}
