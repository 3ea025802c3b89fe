using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Chat;

public sealed class IgnoringTests
{
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _mallory = UserKey.Create();

    [Fact]
    public async Task WhatAnIgnoredUserSaidIsNotShownByHistoryOrSearch()
    {
        await using var server = TestServer.Start();
        var (bob, mallory) = (await server.JoinAsync("Bob", _bob), await server.JoinAsync("Mallory"));
        await mallory.SayAsync("a word of mallory");
        await mallory.DrainAsync();
        await bob.SayAsync("a word of bob");
        await bob.SayAsync("/ignore mallory");
        await bob.DrainAsync();

        await bob.SayAsync("/history");
        (await bob.DrainAsync()).Texts("system").Should().ContainSingle().Which.Should().EndWith("Bob: a word of bob");
        await bob.SayAsync("/search word");
        (await bob.DrainAsync()).Texts("system").Should().Equal("Found in lobby.", "Bob: a word of bob");
    }

    [Fact]
    public async Task HistoryLooksBehindWhatIsHidden()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        var (bob, mallory) = (await server.JoinAsync("Bob", _bob), await server.JoinAsync("Mallory"));
        await bob.SayAsync("the first");
        await bob.SayAsync("/ignore mallory");
        await bob.DrainAsync();
        for (var i = 0; i < 100; i++)
        {
            await mallory.SayAsync($"{i}");
        }

        await mallory.DrainAsync();
        await bob.SayAsync("/history 1");
        (await bob.DrainAsync()).Texts("system").Should().ContainSingle().Which.Should().EndWith("Bob: the first");
    }

    [Fact]
    public async Task WhatAnIgnoredUserSaidIsNotShownByAResume()
    {
        await using var server = TestServer.Start();
        var (bob, mallory) = (await server.JoinAsync("Bob", _bob), await server.JoinAsync("Mallory"));
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        await bob.SayAsync("/ignore mallory");
        await bob.DrainAsync();
        await DropAsync(bob);
        await mallory.SayAsync("missed");
        await mallory.DrainAsync();

        var back = await BackAsync(server, epoch);
        (await back.DrainAsync()).Texts("message").Should().BeEmpty();
    }

    [Fact]
    public async Task WhatAnIgnoredUserSaidInAnotherRoomIsNotShownToANewcomerThere()
    {
        await using var server = TestServer.Start();
        var (bob, mallory) = (await server.JoinAsync("Bob", _bob), await server.JoinAsync("Mallory"));
        await mallory.SayAsync("/join ops");
        await mallory.SayAsync("in ops");
        await mallory.DrainAsync();
        var carol = await server.JoinAsync("Carol", UserKey.Create());
        await carol.SendAsync("""{"type":"join","room":"ops"}""");
        (await carol.DrainAsync()).Texts("message").Should().Equal("in ops");
        await bob.SayAsync("/ignore mallory");
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"join","room":"ops"}""");

        (await bob.DrainAsync()).Texts("message").Should().BeEmpty();
        await carol.SayAsync("the cache is still whole");
    }

    [Fact]
    public async Task AnIgnoredUserWithAKeyIsHiddenUnderAnotherNameToo()
    {
        await using var server = TestServer.Start();
        var (bob, mallory) = (await server.JoinAsync("Bob", _bob), await server.JoinAsync("Mallory", _mallory));
        await bob.SayAsync("/ignore mallory");
        await bob.DrainAsync();
        await mallory.SayAsync("/nick Malice");
        await mallory.SayAsync("it is me");
        await mallory.SayAsync("/pm Bob me again");
        await mallory.DrainAsync();

        (await bob.DrainAsync()).Select(message => message.Text("type")).Should().Equal("system");
        await bob.SayAsync("/history");
        (await bob.DrainAsync()).Texts("system").Should().Equal("Nothing has been said yet.");
    }

    [Fact]
    public async Task WhatAnIgnoredUserWritesDuringADropIsNotShownAfterIt()
    {
        await using var server = TestServer.Start();
        var (bob, mallory) = (await server.JoinAsync("Bob", _bob), await server.JoinAsync("Mallory", _mallory));
        var epoch = (await bob.ReadAsync("room")).Text("epoch");
        await bob.SayAsync("/ignore mallory");
        await bob.DrainAsync();
        await DropAsync(bob);
        await mallory.SendJsonAsync(new { type = "pm", to = "Bob", text = "psst", nonce = "n1" });
        await mallory.DrainAsync();

        var back = await BackAsync(server, epoch);
        (await back.DrainAsync()).Texts("pm").Should().BeEmpty();
    }

    private async Task<TestClient> BackAsync(TestServer server, string? epoch)
    {
        var client = server.ConnectTls();
        var answer = await client.LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Bob", _bob, epoch: epoch, since: 0);
        answer.Text("type").Should().Be("auth_ok");
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
