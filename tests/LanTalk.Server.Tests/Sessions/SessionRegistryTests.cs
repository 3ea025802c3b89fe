using LanTalk.Server.Sessions;

namespace LanTalk.Server.Tests.Sessions;

public sealed class SessionRegistryTests
{
    [Fact]
    public async Task AUserWhoIsToldToHaveLeftIsNotCountedAnyMoreWhileTheNameIsStillTaken()
    {
        await using var server = TestServer.Start();
        using var bob = await server.JoinAsync("Bob");
        var registry = server.Get<SessionRegistry>();
        var session = registry.Find("Bob")!;

        registry.TryDepart(session).Should().BeTrue();

        (registry.Count, registry.Online, registry.Find("Bob")).Should().Be((0, 1, session));
        registry.Remove(session);
        (registry.Count, registry.Online, registry.Find("Bob")).Should().Be((0, 1, null));
    }
}
