using LanTalk.Plugins.Tests.Infrastructure;

namespace LanTalk.Plugins.Tests.Libraries;

/// <content>What comes from the server by itself: messages, events, texts to be filtered, calls of the web hook, the end.</content>
public abstract partial class PluginContract
{
    [Fact]
    public async Task MessagesOfTheWatchedRoomComeAndEachIsConfirmed()
    {
        await Server.SendAsync(Message("ops", 71, "hello"));

        Text(await Server.NextAsync("say"), "text").Should().Be("Bob: hello");
        (await Server.NextAsync("seen")).ToString().Should().Be("""{"type":"seen","room":"ops","id":71}""");
    }

    [Fact]
    public async Task MessagesOfBotsAndOfOtherRoomsAreOnlyConfirmed()
    {
        await Server.SendAsync(new { type = "message", ts = "14:22", user = "poll", text = "hello", room = "ops", id = 72, bot = true });
        (await Server.NextAsync("seen")).GetProperty("id").GetInt64().Should().Be(72);

        await Server.SendAsync(new { type = "message", ts = "14:22", user = "Bob", text = "hello", id = 5 });
        (await Server.NextAsync("seen")).ToString().Should().Be("""{"type":"seen","room":"lobby","id":5}""");
    }

    [Fact]
    public async Task AMessageTellsOfTheFilesThatItAnnounces()
    {
        var share = new { id = 17, title = "trip", count = 2, size = 2_300_187, manifest_size = 187, root = "x" };
        await Server.SendAsync(new { type = "message", ts = "14:22", user = "Bob", text = "trip, 2 files", room = "ops", id = 74, share });

        Text(await Server.NextAsync("say"), "text").Should().Be("Bob: trip, 2 files [17 trip 2 2300187]");
    }

    [Fact]
    public async Task AMessageOnWhichAHandlerFailsDoesNotComeAgainForEver()
    {
        await Server.SendAsync(Message("ops", 73, "crash"));

        (await Server.NextAsync("seen")).GetProperty("id").GetInt64().Should().Be(73);
        (await Server.ReplyToAsync("greet")).Should().Be("Good morning, Bob!");
    }

    [Fact]
    public async Task EventsComeToThoseWhoWantThem()
    {
        await Server.LeaveAsync("Carol", "ops");
        await Server.JoinAsync("Carol");
        await Server.JoinAsync("Dave", "ops");
        Text(await Server.NextAsync("private"), "text").Should().Be("Welcome to ops.");

        await Server.SendAsync(new { type = "event", @event = "start" });
        Text(await Server.NextAsync("say"), "text").Should().Be("start none");

        await Server.SendAsync(new { type = "gap", room = "ops", from = 72, to = 9071 });
        Text(await Server.NextAsync("say"), "text").Should().Be("gap 72");
    }

    [Fact]
    public async Task MutesAndBansAreEventsOfNoRoom()
    {
        await Server.SendAsync(new { type = "event", @event = "mute", user = "Bob", by = "Ann", until = 1_789_300_600_000 });
        Text(await Server.NextAsync("say"), "text").Should().Be("mute Bob Ann none 1789300600000 none");

        await Server.SendAsync(new { type = "event", @event = "ban", by = "Ann", target = "10.1.0.0/16", reason = "scans" });
        Text(await Server.NextAsync("say"), "text").Should().Be("ban nobody Ann 10.1.0.0/16 none scans");
    }

    [Theory]
    [InlineData("oh darn", "replace", "oh d**n")]
    [InlineData("refuse darn", "refuse", "Mind your language.")]
    [InlineData("mute darn", "mute", "10m")]
    [InlineData("pass darn", "pass", "True")]
    [InlineData("fail darn", "refuse", "The filter sample failed.")]
    [InlineData("wait darn", "refuse", "The filter sample failed.")]
    public async Task AFilterHasAVerdict(string text, string verdict, string value)
    {
        (await Server.VerdictOnAsync(text)).GetProperty(verdict).ToString().Should().Be(value);
    }

    [Fact]
    public async Task NeitherAVerdictNorACommandInTheBackgroundWaitsForASlowHandler()
    {
        Server.Answers["get"] = "withheld";
        var slow = await Server.CommandAsync("slow");
        var asked = Text(await Server.NextAsync("get"), "ref");
        var queued = await Server.CommandAsync("greet");

        (await Server.VerdictOnAsync("darn")).GetProperty("replace").GetString().Should().Be("d**n");

        var background = await Server.CommandAsync("background");
        await Server.SendAsync(new { type = "answer", @ref = Text(await Server.NextAsync("get"), "ref"), value = "quick" });
        FakeServer.Reply(await Server.NextAsync("reply"), background).Should().Be("quick");

        await Server.SendAsync(new { type = "answer", @ref = asked, value = "at last" });
        FakeServer.Reply(await Server.NextAsync("reply"), slow).Should().Be("at last");
        FakeServer.Reply(await Server.NextAsync("reply"), queued).Should().Be("Good morning, Bob!");
    }

    [Fact]
    public async Task WhatDoesNotFitIntoTheQueueIsTurnedAway()
    {
        Server.Answers["get"] = "withheld";
        var slow = await Server.CommandAsync("slow");
        var asked = Text(await Server.NextAsync("get"), "ref");
        for (var waiting = 0; waiting <= 10_000; waiting++)
        {
            await Server.LeaveAsync("Carol");
        }

        (await Server.ReplyToAsync("greet")).Should().Be("The plug-in has too much to do. Try again later.");
        await Server.Lines.LogAsync("the plug-in is too slow");

        await Server.SendAsync(new { type = "answer", @ref = asked, value = "at last" });
        FakeServer.Reply(await Server.NextAsync("reply"), slow).Should().Be("at last");
    }

    [Fact]
    public async Task OneConfirmationStandsForMessagesThatWait()
    {
        Server.Answers["get"] = "withheld";
        await Server.CommandAsync("slow");
        var asked = Text(await Server.NextAsync("get"), "ref");
        for (var id = 1; id <= 150; id++)
        {
            await Server.SendAsync(Message("lobby", id, "hello"));
        }

        // A verdict shows that all of them have been read.
        await Server.VerdictOnAsync("darn");
        await Server.SendAsync(new { type = "answer", @ref = asked, value = "at last" });
        await Server.NextAsync("reply");

        (await Server.NextAsync("seen")).GetProperty("id").GetInt64().Should().Be(100);
        (await Server.NextAsync("seen")).GetProperty("id").GetInt64().Should().Be(150);
    }

    [Fact]
    public async Task TheWebHookIsAnswered()
    {
        var call = await Server.HookAsync("ok", "text/plain", "a=1");
        FakeServer.Reply(await Server.NextAsync("reply"), call).Should().Be("text/plain a=1 ok");

        call = await Server.HookAsync("bad");
        (await Server.NextAsync("reply")).ToString().Should().Be($$"""{"type":"reply","call":{{call}},"error":"Send something better."}""");
    }

    [Fact]
    public async Task LinesThatItDoesNotKnowAreIgnored()
    {
        await Server.Lines.WriteAsync("""{"type":"news","of":{"a":[1,null]}}""");
        await Server.Lines.WriteAsync("""{"type":7}""");
        await Server.Lines.WriteAsync("""[]""");
        await Server.Lines.WriteAsync("""no JSON""");
        await Server.Lines.WriteAsync("""{"type":"answer","ref":"never asked"}""");

        (await Server.ReplyToAsync("greet")).Should().Be("Good morning, Bob!");
        await Server.Lines.LogAsync("no JSON");
    }

    [Fact]
    public async Task WhatHasBegunIsFinishedWhenTheServerStopsIt()
    {
        await Server.ReplyToAsync("greet");
        var call = await Server.CommandAsync("greet");
        await Server.StopAsync();

        FakeServer.Reply(await Server.NextAsync("reply"), call).Should().Be("Good morning, Bob!");
    }

    [Fact]
    public async Task NothingWaitsForAServerThatIsGone()
    {
        Server.Answers["get"] = "withheld";
        await Server.CommandAsync("slow");
        await Server.NextAsync("get");

        await Server.StopAsync();

        await Server.Lines.LogAsync("The server is gone.");
    }
}
