using System.Net;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Chat;

public sealed class AnnouncementsTests
{
    [Fact]
    public async Task UpToTheLimitEachArrivalIsTold()
    {
        await using var server = TestServer.Start(options => options with { AnnounceLimit = 3 });
        var bob = await server.JoinAsync("Bob");
        await server.JoinAsync("Carol");
        await server.JoinAsync("Dave");

        (await bob.DrainAsync()).Texts("system").Should().Equal("Carol joined from 192.168.1.10.", "Dave joined from 192.168.1.10.");
    }

    [Fact]
    public async Task InACrowdArrivalsAndDeparturesAreToldAsASumOnceASecond()
    {
        await using var server = TestServer.Start(options => options with { AnnounceLimit = 1 });
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await server.JoinAsync("Dave");
        await carol.SendJsonAsync(new { type = "quit" });
        await carol.ReadToEndAsync();

        (await bob.DrainAsync()).Should().BeEmpty();
        server.Pass(TimeSpan.FromSeconds(1));

        var sum = (await bob.DrainAsync()).Should().ContainSingle().Which;
        sum.Text("event").Should().Be("crowd");
        sum.Text("text").Should().Be("2 joined, 1 left; 3 are online.");
    }

    [Fact]
    public async Task WhatWasToldAsASumIsNotToldAgain()
    {
        await using var server = TestServer.Start(options => options with { AnnounceLimit = 1 });
        var bob = await server.JoinAsync("Bob");
        await server.JoinAsync("Carol");
        server.Pass(TimeSpan.FromSeconds(1));
        await bob.DrainAsync();

        server.Pass(TimeSpan.FromSeconds(5));

        (await bob.DrainAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task WithoutALimitEachArrivalIsTold()
    {
        await using var server = TestServer.Start(options => options with { AnnounceLimit = 0, MaxPerAddress = 0 });
        var bob = await server.JoinAsync("Bob");
        for (var i = 0; i < 300; i++)
        {
            await server.JoinAsync($"user-{i}");
        }

        (await bob.ReadTextsAsync("system", 300)).Should().OnlyContain(text => text.EndsWith("joined from 192.168.1.10."));
    }

    [Fact]
    public async Task InACrowdedRoomComingAndGoingIsToldAsASum()
    {
        await using var server = TestServer.Start(options => options with { AnnounceLimit = 3, RateLimit = null });
        var bob = await EnterAsync(server, "Bob");
        await EnterAsync(server, "Carol");
        await bob.DrainAsync();
        var dan = await EnterAsync(server, "Dan");
        await server.JoinAsync("Erin");
        var frank = await EnterAsync(server, "Frank");
        await LeaveAsync(frank);
        EventsOf(await bob.DrainAsync(), "ops").Should().Equal("join");
        server.Pass(TimeSpan.FromSeconds(1));

        (await bob.DrainAsync()).Single(message => message.Text("room") == "ops").Text("text").Should().Be("1 joined, 1 left; 3 are in ops.");
        await LeaveAsync(dan);
        EventsOf(await bob.DrainAsync(), "ops").Should().Equal("leave");
    }

    [Fact]
    public async Task WhoComesToARoomAndLeavesItWithoutPauseIsToldAsASum()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var bob = await EnterAsync(server, "Bob", IPAddress.Parse("192.168.1.20"));
        var carol = await EnterAsync(server, "Carol");
        for (var i = 0; i < 50; i++)
        {
            await LeaveAsync(carol);
            await carol.SendAsync("""{"type":"join","room":"ops"}""");
            await carol.DrainAsync();
        }

        var told = EventsOf(await bob.DrainAsync(), "ops");
        told.Count(kind => kind == "join").Should().Be(6);
        told.Count(kind => kind == "leave").Should().Be(6);
        server.Pass(TimeSpan.FromSeconds(1));
        (await bob.DrainAsync()).Texts("system").Should().Equal("45 joined, 44 left; 2 are in ops.");
    }

    [Fact]
    public async Task AnAddressThatLogsInAndOutInALoopIsToldAsASum()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", IPAddress.Parse("192.168.1.20"));
        for (var i = 0; i < 50; i++)
        {
            await QuitAsync(await server.JoinAsync($"user-{i}"));
        }

        EventsOf(await bob.DrainAsync(), null).Should().HaveCount(12);
        await server.JoinAsync("Carol", IPAddress.Parse("192.168.1.21"));
        (await bob.DrainAsync()).Texts("system").Should().Equal("Carol joined from 192.168.1.21.");
        server.Pass(TimeSpan.FromSeconds(1));
        (await bob.DrainAsync()).Texts("system").Should().Equal("44 joined, 44 left; 3 are online.");
    }

    [Fact]
    public async Task AfterAPauseAReturnIsToldAgain()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", IPAddress.Parse("192.168.1.20"));
        for (var i = 0; i < 20; i++)
        {
            await QuitAsync(await server.JoinAsync("Carol"));
        }

        server.Pass(TimeSpan.FromSeconds(5));
        await bob.DrainAsync();
        await QuitAsync(await server.JoinAsync("Carol"));

        EventsOf(await bob.DrainAsync(), null).Should().Equal("join", "leave");
    }

    [Fact]
    public async Task WhoCameQuietlyAndStayedIsToldToLeave()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", IPAddress.Parse("192.168.1.20"));
        for (var i = 0; i < 20; i++)
        {
            await QuitAsync(await server.JoinAsync("Carol"));
        }

        var carol = await server.JoinAsync("Carol");
        server.Pass(TimeSpan.FromSeconds(61));
        await bob.DrainAsync();
        await QuitAsync(carol);

        (await bob.DrainAsync()).Texts("system").Should().Equal("Carol left.");
    }

    [Fact]
    public async Task ARenameIsToldInEachRoom()
    {
        await using var server = TestServer.Start();
        var bob = await EnterAsync(server, "Bob");
        var carol = await EnterAsync(server, "Carol");
        await bob.DrainAsync();
        await carol.SayAsync("/nick Caro");
        await carol.DrainAsync();

        (await bob.DrainAsync()).Where(message => message.Text("event") == "nick")
            .Select(message => message.Text("room")).Should().BeEquivalentTo([null, "ops"]);
    }

    private static async Task<TestClient> EnterAsync(TestServer server, string name, IPAddress? address = null)
    {
        var client = await server.JoinAsync(name, UserKey.Create(), address);
        await client.SendAsync("""{"type":"join","room":"ops"}""");
        await client.DrainAsync();
        return client;
    }

    private static async Task LeaveAsync(TestClient client)
    {
        await client.SendAsync("""{"type":"leave","room":"ops"}""");
        await client.DrainAsync();
    }

    private static async Task QuitAsync(TestClient client)
    {
        await client.SendAsync("""{"type":"quit"}""");
        await client.ReadToEndAsync();
    }

    private static string?[] EventsOf(IEnumerable<JsonElement> messages, string? room) =>
        [.. messages.Where(message => message.Text("type") == "system" && message.Text("room") == room).Select(message => message.Text("event"))];
}
