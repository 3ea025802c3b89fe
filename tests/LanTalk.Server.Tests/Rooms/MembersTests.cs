using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Rooms;

public sealed class MembersTests
{
    private readonly UserKey _bob = UserKey.Create();

    [Fact]
    public void WhoTakesOverKeepsThePlace()
    {
        var members = new RoomMembers();
        var (bob, carol, again) = (new User("Bob"), new User("Carol"), new User("Bob"));
        members.Add(bob);
        members.Add(carol);

        members.TryReplace(bob, again).Should().BeTrue();
        members.Remove(bob);

        members.Names.Should().Equal("Bob", "Carol");
        members.Remove(again);
        members.Names.Should().Equal("Carol");
        members.TryReplace(bob, again).Should().BeFalse();
    }

    [Fact]
    public async Task UsersShowsTheMembersOfTheRoomAndAllEverybody()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", "ops");
        await JoinAsync(server, "Alan", "ops");
        await JoinAsync(server, "Carol");
        await bob.DrainAsync();
        await bob.SendJsonAsync(new { type = "message", text = "/users", room = "ops" });
        await bob.SendJsonAsync(new { type = "message", text = "/users all", room = "ops" });
        await bob.SayAsync("/users");

        (await bob.DrainAsync()).Texts("system").Should().Equal(
            "In ops: Bob, Alan", "/users all lists who is online.", "Online: Alan, Alice, Bob, Carol", "Online: Alan, Alice, Bob, Carol");
    }

    [Fact]
    public async Task VersionTwoIsShownEverybodyWhereverItIs()
    {
        await using var server = TestServer.Start();
        var dan = await server.JoinAsync("Dan");
        await server.JoinAsync("Bob", _bob);
        await dan.SayAsync("/join ops");
        await dan.DrainAsync();
        await dan.SayAsync("/users");

        (await dan.DrainAsync()).Texts("system").Should().Equal("Online: Alice, Bob, Dan");
    }

    [Fact]
    public async Task WhoAsksGetsTheListInOrderOfArrivalAndThenTheChanges()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", "ops");
        var alan = await JoinAsync(server, "Alan", "ops");
        await bob.SendAsync("""{"type":"members","room":"ops"}""");

        var list = await bob.ReadAsync("members");
        (list.Text("room"), list.GetProperty("count").GetInt32(), list.GetProperty("from").GetInt32()).Should().Be(("ops", 2, 0));
        NamesOf(list).Should().Equal("Bob", "Alan");
        await alan.SayAsync("/nick Al");
        await alan.DrainAsync();
        await JoinAsync(server, "Carol", "ops");
        await alan.SendAsync("""{"type":"leave","room":"ops"}""");
        await alan.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(1));

        ChangesOf(await bob.ReadAsync("members")).Should().Equal("nick Alan Al", "join Carol ", "leave Al ");
    }

    [Fact]
    public async Task WhoAsksIsToldExactlyInACrowdToo()
    {
        await using var server = TestServer.Start(options => options with { AnnounceLimit = 1 });
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendAsync("""{"type":"members"}""");
        NamesOf(await bob.ReadAsync("members")).Should().Equal("Bob");
        await server.JoinAsync("Carol");
        await server.JoinAsync("Dave");
        server.Pass(TimeSpan.FromSeconds(1));

        var seen = await bob.DrainAsync();
        ChangesOf(seen.Single(message => message.Text("type") == "members")).Should().Equal("join Carol ", "join Dave ");
        seen.Where(message => message.Text("event") == "join").Should().BeEmpty();
    }

    [Fact]
    public async Task WhoAsksWhileThingsChangeGetsTheListWithTheNextChanges()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendAsync("""{"type":"members"}""");
        await bob.ReadAsync("members");
        var carol = await server.JoinAsync("Carol", UserKey.Create());
        await carol.SendAsync("""{"type":"members"}""");
        (await carol.DrainAsync()).Should().NotContain(message => message.Text("type") == "members");
        server.Pass(TimeSpan.FromSeconds(1));

        NamesOf(await carol.ReadAsync("members")).Should().Equal("Bob", "Carol");
        ChangesOf(await bob.ReadAsync("members")).Should().Equal("join Carol ");
    }

    [Fact]
    public async Task AfterMoreChangesThanCanBeToldTheWholeListComes()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendAsync("""{"type":"members"}""");
        await bob.ReadAsync("members");
        var members = server.Get<RoomRegistry>().Lobby.Members;
        var newcomers = Enumerable.Range(0, 3000).Select(i => new User($"user-{i}")).ToList();
        newcomers.ForEach(members.Add);
        server.Pass(TimeSpan.FromSeconds(1));

        List<string?> names = [];
        while (names.Count < 3001)
        {
            var part = await bob.ReadAsync("members");
            (part.GetProperty("from").GetInt32(), part.GetProperty("count").GetInt32()).Should().Be((names.Count, 3001));
            names.AddRange(NamesOf(part));
        }

        names.Should().Equal(newcomers.Select(user => user.Name).Prepend("Bob"));
    }

    [Fact]
    public async Task WhoLeavesARoomIsToldOfItNoMore()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", "ops");
        await bob.SendAsync("""{"type":"members","room":"ops"}""");
        await bob.SendAsync("""{"type":"leave","room":"ops"}""");
        await bob.DrainAsync();
        await JoinAsync(server, "Carol", "ops");
        server.Pass(TimeSpan.FromSeconds(1));
        (await bob.DrainAsync()).Should().NotContain(message => message.Text("type") == "members");

        await bob.SendAsync("""{"type":"members","room":"ops"}""");
        (await bob.DrainAsync()).Texts("system").Should().Equal("You are not in ops.");
    }

    [Fact]
    public async Task AMemberInItsGraceIsStillThereAndComesBackToItsPlace()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", "ops");
        var carol = await JoinAsync(server, "Carol", "ops");
        await carol.SendAsync("""{"type":"members","room":"ops"}""");
        NamesOf(await carol.ReadAsync("members")).Should().Equal("Bob", "Carol");
        await DropAsync(bob);
        var back = server.ConnectTls();
        await back.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob);
        await back.DrainAsync();
        server.Pass(TimeSpan.FromSeconds(1));
        (await carol.DrainAsync()).Should().NotContain(message => message.Text("type") == "members");
        server.Get<RoomRegistry>().All.Single(room => room.Name == "ops").Members.Names.Should().Equal("Bob", "Carol");

        // It has not come back to ops, where nobody has seen it leave, so its membership ends with its session.
        await back.SendAsync("""{"type":"quit"}""");
        await back.ReadToEndAsync();
        var seen = await carol.DrainAsync();
        seen.Where(message => message.Text("event") == "leave").Select(message => message.Text("room")).Should().BeEquivalentTo([null, "ops"]);
    }

    [Fact]
    public async Task WhoCameBackAndLeavesARoomIsToldWhenItComesAgain()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", "ops");
        var carol = await JoinAsync(server, "Carol", "ops");
        await DropAsync(bob);
        var back = server.ConnectTls();
        await back.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob);
        await carol.DrainAsync();
        foreach (var step in new[] { "join", "leave", "join" })
        {
            await back.SendJsonAsync(new { type = step, room = "ops" });
            await back.DrainAsync();
        }

        (await carol.DrainAsync()).Select(message => message.Text("event")).Should().Equal("leave", "join");
    }

    private static IEnumerable<string?> NamesOf(JsonElement list) => list.GetProperty("users").EnumerateArray().Select(name => name.GetString());

    private static IEnumerable<string> ChangesOf(JsonElement news) => news.GetProperty("changes").EnumerateArray()
        .Select(change => $"{change.Text("event")} {change.Text("user")} {change.Text("name")}");

    private async Task<TestClient> JoinAsync(TestServer server, string name, string? room = null)
    {
        var client = await server.JoinAsync(name, name == "Bob" ? _bob : UserKey.Create());
        if (room is not null)
        {
            await client.SendJsonAsync(new { type = "join", room });
        }

        await client.DrainAsync();
        return client;
    }

    private static async Task DropAsync(TestClient client)
    {
        await client.CompleteAsync();
        while (await client.ReadLineAsync() is not null)
        {
        }
    }
}
