using LanTalk.Client.Addresses;
using LanTalk.Client.Configuration;
using LanTalk.Client.Events;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Tests.LoggingIn;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.Sessions;

public sealed class EndingTests
{
    [Fact]
    public async Task TheUsersGoodbyeIsTheEnd()
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();

        await test.Session.QuitAsync(CancellationToken.None);
        await server.NextAsync("quit");
        server.Break();

        (await test.RestAsync()).Should().NotContain(happened => happened is ConnectionLost);
        test.Session.Ending.Should().Be(new ChatEnding(ChatEndingKind.Left));
    }

    [Theory]
    [InlineData("kick", ChatEndingKind.Kicked)]
    [InlineData("closed", ChatEndingKind.Closed)]
    public async Task AfterALastWordNobodyComesBack(string word, ChatEndingKind kind)
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();
        await test.Session.SendAsync(Outgoing.Say("hello", null), CancellationToken.None);
        await server.NextAsync("message");

        await server.SendAsync(new { type = "system", ts = "14:22", text = "Enough.", @event = word });
        server.Break();

        var events = await test.RestAsync();
        test.Session.Ending.Should().Be(new ChatEnding(kind, "Enough."));
        events.OfType<NotSent>().Should().ContainSingle().Which.What.Text.Should().Be("hello");
        test.Addresses.Should().BeEmpty();
    }

    [Fact]
    public async Task AServerThatShutsDownMayComeBack()
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();

        await server.SendAsync(new { type = "system", ts = "14:22", text = "The server is shutting down.", @event = "shutdown" });
        server.Break();

        await test.EventAsync<ConnectionLost>();
        await test.UntilTriedAsync();
        await test.ConnectionAsync();
    }

    [Fact]
    public async Task AServerThatDoesNotComeBackInTimeIsGivenUp()
    {
        await using var test = await SessionUnderTest.StartAsync(giveUp: TimeSpan.FromMinutes(5));
        var server = await test.ConnectionAsync();
        test.IsDown = true;
        server.Break();
        await test.EventAsync<ConnectionLost>();
        await test.Session.SendAsync(Outgoing.Say("anybody?", null), CancellationToken.None);

        var rest = test.RestAsync();
        await test.PassUntilAsync(() => rest.IsCompleted, TimeSpan.FromMilliseconds(500));

        (await rest).Should().ContainSingle().Which.Should().BeOfType<NotSent>().Which.What.Text.Should().Be("anybody?");
        test.Session.Ending.Should().Be(new ChatEnding(ChatEndingKind.Lost));
        test.Addresses.Should().NotBeEmpty().And.HaveCountLessThan(30);
    }

    [Theory]
    [InlineData(AuthFailCodes.Banned)]
    [InlineData(AuthFailCodes.Password)]
    public async Task ARefusalForGoodIsTheEnd(string code)
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();
        test.Server.Refuses = code;

        server.Break();
        await test.UntilTriedAsync();

        await test.RestAsync();
        test.Session.Ending.Should().Be(new ChatEnding(ChatEndingKind.Refused, "You may not."));
    }

    [Fact]
    public async Task ARefusalThatMayPassIsNot()
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();
        test.Server.Refuses = AuthFailCodes.Busy;
        server.Break();
        await test.UntilTriedAsync(times: 3);

        test.Server.Refuses = null;

        await test.UntilTriedAsync();
        await test.ConnectionAsync();
    }

    [Fact]
    public async Task AnotherServerInItsPlaceHearsNothingAndIsNotTheEnd()
    {
        await using var test = await SessionUnderTest.StartAsync(password: "sesame");
        var server = await test.ConnectionAsync();
        test.Poser = new ScriptedServer("sesame");

        server.Break();
        await test.UntilTriedAsync(times: 2);
        test.Poser.Received.Should().BeEmpty();
        test.Poser = null;

        await test.UntilTriedAsync();
        await test.ConnectionAsync();
    }

    [Fact]
    public async Task AServerThatMovedIsFoundByItsCertificate()
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();
        test.Poser = new ScriptedServer();
        test.Announced = new ServerAddress("192.0.2.7", 6060);

        server.Break();
        await test.UntilTriedAsync(times: 2);

        var again = await test.ConnectionAsync();
        await again.PlaceAsync(since: 0, id: 0);
        (await test.EventAsync<ConnectionBack>()).Server.Should().Be(test.Announced);
    }

    [Fact]
    public async Task AServerThatFallsSilentIsLeftForAnotherConnection()
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();
        await server.PlaceAsync(since: 0, id: 0);
        await test.EventAsync<Entered>();
        server.AnswersPings = false;
        var lost = test.EventAsync<ConnectionLost>();

        await test.PassUntilAsync(() => lost.IsCompleted, TimeSpan.FromSeconds(1));

        await lost;
        await test.UntilTriedAsync();
        await test.ConnectionAsync();
    }

    [Fact]
    public async Task AServerWhoseProofIsWrongIsNotBelievedWhenItComesBackEither()
    {
        await using var test = await SessionUnderTest.StartAsync(password: "sesame");
        var server = await test.ConnectionAsync();
        test.Server.BreaksProof = true;

        server.Break();
        await test.UntilTriedAsync();

        await test.Invoking(t => t.RestAsync()).Should().ThrowAsync<UntrustedException>();
    }

    [Fact]
    public async Task AFaultWhileSendingEndsTheSessionAndClosesTheConnection()
    {
        await using var test = await SessionUnderTest.StartAsync();
        using var carol = UserKey.Create();
        var server = await test.ConnectionAsync();
        await server.PlaceAsync(since: 0, id: 0);
        test.KnownUsers.Text = "not JSON";

        await test.Session.SendAsync(Outgoing.Private("Carol", "psst"), CancellationToken.None);
        await server.NextAsync("key");
        await server.SendAsync(new
        {
            type = "key",
            ts = "14:22",
            user = "Carol",
            online = true,
            key = SealedLoginSteps.Write(carol.Identity.SigningKey.Span),
            agreement_key = SealedLoginSteps.Write(carol.Identity.AgreementKey.Span),
            agreement_signature = SealedLoginSteps.Write(carol.Identity.AgreementSignature.Span),
        });

        await test.Invoking(t => t.RestAsync()).Should().ThrowAsync<ConfigFileException>();
        await server.Gone.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task AServerThatSendsALineWithoutAnEndIsNotComeBackTo()
    {
        await using var test = await SessionUnderTest.StartAsync();
        var server = await test.ConnectionAsync();
        await server.PlaceAsync(since: 0, id: 0);
        await test.EventAsync<Entered>();

        _ = server.SendAsync(new { type = "message", text = new string('x', 2 * 1024 * 1024) }); // nobody reads it to its end

        (await test.RestAsync()).Should().NotContain(happened => happened is ConnectionLost);
        test.Session.Ending!.Kind.Should().Be(ChatEndingKind.Broken);
        test.Session.Ending.Text.Should().Contain("a line of more than 1 MiB");
        test.Addresses.Should().BeEmpty();
    }
}
