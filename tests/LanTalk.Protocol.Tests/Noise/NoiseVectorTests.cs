using System.Text.Json;
using LanTalk.Protocol.Noise;
using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Noise;

/// <summary>The vector of cacophony, the Haskell implementation, for this protocol.</summary>
public sealed class NoiseVectorTests
{
    private static readonly JsonElement Vector =
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Noise", "Fixtures", "nk.json")));

    private static readonly byte[] Prologue = Bytes("init_prologue");

    [Fact]
    public void BothEndsSayWhatThePublishedVectorSays()
    {
        using var serverKey = AgreementKey.Import(Bytes("resp_static"));
        using var serverEphemeral = AgreementKey.Import(Bytes("resp_ephemeral"));
        using var client = new NoiseInitiator(Bytes("init_remote_static"), Prologue, AgreementKey.Import(Bytes("init_ephemeral")));
        var messages = Vector.GetProperty("messages").EnumerateArray()
            .Select(message => (Payload: Hex(message, "payload"), Sealed: Hex(message, "ciphertext"))).ToArray();
        serverKey.PublicKey.ToArray().Should().Equal(Bytes("init_remote_static"));

        client.TryBegin(messages[0].Payload).Should().Equal(messages[0].Sealed);
        var answer = new NoiseResponder(serverKey, Prologue).TryAnswer(messages[0].Sealed, messages[1].Payload, serverEphemeral)!;
        answer.Received.ToArray().Should().Equal(messages[0].Payload);
        answer.Message.ToArray().Should().Equal(messages[1].Sealed);
        using var atClient = client.TryFinish(messages[1].Sealed, out var received)!;
        received.Should().Equal(messages[1].Payload);
        using var atServer = answer.Channel;
        atClient.HandshakeHash.ToArray().Should().Equal(Bytes("handshake_hash"));
        atServer.HandshakeHash.ToArray().Should().Equal(Bytes("handshake_hash"));

        for (var i = 2; i < messages.Length; i++)
        {
            var (from, to) = i % 2 == 0 ? (atClient, atServer) : (atServer, atClient);
            var sealedBytes = new byte[messages[i].Payload.Length + NoiseCipher.TagLength];
            from.Sending.Seal(messages[i].Payload, sealedBytes);
            sealedBytes.Should().Equal(messages[i].Sealed);
            var opened = new byte[messages[i].Payload.Length];
            to.Receiving.TryOpen(messages[i].Sealed, opened).Should().BeTrue();
            opened.Should().Equal(messages[i].Payload);
        }
    }

    private static byte[] Bytes(string field) => Hex(Vector, field);

    private static byte[] Hex(JsonElement element, string field) => Convert.FromHexString(element.GetProperty(field).GetString()!);
}
