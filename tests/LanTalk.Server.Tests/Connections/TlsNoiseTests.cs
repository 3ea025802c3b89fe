using CsCheck;
using LanTalk.Server.Connections;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Connections;

/// <summary>TLS records that no client would send. They end one connection, and are not logged as internal errors.</summary>
public sealed class TlsNoiseTests
{
    private const byte Handshake = 0x16, ApplicationData = 0x17;

    private static readonly Gen<byte[]> Record = Gen.Select(
        Gen.Frequency((4, Gen.Const(Handshake)), (2, Gen.Const(ApplicationData)), (1, Gen.Byte)), Gen.Int[0, 12], Gen.Byte.Array[0, 12], Gen.Bool,
        (type, length, body, isClientHello) => (byte[])[type, 3, 3, 0, (byte)length, .. isClientHello && body.Length > 3 ? [1, 0, 0, .. body[3..]] : body]);

    [Theory]
    [InlineData(new byte[] { Handshake, 3, 1, 0, 0, Handshake, 3, 1, 0, 0 })] // two empty records
    [InlineData(new byte[] { Handshake, 3, 1, 0, 4, 1, 0, 0, 0 })] // an empty ClientHello
    public async Task RecordsThatAreTooShortFailTheHandshakeAndNothingElse(byte[] bytes)
    {
        await using var server = TestServer.Start();
        var connection = server.Knock();

        await connection.Client.SendBytesAsync(bytes);
        await connection.Client.CompleteAsync();

        await connection.Closed;
        server.Log.Errors.Should().BeEmpty();
        server.Get<ConnectionMetrics>().FailedHandshakes.Should().Be(1);
    }

    [Fact]
    public async Task NoRecordsInsteadOfAHandshakeAreAFaultOfTheServer()
    {
        await using var server = TestServer.Start();
        for (var run = 0u; run < 2000; run++)
        {
            var connection = server.Knock();
            await connection.Client.SendBytesAsync(
                (byte[])[Handshake, .. Record.Array[1, 4].Generate(new PCG(run), null, out _).SelectMany(bytes => bytes).Skip(1)]);
            await connection.Client.CompleteAsync();
            await connection.Client.ReadToEndBytesAsync();
            await connection.Closed;
        }

        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task NoRecordsAfterTheHandshakeAreAFaultOfTheServer()
    {
        await using var server = TestServer.Start();
        for (var run = 0u; run < 200; run++)
        {
            var connection = server.Knock();
            using var tls = await TlsTestClient.ConnectAsync(connection.ClientStream);
            await connection.Client.SendBytesAsync(Record.Array[1, 4].Generate(new PCG(run), null, out _).SelectMany(bytes => bytes).ToArray());
            await connection.Client.CompleteAsync();
            await tls.Lines.ReadToEndAsync();
            await connection.Closed;
        }

        server.Log.Errors.Should().BeEmpty();
    }
}
