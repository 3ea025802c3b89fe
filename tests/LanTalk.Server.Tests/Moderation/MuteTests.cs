using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Moderation;

/// <summary>Everybody here comes from the server's own machine, so no mute applies by the address.</summary>
public sealed class MuteTests : IDisposable
{
    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task AMuteFollowsTheKeyToAnotherNameAndConnection()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _key, IPAddress.Loopback);
        await MuteAsync(server, "Bob");
        await RenameAsync(bob, "Rob");
        await QuitAsync(bob);

        (await IsMutedAsync(await server.JoinAsync("Robert", _key, IPAddress.Loopback))).Should().BeTrue();
    }

    [Fact]
    public async Task AMuteOfSomebodyWithoutAKeyFollowsTheNewName()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", IPAddress.Loopback);
        await MuteAsync(server, "Bob");
        await RenameAsync(bob, "Rob");
        await QuitAsync(bob);

        (await IsMutedAsync(await server.JoinAsync("rob", IPAddress.Loopback))).Should().BeTrue();
        (await IsMutedAsync(await server.JoinAsync("Bob", IPAddress.Loopback))).Should().BeTrue();
        (await IsMutedAsync(await server.JoinAsync("Carol", IPAddress.Loopback))).Should().BeFalse();
    }

    [Fact]
    public async Task AnUnmutedUserMaySpeakUnderEachOfItsNames()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", IPAddress.Loopback);
        await MuteAsync(server, "Bob");
        await RenameAsync(bob, "Rob");
        await server.Terminal.AnswerAsync("/unmute Rob");

        (await IsMutedAsync(bob)).Should().BeFalse();
        await QuitAsync(bob);

        (await IsMutedAsync(await server.JoinAsync("Bob", IPAddress.Loopback))).Should().BeFalse();
    }

    private static async Task MuteAsync(TestServer server, string name)
    {
        await server.StartConsoleAsync();
        await server.Terminal.AnswerAsync($"/mute {name}");
    }

    private static async Task RenameAsync(TestClient client, string name)
    {
        await client.SayAsync($"/nick {name}");
        await client.DrainAsync();
    }

    private static async Task QuitAsync(TestClient client)
    {
        await client.SendAsync("""{"type":"quit"}""");
        await client.ReadToEndAsync();
    }

    private static async Task<bool> IsMutedAsync(TestClient client)
    {
        await client.DrainAsync();
        await client.SayAsync("hello?");
        return (await client.DrainAsync()).Any(message => message.Text("event") == "refused");
    }
}
