using LanTalk.Client.Events;
using LanTalk.Client.Tests.LoggingIn;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Tests.Sessions;

public sealed class DeliveryTests : IAsyncLifetime
{
    private SessionUnderTest _test = null!;
    private ScriptedConversation _server = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await SessionUnderTest.StartAsync();
        _server = await _test.ConnectionAsync();
        await _server.PlaceAsync(since: 0, id: 0);
        await _test.EventAsync<Entered>();
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task WhatIsSaidIsShownWhenItsEchoComes()
    {
        var said = Outgoing.Say("hello", null);
        await _test.Session.SendAsync(said, CancellationToken.None);
        var message = await _server.NextAsync("message");
        message.GetProperty("nonce").GetString().Should().Be(said.Nonce);
        (await _test.EventsUntilAsync(_server, "mark")).Should().BeEmpty();
        var delivered = _test.Session.WaitUntilDeliveredAsync(CancellationToken.None);
        delivered.IsCompleted.Should().BeFalse();

        await _server.PostAsync(1, "hello", "Bob", said.Nonce);

        ((RoomMessage)(await _test.EventAsync<Received>()).Message).Nonce.Should().Be(said.Nonce);
        await delivered.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task WhatIsRefusedWasNotSentAndTheTextIsKept()
    {
        var said = Outgoing.Say("spam", null);
        await _test.Session.SendAsync(said, CancellationToken.None);
        await _server.NextAsync("message");

        await _server.SendAsync(new { type = "system", ts = "14:22", text = "Too fast.", @event = "refused", nonce = said.Nonce });

        var failed = await _test.EventAsync<NotSent>();
        failed.What.Should().BeSameAs(said);
        failed.Reason.Should().Be("Too fast.");
        await _test.Session.WaitUntilDeliveredAsync(CancellationToken.None);
    }

    [Fact]
    public async Task AnEchoOrARefusalThatComesTwiceCountsOnce()
    {
        var said = Outgoing.Say("hello", null);
        await _test.Session.SendAsync(said, CancellationToken.None);
        await _server.NextAsync("message");
        await _server.PostAsync(1, "hello", "Bob", said.Nonce);

        await _server.SendAsync(new { type = "system", ts = "14:22", text = "Too fast.", @event = "refused", nonce = said.Nonce });
        await _server.SendAsync(new { type = "ack", ts = "14:22", nonce = said.Nonce });

        (await _test.EventsUntilAsync(_server, "mark")).Should().NotContain(happened => happened is NotSent || happened is Delivered);
    }

    [Fact]
    public async Task ACommandIsDoneWhenItIsAcknowledged()
    {
        var command = Outgoing.Say("/users", null);
        await _test.Session.SendAsync(command, CancellationToken.None);
        await _server.NextAsync("message");

        await _server.SendAsync(new { type = "system", ts = "14:22", text = "Online: Alice, Bob", @event = "reply" });
        await _server.SendAsync(new { type = "ack", ts = "14:22", nonce = command.Nonce });

        var events = await _test.EventsUntilAsync(_server, "mark");
        events.Select(happened => happened.GetType()).Should().Equal(typeof(Received), typeof(Answered));
        ((Answered)events[1]).What.Should().BeSameAs(command);
        await _test.Session.WaitUntilDeliveredAsync(CancellationToken.None);
    }

    [Fact]
    public async Task APrivateMessageIsShownWhenItIsAcknowledgedAndMayWait()
    {
        await _test.Session.SendAsync(Outgoing.Private("Carol", "psst"), CancellationToken.None);
        await _server.NextAsync("key");
        await _server.SendAsync(new { type = "key", ts = "14:22", user = "Carol", online = true });
        var message = await _server.NextAsync("pm");

        await _server.SendAsync(new { type = "ack", ts = "14:22", nonce = message.GetProperty("nonce").GetString(), waits = true });

        var delivered = await _test.EventAsync<Delivered>();
        delivered.What.To.Should().Be("Carol");
        delivered.What.IsSealed.Should().BeFalse();
        delivered.By.Waits.Should().BeTrue();
    }

    [Fact]
    public async Task APrivateMessageToNobodyIsNotSent()
    {
        await _test.Session.SendAsync(Outgoing.Private("Nobody", "psst"), CancellationToken.None);
        await _server.NextAsync("key");
        await _server.SendAsync(new { type = "key", ts = "14:22", user = "Nobody", online = false });

        (await _test.EventAsync<NotSent>()).Private.Should().Be(PrivateDelivery.NobodyThere);
    }

    [Fact]
    public async Task APrivateMessageIsNotSealedTwiceWhenItIsSentAgain()
    {
        using var carol = LanTalk.Protocol.Security.UserKey.Create();
        await _test.Session.SendAsync(Outgoing.Private("Carol", "psst"), CancellationToken.None);
        await _server.NextAsync("key");
        await _server.SendAsync(new
        {
            type = "key",
            ts = "14:22",
            user = "Carol",
            online = false, // offline, but with keys: it is sealed all the same, and waits
            key = LanTalk.Testing.SealedLoginSteps.Write(carol.Identity.SigningKey.Span),
            agreement_key = LanTalk.Testing.SealedLoginSteps.Write(carol.Identity.AgreementKey.Span),
            agreement_signature = LanTalk.Testing.SealedLoginSteps.Write(carol.Identity.AgreementSignature.Span),
        });
        var first = await _server.NextAsync("sealed_pm");

        _server.Break();
        await _test.UntilTriedAsync();
        var again = await _test.ConnectionAsync();
        await again.PlaceAsync(since: 0, id: 0);

        (await again.NextAsync("sealed_pm")).ToString().Should().Be(first.ToString());
    }

    [Fact]
    public async Task ARoomThatIsRefusedIsNotEntered()
    {
        var joining = _test.Session.JoinAsync("ops", CancellationToken.None);
        await _server.NextAsync("join"); // answered by the pong alone

        (await joining.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeFalse();
    }

    [Fact]
    public async Task ARoomIsLeftOnlyBehindWhatWasSaidInIt()
    {
        _server.RoomsAt = 5;
        (await _test.Session.JoinAsync("ops", CancellationToken.None)).Should().BeTrue();

        await _test.Session.SendAsync(Outgoing.Say("hello", "ops"), CancellationToken.None);
        await _test.Session.LeaveAsync("ops", CancellationToken.None);
        await _test.Session.SendAsync(Outgoing.Say("in the lobby", null), CancellationToken.None);
        var message = await _server.NextAsync("message");
        message.GetProperty("room").GetString().Should().Be("ops");
        (await _server.NextAsync("message")).TryGetProperty("room", out _).Should().BeFalse();

        var nonce = message.GetProperty("nonce").GetString();
        await _server.SendAsync(new { type = "message", ts = "14:22", room = "ops", user = "Bob", text = "hello", id = 6, nonce });

        (await _server.NextAsync("leave")).GetProperty("room").GetString().Should().Be("ops");
    }
}
