using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Server.Connections;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Tests.Connections;

public sealed class TlsOutputTests : IAsyncDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new(new PipeOptions(pauseWriterThreshold: 8192, resumeWriterThreshold: 4096));
    private readonly SslStream _server;
    private readonly SslStream _client;
    private readonly TlsOutput _output;

    public TlsOutputTests()
    {
        var raw = new PipeOutput(_toClient.Writer);
        var wire = new TransportStream(_toServer.Reader, raw);
        _server = new SslStream(wire);
        _client = new SslStream(new TransportStream(_toClient.Reader, new PipeOutput(_toServer.Writer)));
        _output = new TlsOutput(_server, wire, raw);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(200_000)]
    public async Task ARunArrivesWholeHoweverLargeItIs(int length)
    {
        await ShakeHandsAsync();
        var run = RandomNumberGenerator.GetBytes(length);

        var sending = SendAsync(run);

        (await ReadAsync(length)).Should().Equal(run);
        await sending;
    }

    [Fact]
    public async Task WhatIsNotTakenWaitsAndNothingIsSealedAhead()
    {
        await ShakeHandsAsync();
        var run = RandomNumberGenerator.GetBytes(200_000);

        _output.TrySend(run).Should().BeFalse();
        var taken = ((IConnectionOutput)_output).TakenAsync();

        taken.IsCompleted.Should().BeFalse();
        _toClient.Reader.TryRead(out var sealedBytes).Should().BeTrue();
        sealedBytes.Buffer.Length.Should().BeLessThan(50_000);
        _toClient.Reader.AdvanceTo(sealedBytes.Buffer.Start);
        (await ReadAsync(run.Length)).Should().Equal(run);
        await taken;
        _output.IsBroken.Should().BeFalse();
    }

    [Fact]
    public async Task WhoeverIsGoneTakesEverything()
    {
        await ShakeHandsAsync();
        await _toClient.Reader.CompleteAsync();

        await SendAsync(new byte[100_000]);

        _output.IsBroken.Should().BeTrue();
        _output.TrySend(new byte[100]).Should().BeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _client.DisposeAsync();
    }

    private async Task ShakeHandsAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UnixEpoch;
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddYears(200));
        await Task.WhenAll(
            _server.AuthenticateAsServerAsync(certificate),
            _client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "test",
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            }));
    }

    private Task SendAsync(byte[] run) => _output.TrySend(run) ? Task.CompletedTask : ((IConnectionOutput)_output).TakenAsync();

    private async Task<byte[]> ReadAsync(int length)
    {
        var read = new byte[length];
        await _client.ReadExactlyAsync(read);
        return read;
    }
}
