using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Noise;
using LanTalk.Protocol.Security;
using LanTalk.Server.Connections;
using LanTalk.Server.WebSockets;

namespace LanTalk.Server.Tests.WebSockets;

public sealed class NoiseInputTests
{
    [Fact]
    public async Task WhateverIsConsumedNoByteIsLostOrDoubled()
    {
        await Gen.Select(Gen.Byte.Array[0, 40].Array[1, 8], Gen.Int[1, 50].Array[1, 8]).SampleAsync(
            async (messages, takes) =>
            {
                using var browser = await Browser.OpenAsync();
                await browser.SendAsync(messages);
                await browser.CloseAsync();

                var read = new List<byte>();
                for (var i = 0; ; i++)
                {
                    var result = await browser.Input.ReadAsync();
                    var taken = result.Buffer.Slice(0, Math.Min(takes[i % takes.Length], result.Buffer.Length));
                    read.AddRange(taken.ToArray());
                    if (result.IsCompleted && taken.Length == result.Buffer.Length)
                    {
                        break;
                    }

                    browser.Input.AdvanceTo(taken.End, result.IsCompleted || takes[i % takes.Length] % 2 == 0 ? taken.End : result.Buffer.End);
                }

                read.Should().Equal(messages.SelectMany(message => message));
            },
            iter: 200);
    }

    [Fact]
    public async Task LinesAreReadBeforeTheFaultThatFollowsThem()
    {
        using var browser = await Browser.OpenAsync();
        await browser.SendAsync("hello\n"u8.ToArray());
        await browser.SendRawAsync(ClientFrame.Write(ClientFrame.Text, [1]));

        var result = await browser.Input.ReadAsync();

        TextOf(result).Should().Be("hello\n");
        browser.Input.AdvanceTo(result.Buffer.End);
        await browser.Input.Invoking(input => input.ReadAsync().AsTask()).Should().ThrowAsync<WebSocketFault>();
        browser.Input.Code.Should().Be(CloseCode.Unsupported);
    }

    [Fact]
    public async Task AReadThatIsCancelledKeepsHalfALine()
    {
        using var browser = await Browser.OpenAsync();
        await browser.SendAsync("hel"u8.ToArray());
        var half = await browser.Input.ReadAsync();
        browser.Input.AdvanceTo(half.Buffer.Start, half.Buffer.End);

        var reading = browser.Input.ReadAsync();
        browser.Input.CancelPendingRead();

        var cancelled = await reading;
        cancelled.IsCanceled.Should().BeTrue();
        TextOf(cancelled).Should().Be("hel");
        browser.Input.AdvanceTo(cancelled.Buffer.Start, cancelled.Buffer.End);
        await browser.SendAsync("lo\n"u8.ToArray());
        TextOf(await browser.Input.ReadAsync()).Should().Be("hello\n");
    }

    private static string TextOf(in ReadResult result) => Encoding.UTF8.GetString(result.Buffer.ToArray());

    /// <summary>The other end of an input, after the handshake.</summary>
    private sealed class Browser : IDisposable
    {
        private readonly Pipe _toServer = new();
        private NoiseChannel _channel = null!;

        private Browser() => Input = new NoiseInput(_toServer.Reader, new NoiseOutput(new PipeOutput(new Pipe().Writer)));

        public NoiseInput Input { get; }

        public static async Task<Browser> OpenAsync()
        {
            var browser = new Browser();
            using var key = AgreementKey.Create();
            using var noise = new NoiseInitiator(key.PublicKey.Span, WebHandshake.Prologue.Span);
            await browser.SendRawAsync(ClientFrame.Write(ClientFrame.Binary, noise.TryBegin([])!));
            var answer = await browser.Input.ReadHandshakeAsync(new NoiseResponder(key, WebHandshake.Prologue));
            browser.Input.OpenWith(answer!.Channel.Receiving);
            browser._channel = noise.TryFinish(answer.Message.Span, out _)!;
            return browser;
        }

        public async Task SendAsync(params byte[][] messages)
        {
            foreach (var message in messages)
            {
                var sealedBytes = new byte[message.Length + NoiseCipher.TagLength];
                _channel.Sending.Seal(message, sealedBytes);
                await SendRawAsync(ClientFrame.Write(ClientFrame.Binary, sealedBytes));
            }
        }

        public async Task SendRawAsync(byte[] bytes) => await _toServer.Writer.WriteAsync(bytes);

        public async Task CloseAsync() => await SendRawAsync(ClientFrame.Write(ClientFrame.Close, []));

        public void Dispose()
        {
            Input.Complete();
            _channel.Dispose();
        }
    }
}
