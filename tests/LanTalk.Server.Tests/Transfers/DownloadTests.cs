using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Connections;
using LanTalk.Server.Shares;
using LanTalk.Testing;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Tests.Transfers;

/// <summary>Contents go past HTTP, which must not notice.</summary>
public sealed class DownloadTests
{
    private const int Size = (3 * Chunks.Length) + 7;

    private readonly SampleShare _sample = new(Size);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneSocketCarriesSeveralRangesByteForByte(bool isEncrypted)
    {
        await using var server = TestServer.Start(options => options with { Port = 0, Bind = [IPAddress.Loopback] });
        var listener = server.Get<IEnumerable<IHostedService>>().OfType<Listener>().Single();
        await listener.StartAsync(CancellationToken.None);
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        var ticket = $"Authorization: Bearer {await bob.TicketAsync(share)}";
        await using var stream = await OpenAsync(server.Get<ListeningState>().EndPoints.Single(), isEncrypted);

        foreach (var (start, end) in new[] { (0, Size), (5, 9), (Chunks.Length - 3, Size - 1), (Size - 1, Size) })
        {
            var part = await HttpExchange.AskAsync(stream, $"/files/{share}", FileClient.Host, "GET", ticket, $"Range: bytes={start}-{end - 1}");

            part.Status.Should().Be(206, part.Text);
            part.Body.Should().Equal(_sample.Content[start..end]);
        }

        (await HttpExchange.AskAsync(stream, $"/files/{share}", FileClient.Host, "HEAD", ticket)).Headers.Should().Contain("Content-Length", $"{Size}");
        (await HttpExchange.AskAsync(stream, $"/files/{share}", FileClient.Host, "GET", ticket)).Body.Should().Equal(_sample.Content);
        await listener.StopAsync(CancellationToken.None);
        server.Get<ShareMetrics>().Sent.Should().Be((2 * Size) + 4 + (Size - Chunks.Length + 2) + 1);
    }

    [Fact]
    public async Task AReceiverThatTakesLessThan16KibibytesASecondIsGivenUp()
    {
        await using var server = TestServer.Start();
        var connection = await BeginAsync(server);

        // It takes a little all the time, but a chunk only in 70 seconds.
        for (var seconds = 0; seconds < 63; seconds++)
        {
            await TakeAsync(connection, 15 * 1024);
            server.Time.Advance(TimeSpan.FromSeconds(1));
        }

        connection.Closed.IsCompleted.Should().BeFalse();
        server.Time.Advance(TimeSpan.FromSeconds(2));

        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task AReceiverThatTakes20KibibytesASecondGetsAll()
    {
        await using var server = TestServer.Start();
        var connection = await BeginAsync(server);

        for (var taken = 0; taken < Size; taken += 20 * 1024)
        {
            await TakeAsync(connection, Math.Min(20 * 1024, Size - taken));
            server.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task WhoTakesNothingIsCutOffWhenTheShareIsRemoved()
    {
        await using var server = TestServer.Start();
        var connection = await BeginAsync(server);

        await server.Get<ShareStore>().RemoveAsync(server.Get<ShareStore>().All.Single());

        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<InMemoryConnection> BeginAsync(TestServer server)
    {
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        var connection = await server.OpenHttpAsync();
        await connection.Client.SendAsync(
            $"GET /files/{share} HTTP/1.1\r\nHost: {FileClient.Host}\r\nAuthorization: Bearer {await bob.TicketAsync(share)}\r\n\r");
        while (await connection.Client.ReadLineAsync() is { Length: > 1 })
        {
            // The head of the answer.
        }

        return connection;
    }

    private static async Task TakeAsync(InMemoryConnection connection, int length) =>
        await connection.ClientStream.ReadExactlyAsync(new byte[length]).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private static async Task<Stream> OpenAsync(IPEndPoint server, bool isEncrypted)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (!isEncrypted)
        {
            return stream;
        }

        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "lantalk",
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        return encrypted;
    }
}
