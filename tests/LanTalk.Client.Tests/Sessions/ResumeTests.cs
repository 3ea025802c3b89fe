using LanTalk.Client.Events;
using LanTalk.Client.Tests.LoggingIn;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Tests.Sessions;

public sealed class ResumeTests : IAsyncLifetime
{
    private SessionUnderTest _test = null!;

    public async ValueTask InitializeAsync() => _test = await SessionUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task ANewcomerClaimsNoPlace()
    {
        var server = await _test.ConnectionAsync();

        server.Login.TryGetProperty("since", out _).Should().BeFalse();
        server.Login.TryGetProperty("epoch", out _).Should().BeFalse();
    }

    [Fact]
    public async Task WhoComesBackSaysHowFarItHadCome()
    {
        var server = await InLobbyAsync(since: 70, id: 71);
        await server.PostAsync(71, "hello");
        await _test.EventAsync<Received>();

        var again = await BreakAndReturnAsync(server);

        again.Login.GetProperty("epoch").GetString().Should().Be("e");
        again.Login.GetProperty("since").GetInt64().Should().Be(71);
        again.Login.GetProperty("username").GetString().Should().Be("Bob");
    }

    [Fact]
    public async Task TheBreakAndTheReturnAreOneLineEachAndNothingIsShownTwice()
    {
        var server = await InLobbyAsync(since: 70, id: 71);
        await server.PostAsync(71, "before");
        (await _test.EventsUntilAsync(server, "mark")).Should().ContainSingle(happened => happened is Received);

        var again = await BreakAndReturnAsync(server);
        await again.PlaceAsync(since: 70, id: 73);
        await again.PostAsync(71, "before");
        await again.PostAsync(72, "missed");
        await again.PostAsync(73, "missed, too");
        await _test.EventAsync<ConnectionLost>();

        var events = await _test.EventsUntilAsync(again, "mark");
        events.OfType<Received>().Select(received => ((RoomMessage)received.Message).Text).Should().Equal("missed", "missed, too");
        events.OfType<ConnectionBack>().Count().Should().BeLessThanOrEqualTo(1);
        if (!events.Exists(happened => happened is ConnectionBack))
        {
            await _test.EventAsync<ConnectionBack>();
        }
    }

    [Fact]
    public async Task WhatTheServerDoesNotKeepAnyMoreIsShownAsAGap()
    {
        var server = await InLobbyAsync(since: 70, id: 70);

        var again = await BreakAndReturnAsync(server);
        await again.PlaceAsync(since: 87, id: 87);

        (await _test.EventAsync<Missing>()).Should().Be(new Missing("lobby", 17));
    }

    [Fact]
    public async Task AnotherHistoryIsToldFromTheSame()
    {
        var server = await InLobbyAsync(since: 70, id: 70);

        var again = await BreakAndReturnAsync(server);
        await again.PlaceAsync(since: 0, id: 1, epoch: "another");
        await again.PostAsync(1, "anew");

        await _test.EventAsync<HistoryReplaced>();
        ((RoomMessage)(await _test.EventAsync<Received>()).Message).Id.Should().Be(1);
    }

    [Fact]
    public async Task WhatWasNotAcknowledgedIsSentAgainOnceTheClientHasCaughtUp()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        await SayAsync("one");
        await SayAsync("two");
        var one = await server.NextAsync("message");
        var two = await server.NextAsync("message");
        await server.PostAsync(71, "one", "Bob", Nonce(one));
        await _test.EventAsync<Received>();

        var again = await BreakAndReturnAsync(server, answersPings: false);
        await again.PlaceAsync(since: 71, id: 72);
        await _test.EventAsync<Entered>();
        await again.PostAsync(72, "meanwhile");

        var resent = await again.NextAsync("message");
        Nonce(resent).Should().Be(Nonce(two));
        await _test.EventAsync<ConnectionBack>();
        await again.SendAsync(new { type = "ack", ts = "14:22", nonce = Nonce(two), id = 70 });
        (await _test.EventAsync<Delivered>()).What.Text.Should().Be("two");
        await _test.Session.WaitUntilDeliveredAsync(CancellationToken.None);
    }

    [Fact]
    public async Task WhatIsEchoedWhileCatchingUpIsNotSentAgain()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        await SayAsync("one");
        var one = await server.NextAsync("message");

        // It was posted, and the connection broke before the echo.
        var again = await BreakAndReturnAsync(server, answersPings: false);
        await again.PlaceAsync(since: 70, id: 71);
        await again.PostAsync(71, "one", "Bob", Nonce(one));
        await _test.EventAsync<ConnectionBack>();
        await SayAsync("two");

        (await again.NextAsync("message")).GetProperty("text").GetString().Should().Be("two");
    }

    [Fact]
    public async Task WhatIsSaidWhileThereIsNoConnectionIsSentOnTheNextOne()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        server.Break();
        await _test.EventAsync<ConnectionLost>();
        await SayAsync("into the void");

        await _test.UntilTriedAsync();
        var again = await _test.ConnectionAsync();
        await again.PlaceAsync(since: 70, id: 70);

        (await again.NextAsync("message")).GetProperty("text").GetString().Should().Be("into the void");
    }

    [Fact]
    public async Task ACommandThatWasNotAnsweredIsNotSentAgain()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        await SayAsync("/ignore Carol");
        await server.NextAsync("message");

        server.Break();

        (await _test.EventAsync<NotSent>()).What.Text.Should().Be("/ignore Carol");
    }

    [Fact]
    public async Task WhatTheUserDoesIsSaidAgainLikeAnyText()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        await SayAsync("/me waves");
        var said = await server.NextAsync("message");

        var again = await BreakAndReturnAsync(server);
        await again.PlaceAsync(since: 70, id: 70);

        Nonce(await again.NextAsync("message")).Should().Be(Nonce(said));
    }

    [Fact]
    public async Task AServerThatWasWellIsTriedAgainAtOnceHoweverOftenItBroke()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        for (var i = 0; i < 6; i++)
        {
            server = await BreakAndReturnAsync(server);
            await server.PlaceAsync(since: 70, id: 70);
            await _test.EventAsync<ConnectionBack>();
        }

        server.Break();
        await _test.EventAsync<ConnectionLost>(); // until it is noticed, the clock stands still
        var before = _test.Time.GetUtcNow();
        await _test.UntilTriedAsync();

        (_test.Time.GetUtcNow() - before).Should().BeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task RoomsAreEnteredAgainWhereTheClientWas()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        server.RoomsAt = 5;
        (await _test.Session.JoinAsync("ops", CancellationToken.None)).Should().BeTrue();
        (await server.NextAsync("join")).TryGetProperty("since", out _).Should().BeFalse();
        await _test.EventAsync<Entered>();
        await server.SendAsync(new { type = "message", ts = "14:22", room = "ops", user = "Carol", text = "hi", id = 6 });
        await _test.EventAsync<Received>();

        var again = await BreakAndReturnAsync(server);
        await again.PlaceAsync(since: 70, id: 70);

        var join = await again.NextAsync("join");
        join.GetProperty("room").GetString().Should().Be("ops");
        join.GetProperty("epoch").GetString().Should().Be("f");
        join.GetProperty("since").GetInt64().Should().Be(6);
    }

    [Fact]
    public async Task ANameThatWasChangedIsTheOneToComeBackWith()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        await server.SendAsync(new { type = "system", ts = "14:22", text = "Bob is now Rob.", @event = "nick", user = "Bob", name = "Rob" });
        await _test.EventAsync<Received>();

        var again = await BreakAndReturnAsync(server);

        again.Login.GetProperty("username").GetString().Should().Be("Rob");
    }

    [Fact]
    public async Task APrivateMessageThatComesAgainIsConfirmedAgainAndNotShown()
    {
        var server = await InLobbyAsync(since: 70, id: 70);
        await server.SendAsync(new { type = "pm", ts = "14:22", from_user = "Carol", text = "psst", id = "abc" });
        (await server.NextAsync("got")).GetProperty("id").GetString().Should().Be("abc");
        (await _test.EventsUntilAsync(server, "mark")).Should().ContainSingle(happened => happened is Received);

        var again = await BreakAndReturnAsync(server);
        await again.SendAsync(new { type = "pm", ts = "14:22", from_user = "Carol", text = "psst", id = "abc" });

        (await again.NextAsync("got")).GetProperty("id").GetString().Should().Be("abc");
        (await _test.EventsUntilAsync(again, "mark")).Should().NotContain(happened => happened is Received);
    }

    private static string Nonce(System.Text.Json.JsonElement message) => message.GetProperty("nonce").GetString()!;

    private Task SayAsync(string text) => _test.Session.SendAsync(Outgoing.Say(text, null), CancellationToken.None);

    private async Task<ScriptedConversation> InLobbyAsync(long since, long id)
    {
        var server = await _test.ConnectionAsync();
        await server.PlaceAsync(since, id);
        await _test.EventAsync<Entered>();
        return server;
    }

    private async Task<ScriptedConversation> BreakAndReturnAsync(ScriptedConversation server, bool answersPings = true)
    {
        _test.AnswersPings = answersPings;
        server.Break();
        await _test.UntilTriedAsync();
        return await _test.ConnectionAsync();
    }
}
