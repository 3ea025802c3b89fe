using LanTalk.Client.Events;
using LanTalk.Client.Tests.LoggingIn;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Tests.Sessions;

public sealed class FileQuestionsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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
    public async Task ATicketIsTheAnswerWithTheNonceOfTheQuestion()
    {
        var asked = _test.Session.AskTicketAsync(17, CancellationToken.None);
        var question = await _server.NextAsync("ticket");
        question.GetProperty("share").GetInt64().Should().Be(17);

        await _server.SendAsync(new { type = "ticket", ts = "14:22", nonce = "another", ticket = "wrong", seconds = 600 });
        await _server.SendAsync(new { type = "ticket", ts = "14:22", nonce = question.GetProperty("nonce").GetString(), ticket = "right", seconds = 600 });

        (await asked.WaitAsync(Patience)).Should().Be("right");
        (await _test.EventsUntilAsync(_server, "mark")).Should().BeEmpty("answers are not events");
    }

    [Fact]
    public async Task ARefusedTicketSaysWhy()
    {
        var asked = _test.Session.AskTicketAsync(17, CancellationToken.None);
        var nonce = (await _server.NextAsync("ticket")).GetProperty("nonce").GetString();

        await _server.SendAsync(new { type = "system", ts = "14:22", text = "There is no such share.", @event = "refused", nonce });

        (await FluentActions.Awaiting(() => asked.WaitAsync(Patience)).Should().ThrowAsync<RefusedException>()).WithMessage("There is no such share.");
        (await _test.EventsUntilAsync(_server, "mark")).Should().BeEmpty("it is no refusal of a message");
    }

    [Fact]
    public async Task TheSharesOfARoomAreListed()
    {
        var asked = _test.Session.AskSharesAsync("lobby", CancellationToken.None);
        (await _server.NextAsync("files")).TryGetProperty("room", out _).Should().BeFalse();

        var share = new { id = 17, title = "trip", count = 2, size = 2_300_187, manifest_size = 187, root = "q83v" };
        await _server.SendAsync(new { type = "files", ts = "14:22", shares = new[] { new { share, user = "Bob", at = 1_789_300_000_000, offset = 5 } } });

        (await asked.WaitAsync(Patience)).Shares.Should().Equal(new SharePresence(new ShareFacts(17, "trip", 2, 2_300_187, 187, "q83v"), "Bob", 1_789_300_000_000, 5));
    }

    [Fact]
    public async Task AQuestionIsNotAnsweredAfterTheConnectionIsLost()
    {
        var asked = _test.Session.AskTicketAsync(null, CancellationToken.None);
        await _server.NextAsync("ticket");

        _server.Break();

        await FluentActions.Awaiting(() => asked.WaitAsync(Patience)).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task AShareIsAnnouncedLikeATextAndOnlyOnce()
    {
        var announced = Outgoing.Announce(17, "trip", "lobby");
        await _test.Session.SendAsync(announced, CancellationToken.None);
        var message = await _server.NextAsync("message");
        message.GetProperty("share").GetInt64().Should().Be(17);

        _server.Break();
        await _test.UntilTriedAsync();
        var again = await _test.ConnectionAsync();
        await again.PlaceAsync(since: 0, id: 0);

        var second = await again.NextAsync("message");
        second.ToString().Should().Be(message.ToString());
        await again.SendAsync(new { type = "ack", ts = "14:22", nonce = announced.Nonce, id = 1 });
        (await _test.EventAsync<Delivered>()).What.Should().BeSameAs(announced);
    }
}
