using LanTalk.Protocol.Security;
using LanTalk.Server.Connections;
using LanTalk.Server.Sessions;
using LanTalk.Server.Tests.Rooms;
using LanTalk.Server.Transports;

namespace LanTalk.Server.Tests.Sessions;

/// <summary>The messages to a user whose session ends, and to others.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly FailingStore _store = new();
    private readonly UserKey _key = UserKey.Create();
    private readonly UserKey _otherKey = UserKey.Create();

    public void Dispose()
    {
        _key.Dispose();
        _otherKey.Dispose();
    }

    [Fact]
    public async Task WhoIsKickedWhileARoomWaitsForItsStoreIsNotToldSoByAnotherRoomBeforeItsLastWord()
    {
        await using var server = TestServer.Start(store: _store);
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob", _key);
        var carol = await server.JoinAsync("Carol", _otherKey);
        foreach (var user in new[] { bob, carol })
        {
            await user.SendJsonAsync(new { type = "join", room = "ops" });
            await user.DrainAsync();
        }

        await carol.DrainAsync();
        var delay = _store.Delay = new TaskCompletionSource();
        await carol.SendJsonAsync(new { type = "message", text = "slow" });
        await _store.IsDelayed;
        server.Terminal.Type("/kick Bob");
        (await carol.ReadAsync("system")).Text("event").Should().Be("leave");
        _store.Delay = null;
        delay.SetResult();

        var told = await bob.ReadToEndAsync();
        told.Texts("message").Should().Equal("slow");
        told.Where(message => message.Text("type") == "system").Select(message => message.Text("event")).Should().NotContain("leave");
        told[^1].Text("event").Should().Be("kick");
    }

    [Fact]
    public async Task WhenTheServerStopsNobodyIsToldWhoLeaves()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await carol.DrainAsync();

        ITransportOwner first = server.Get<SessionRegistry>().Find("Bob")!;
        first.Shutdown(ConnectionRegistry.ShuttingDown);
        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("shutdown");
        await server.StopListeningAsync();

        (await carol.ReadToEndAsync()).Should().ContainSingle().Which.Text("event").Should().Be("shutdown");
    }
}
