using System.Buffers;
using System.Net.Security;
using LanTalk.Server.Connections;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Connections;

public sealed class ResumptionTests
{
    /// <summary>The part of a server's hello to a client that may resume: the extension, its length, and the first ticket.</summary>
    private static readonly byte[] Resumed = [0, 41, 0, 2, 0, 0];

    [Theory]
    [InlineData("1603010008 01000004 aabbccdd", true)]
    [InlineData("1603010008 01000004 aabbcc", false)] // not all there yet
    [InlineData("1603010008 01000005 aabbccdd", false)] // goes on in another record
    [InlineData("1603010008 01000004 aa0029dd", false)] // asks, perhaps
    [InlineData("1603010004 01000000", true)]
    [InlineData("1603010000", false)]
    public void OnlyAHelloThatCannotAskDoesNotAsk(string bytes, bool asksForNone)
    {
        var hello = Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));

        ClientHello.AsksForNoResumption(new ReadOnlySequence<byte>(hello)).Should().Be(asksForNone);
    }

    [Fact]
    public async Task AClientThatAsksToResumeDoesAWholeHandshake()
    {
        await using var server = TestServer.Start();
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = $"resumption-{Guid.NewGuid()}",
            ApplicationProtocols = [TlsConnection.Chat],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        };
        await ConnectAsync(server, options);

        var second = await ConnectAsync(server, options);

        Assert.SkipWhen(second.Sent.AsSpan().IndexOf(Resumed.AsSpan(0, 2)) < 0, "This platform's client does not ask to resume.");
        second.Received.AsSpan().IndexOf(Resumed).Should().Be(-1);
    }

    /// <summary>
    /// Connects and reads the server's first line, before which it sends its tickets; returns the bytes of the handshake in both directions.
    /// </summary>
    private static async Task<(byte[] Sent, byte[] Received)> ConnectAsync(TestServer server, SslClientAuthenticationOptions options)
    {
        var wire = new RecordingStream(server.Knock().ClientStream);
        await using var tls = new SslStream(wire);
        await tls.AuthenticateAsClientAsync(options);
        (byte[] Sent, byte[] Received) handshake = ([.. wire.Sent], [.. wire.Received]);
        await tls.ReadExactlyAsync(new byte[1]);
        return handshake;
    }

    private sealed class RecordingStream(Stream inner) : AsyncStream
    {
        public List<byte> Sent { get; } = [];

        public List<byte> Received { get; } = [];

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = await inner.ReadAsync(buffer, cancellationToken);
            Received.AddRange(buffer.Span[..length]);
            return length;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sent.AddRange(buffer.Span);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    }
}
