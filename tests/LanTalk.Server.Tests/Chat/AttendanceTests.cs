namespace LanTalk.Server.Tests.Chat;

public sealed class AttendanceTests
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
        sum.Text("text").Should().Be("2 joined, 1 left; 2 are online.");
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
}
