using LanTalk.Client.Events;
using LanTalk.Client.Tests.LoggingIn;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Tests.Sessions;

public sealed class UnaskedRoomsTests : IAsyncLifetime
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
    public async Task ARoomThatNobodyAskedForIsNotEnteredAndNothingOfItIsTold()
    {
        for (var i = 0; i < 100; i++)
        {
            await _server.SendAsync(new { type = "room", ts = "14:22", room = $"r{i}", epoch = "e", since = 0, id = 3 });
            await _server.SendAsync(new { type = "message", ts = "14:22", room = $"r{i}", user = "Carol", text = "come here", id = 1 });
            await _server.SendAsync(new { type = "system", ts = "14:22", room = $"r{i}", text = "Carol joined.", @event = "join", user = "Carol" });
        }

        (await _test.EventsUntilAsync(_server, "mark")).Should().BeEmpty();
    }

    [Fact]
    public async Task WhatTheUserDidInARoomIsAnsweredWhereverTheUserIs()
    {
        await _server.SendAsync(new { type = "system", ts = "14:22", room = "ops", text = "You are not in ops.", @event = "refused" });

        (await _test.EventsUntilAsync(_server, "mark")).Should().ContainSingle().Which.Should().BeOfType<Received>();
    }

    [Fact]
    public async Task ARoomThatIsBeingLeftStillTellsWhatBecomesOfWhatWasSaidThere()
    {
        _server.RoomsAt = 5;
        (await _test.Session.JoinAsync("ops", CancellationToken.None)).Should().BeTrue();
        var said = Outgoing.Say("bye", "ops");
        await _test.Session.SendAsync(said, CancellationToken.None);
        await _test.Session.LeaveAsync("ops", CancellationToken.None);
        await _server.NextAsync("message");

        await _server.SendAsync(new { type = "message", ts = "14:22", room = "ops", user = "Bob", text = "bye", id = 6, nonce = said.Nonce });

        ((RoomMessage)(await _test.EventAsync<Received>()).Message).Text.Should().Be("bye");
        await _server.NextAsync("leave");
        await _server.SendAsync(new { type = "message", ts = "14:22", room = "ops", user = "Carol", text = "still here?", id = 7 });
        (await _test.EventsUntilAsync(_server, "mark")).Should().BeEmpty();
    }
}
