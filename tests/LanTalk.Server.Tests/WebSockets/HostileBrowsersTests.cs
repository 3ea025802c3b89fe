using System.Buffers.Binary;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Noise;
using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.WebSockets;

public sealed class HostileBrowsersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(MessageReaderTests.WrongFrames), MemberType = typeof(MessageReaderTests))]
    public async Task ABrokenRuleEndsTheConnectionWithItsCode(byte[] frames, int code)
    {
        await using var server = TestServer.Start();
        var (stream, _) = await OpenAsync(server);

        await WriteAsync(stream, frames);

        (await ReadCloseAsync(stream)).Should().Be(code);
        await stream.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(47)]
    [InlineData(48)]
    public async Task AHandshakeThatIsNoneEndsTheConnection(int length)
    {
        await using var server = TestServer.Start();
        var stream = await server.BrowseAsync();
        await WebTestClient.AskForSocketAsync(stream);

        await stream.WriteAsync(ClientFrame.Write(ClientFrame.Binary, new byte[length]));

        (await ReadCloseAsync(stream)).Should().Be(1002);
    }

    [Fact]
    public async Task AHandshakeThatIsTooLongIsNotWaitedFor()
    {
        await using var server = TestServer.Start();
        var stream = await server.BrowseAsync();
        await WebTestClient.AskForSocketAsync(stream);

        await stream.WriteAsync(ClientFrame.Write(ClientFrame.Binary, new byte[49])[..10]);

        (await ReadCloseAsync(stream)).Should().Be(1009);
    }

    [Fact]
    public async Task AMessageThatWasChangedEndsTheConnection()
    {
        await using var server = TestServer.Start();
        var (stream, channel) = await OpenAsync(server);
        var sealedBytes = Seal(channel, "{}\n"u8);
        sealedBytes[0] ^= 1;

        await stream.WriteAsync(ClientFrame.Write(ClientFrame.Binary, sealedBytes));

        (await ReadCloseAsync(stream)).Should().Be(1002);
    }

    [Fact]
    public async Task AMessageThatComesTwiceEndsTheConnection()
    {
        await using var server = TestServer.Start();
        var (stream, channel) = await OpenAsync(server);
        var frame = ClientFrame.Write(ClientFrame.Binary, Seal(channel, ""u8));

        await stream.WriteAsync((byte[])[.. frame, .. frame]);

        (await ReadCloseAsync(stream)).Should().Be(1002);
    }

    [Fact]
    public async Task APingIsAnsweredBetweenTheMessages()
    {
        await using var server = TestServer.Start();
        var (stream, _) = await OpenAsync(server);

        await stream.WriteAsync(ClientFrame.Write(ClientFrame.Ping, [1, 2, 3]));

        var frame = await ReadFrameAsync(stream);
        while (frame.Opcode == ClientFrame.Binary)
        {
            frame = await ReadFrameAsync(stream); // the server speaks first
        }

        frame.Opcode.Should().Be(ClientFrame.Pong);
        frame.Payload.Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task ALineMayBeSplitOverMessages()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var carol = await server.JoinAsync("Carol");
        using var bob = await server.JoinFromBrowserAsync("Bob", key);
        foreach (var part in new[] { "{\"type\":\"mess", "age\",\"te", "xt\":\"in parts\"}\n{\"type\":\"message\",\"text\":\"and more\"}\n" })
        {
            await bob.Lines.SendBytesAsync(Encoding.UTF8.GetBytes(part));
        }

        (await carol.ReadTextsAsync("message", 2)).Should().Equal("in parts", "and more");
    }

    [Fact]
    public async Task WhateverComesOnlyItsOwnConnectionEnds()
    {
        await using var server = TestServer.Start(options => options with { MaxPerAddress = 0 });
        using var key = UserKey.Create();
        using var bob = await server.JoinFromBrowserAsync("Bob", key);
        await Gen.Byte.Array[1, 300].Array[1, 5].SampleAsync(
            async frames =>
            {
                var (stream, channel) = await OpenAsync(server);
                foreach (var bytes in frames)
                {
                    // Sealed rightly and meaningless, or not sealed at all.
                    var payload = bytes.Length % 2 == 0 ? Seal(channel, bytes) : bytes;
                    await WriteAsync(stream, bytes.Length % 3 == 0 ? bytes : ClientFrame.Write(ClientFrame.Binary, payload));
                }

                await stream.DisposeAsync();
            },
            iter: 200,
            threads: 1);

        await bob.Lines.SayAsync("still here");

        (await bob.Lines.ReadTextsAsync("message", 1)).Should().Equal("still here");
        server.Log.Lines.Should().NotContain(line => line.Contains("internal error"));
    }

    /// <summary>Writes what the server may not wait for.</summary>
    private static async Task WriteAsync(Stream stream, byte[] bytes)
    {
        try
        {
            await stream.WriteAsync(bytes).AsTask().WaitAsync(Patience);
        }
        catch (IOException)
        {
            // It has ended the connection already.
        }
    }

    private static byte[] Seal(NoiseChannel channel, ReadOnlySpan<byte> clear)
    {
        var sealedBytes = new byte[clear.Length + NoiseCipher.TagLength];
        channel.Sending.Seal(clear, sealedBytes);
        return sealedBytes;
    }

    /// <summary>A WebSocket whose handshake of Noise is done, as the bytes it is made of.</summary>
    private static async Task<(Stream Stream, NoiseChannel Channel)> OpenAsync(TestServer server)
    {
        var stream = await server.BrowseAsync();
        await WebTestClient.AskForSocketAsync(stream);
        using var noise = new NoiseInitiator(server.Get<ServerIdentity>().NoiseKey.PublicKey.Span, WebHandshake.Prologue.Span);
        await stream.WriteAsync(ClientFrame.Write(ClientFrame.Binary, noise.TryBegin([])!));
        var answer = await ReadFrameAsync(stream);
        return (stream, noise.TryFinish(answer.Payload, out _)!);
    }

    private static async Task<int> ReadCloseAsync(Stream stream)
    {
        while (true)
        {
            var (opcode, payload) = await ReadFrameAsync(stream);
            if (opcode == ClientFrame.Close)
            {
                return BinaryPrimitives.ReadUInt16BigEndian(payload);
            }
        }
    }

    private static async Task<(int Opcode, byte[] Payload)> ReadFrameAsync(Stream stream)
    {
        var head = await ReadAsync(stream, 2);
        int length = head[1];
        if (length == 126)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2));
        }

        return (head[0] & 15, await ReadAsync(stream, length));
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);
        return bytes;
    }
}
