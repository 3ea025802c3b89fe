using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Chat;

public sealed class SealedMessagesTests : IDisposable
{
    private static readonly string Id = SealedLoginSteps.Write(new byte[16]);
    private static readonly string Encapsulation = SealedLoginSteps.Write(new byte[32]);
    private static readonly string Ciphertext = SealedLoginSteps.Write(new byte[80]);

    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _carol = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _carol.Dispose();
    }

    [Fact]
    public async Task ASealedTextReachesItsRecipientWithTheSendersKeysAndOpens()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol", _carol);
        await bob.SendAsync("""{"type":"key","user":"carol"}""");
        var answer = await bob.ReadAsync("key");
        answer.Text("user").Should().Be("Carol");
        var recipient = IdentityOf(answer);
        var id = RandomNumberGenerator.GetBytes(16);
        var seal = PrivateSeal.Seal(_bob, recipient, "psst", id);

        await bob.SendJsonAsync(Message("Carol", SealedLoginSteps.Write(id),
            SealedLoginSteps.Write(seal.Encapsulation.Span), SealedLoginSteps.Write(seal.Ciphertext.Span)));

        var message = await carol.ReadAsync("sealed_pm");
        message.Text("from_user").Should().Be("Bob");
        var received = new SealedText(Bytes(message, "enc"), Bytes(message, "sealed"));
        PrivateSeal.TryOpen(_carol, IdentityOf(message), received, Bytes(message, "id"))!.Text.Should().Be("psst");
        IdentityOf(message).Should().Be(_bob.Identity);
    }

    [Fact]
    public async Task WhoHasNoKeyOrIsNotThereIsToldSo()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await server.JoinAsync("Dave");
        foreach (var name in new[] { "Dave", "Nobody", "Alice" })
        {
            await bob.SendJsonAsync(new { type = "key", user = name });

            var answer = await bob.ReadAsync("key");
            answer.GetProperty("online").GetBoolean().Should().Be(name != "Nobody");
            answer.Text("key").Should().BeNull();

            await bob.SendJsonAsync(Message(name, Id, Encapsulation, Ciphertext));
            (await bob.ReadAsync("system")).Text("event").Should().Be("refused");
        }
    }

    [Theory]
    [InlineData("AAAA", null, null, "'id'")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAB", null, null, "'id'")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA+A", null, null, "'id'")]
    [InlineData(null, "AAAA", null, "'enc'")]
    [InlineData(null, null, "", "'sealed'")]
    [InlineData(null, null, "A", "'sealed'")]
    [InlineData(null, null, "AB", "'sealed'")]
    [InlineData(null, null, "AA==", "'sealed'")]
    public async Task WhatIsNotInItsFormIsRefusedByItsField(string? id, string? enc, string? ciphertext, string field)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol", _carol);

        await bob.SendJsonAsync(Message("Carol", id ?? Id, enc ?? Encapsulation, ciphertext ?? Ciphertext));

        (await Refusal(bob)).Should().Contain(field);
        (await carol.DrainAsync()).Should().NotContain(message => message.Text("type") == "sealed_pm");
    }

    [Fact]
    public async Task TheLongestCiphertextPassesAndALongerOneDoesNot()
    {
        await using var server = TestServer.Start(options => options with { MaxLine = 0 });
        var bob = await server.JoinAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol", _carol, IPAddress.Loopback);
        await bob.SendJsonAsync(Message("Carol", Id, Encapsulation, SealedLoginSteps.Write(new byte[64 * 1024])));
        (await carol.ReadAsync("sealed_pm")).Text("sealed").Should().HaveLength(87382);

        await bob.SendJsonAsync(Message("Carol", Id, Encapsulation, SealedLoginSteps.Write(new byte[(64 * 1024) + 1])));

        (await Refusal(bob)).Should().Contain("'sealed'");
    }

    [Fact]
    public async Task VersionTwoCanNeitherAskNorSend()
    {
        await using var server = TestServer.Start();
        var dave = await server.JoinAsync("Dave");

        await dave.SendAsync("""{"type":"key","user":"Dave"}""");
        (await Refusal(dave)).Should().Contain("encrypted clients");
        await dave.SendJsonAsync(Message("Dave", Id, Encapsulation, Ciphertext));
        (await Refusal(dave)).Should().Contain("encrypted clients");
    }

    [Fact]
    public async Task ASealedTextCountsForTheRateAndAQuestionForAKeyDoesNot()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = new(1, TimeSpan.FromSeconds(5)) });
        var bob = await server.JoinAsync("Bob", _bob);
        for (var i = 0; i < 5; i++)
        {
            await bob.SendAsync("""{"type":"key","user":"Bob"}""");
            await bob.ReadAsync("key");
        }

        await bob.SendJsonAsync(Message("Bob", Id, Encapsulation, Ciphertext));
        await bob.ReadAsync("sealed_pm");
        await bob.SendJsonAsync(Message("Bob", Id, Encapsulation, Ciphertext));

        (await Refusal(bob)).Should().StartWith("Too fast");
    }

    [Fact]
    public async Task AnIgnoredSenderIsNotToldAndAMutedOneIs()
    {
        await using var server = TestServer.Start();
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob", _bob);
        var carol = await server.JoinAsync("Carol", _carol, IPAddress.Loopback);
        await carol.SayAsync("/ignore Bob");
        await carol.ReadAsync("system");
        await bob.SendJsonAsync(Message("Carol", Id, Encapsulation, Ciphertext));
        (await bob.DrainAsync()).Should().NotContain(message => message.Text("event") == "refused");
        (await carol.DrainAsync()).Should().NotContain(message => message.Text("type") == "sealed_pm");

        await server.Terminal.AnswerAsync("/mute Bob");
        await bob.SendJsonAsync(Message("Carol", Id, Encapsulation, Ciphertext));

        (await Refusal(bob)).Should().StartWith("You are muted");
    }

    private static object Message(string to, string id, string enc, string ciphertext) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["type"] = "sealed_pm", ["to"] = to, ["id"] = id, ["enc"] = enc, ["sealed"] = ciphertext };

    private static async Task<string?> Refusal(TestClient client)
    {
        while (true)
        {
            var message = await client.ReadAsync("system");
            if (message.Text("event") == "refused")
            {
                return message.Text("text");
            }
        }
    }

    private static UserIdentity IdentityOf(JsonElement message) =>
        UserIdentity.TryCreate(Bytes(message, "key"), Bytes(message, "agreement_key"), Bytes(message, "agreement_signature"))!;

    private static byte[] Bytes(JsonElement message, string field) => System.Buffers.Text.Base64Url.DecodeFromChars(message.Text(field));
}
