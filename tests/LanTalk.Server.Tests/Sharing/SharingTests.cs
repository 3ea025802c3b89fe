using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.History;
using LanTalk.Server.Sessions;
using LanTalk.Server.Shares;
using LanTalk.Server.Tests.Transfers;

namespace LanTalk.Server.Tests.Sharing;

public sealed class SharingTests
{
    private readonly SampleShare _sample = new(2_300_187);

    [Fact]
    public async Task AnAnnouncementIsAMessageWithTheShareAndATextForOlderClients()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var old = await server.JoinAsync("Old");
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);

        var echo = await bob.AnnounceAsync(share);

        echo.Text("text").Should().Be("report.pdf, 2.3 MB. Number 1.");
        echo.Text("nonce").Should().Be("n1");
        echo.GetProperty("id").GetInt64().Should().Be(1);
        var facts = echo.GetProperty("share");
        facts.GetProperty("id").GetInt64().Should().Be(share);
        facts.GetProperty("title").GetString().Should().Be("report.pdf");
        facts.GetProperty("count").GetInt64().Should().Be(1);
        facts.GetProperty("size").GetInt64().Should().Be(2_300_187);
        facts.GetProperty("manifest_size").GetInt64().Should().Be(1);
        facts.GetProperty("root").GetString().Should().Be(_sample.Outline.Root);
        (await old.ReadTextsAsync("message", 1)).Should().Equal("report.pdf, 2.3 MB. Number 1.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheShareComesWithTheMessageToWhoeverComesLater(bool isOnDisk)
    {
        await using var server = TestServer.Start(options => isOnDisk ? options with { History = new HistoryLimit() } : options);
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        await bob.Chat.SayAsync("before");
        await bob.Chat.ReadAsync("message");
        await bob.AnnounceAsync(await bob.DescribeAsync(_sample));

        var carol = await server.JoinAsync("Carol", carolsKey);
        (await carol.ReadAsync("message")).TryGetProperty("share", out _).Should().BeFalse();
        (await carol.ReadAsync("message")).GetProperty("share").GetProperty("id").GetInt64().Should().Be(1);
        await carol.SendAsync("""{"type":"history"}""");
        var page = (await carol.ReadAsync("history")).GetProperty("messages");
        page[0].TryGetProperty("share", out _).Should().BeFalse();
        page[1].GetProperty("share").GetProperty("root").GetString().Should().Be(_sample.Outline.Root);
        await carol.SendAsync("""{"type":"search","query":"report"}""");
        (await carol.ReadAsync("found")).GetProperty("messages")[0].GetProperty("share").GetProperty("size").GetInt64().Should().Be(2_300_187);
    }

    [Fact]
    public async Task AnAnnouncementSentTwiceIsPostedOnce()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        await bob.AnnounceAsync(share);

        await bob.Chat.SendJsonAsync(new { type = "message", share, nonce = $"n{share}" });

        (await bob.Chat.ReadAsync("ack")).GetProperty("id").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task OnlyTheUserOfAShareCanAnnounceOrRemoveIt()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        var share = await bob.DescribeAsync(_sample);

        await carol.Chat.SendJsonAsync(new { type = "message", share, nonce = "x" });
        var refused = await carol.Chat.ReadAsync("system");
        (refused.Text("event"), refused.Text("text"), refused.Text("nonce")).Should().Be(("refused", "You have no share 1. Nobody got this message.", "x"));
        await carol.Chat.SayAsync($"/unsend {share}");
        (await carol.Chat.ReadAsync("system")).Text("text").Should().Be("You have no share 1.");
        server.Get<ShareStore>().Find(share).Should().NotBeNull();
    }

    [Fact]
    public async Task AMutedUserAnnouncesNothing()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        server.Get<SessionRegistry>().Find("Bob")!.MutedUntil = DateTimeOffset.MaxValue;

        await bob.Chat.SendJsonAsync(new { type = "message", share });

        (await bob.Chat.ReadAsync("system")).Text("text").Should().Be("You are muted. Nobody got this message.");
        server.Get<ShareStore>().Find(share)!.Record.Announcements.Should().BeEmpty();
    }

    [Fact]
    public async Task TheRoomIsToldOfARemoval()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        var share = await bob.ShareAsync(_sample);

        await bob.Chat.SayAsync($"/unsend {share}");

        while (await carol.Chat.ReadAsync("system") is var told)
        {
            if (told.Text("event") == "unsend")
            {
                told.Text("text").Should().Be("Bob removed report.pdf (number 1).");
                told.GetProperty("share").GetInt64().Should().Be(share);
                break;
            }
        }

        server.Get<ShareStore>().Find(share).Should().BeNull();
    }

    [Fact]
    public async Task TheSharesOfARoomAreToldOldestFirst()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var later = await bob.DescribeAsync(_sample);
        var first = await bob.ShareAsync(new SampleShare(100, seed: 2));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await bob.AnnounceAsync(later);
        await bob.PatchAsync(later, 0, _sample.Content.AsMemory(0, Chunks.Length));

        await bob.Chat.SendAsync("""{"type":"files"}""");

        var shares = (await bob.Chat.ReadAsync("files")).GetProperty("shares");
        shares.GetArrayLength().Should().Be(2);
        shares[0].GetProperty("share").GetProperty("id").GetInt64().Should().Be(first);
        shares[1].GetProperty("share").GetProperty("id").GetInt64().Should().Be(later);
        shares[1].GetProperty("user").GetString().Should().Be("Bob");
        shares[1].GetProperty("at").GetInt64().Should().Be(server.Time.GetUtcNow().ToUnixTimeMilliseconds());
        shares[1].GetProperty("offset").GetInt64().Should().Be(Chunks.Length);
        await bob.Chat.SayAsync("/files");
        (await bob.Chat.ReadTextsAsync("system", 2)).Should().Equal(
            "2: report.pdf, 100 bytes, from Bob", "1: report.pdf, 2.3 MB, from Bob; 45% is there");
    }

    [Fact]
    public async Task AUserWithoutAKeyGetsNoTicket()
    {
        await using var server = TestServer.Start();
        var old = await server.JoinAsync("Old");

        await old.SendAsync("""{"type":"ticket","nonce":"abc"}""");

        (await old.DrainAsync()).Should().NotContain(message => message.GetProperty("type").GetString() == "ticket");
    }

    [Fact]
    public async Task TheOldestOfManyTicketsIsDropped()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        await server.JoinAsync("Bob", key);
        var user = server.Get<SessionRegistry>().Find("Bob")!.User;
        var tickets = server.Get<TicketStore>();
        var values = Enumerable.Range(0, 33).Select(_ => tickets.Issue(user, null)).ToList();

        tickets.Use(values[0]).Should().BeNull();
        tickets.Use(values[1]).Should().NotBeNull();
    }
}
