using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>The operator's actions against users.</summary>
internal static class Moderating
{
    public static async Task PlayAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "Mutes, kicks and bans", options => options with { RateLimit = null });
        await server.JoinAsync('C', "Carol");
        var bob = await server.JoinAsync('B', "Bob");
        await server.TypeAsync("/mute Bob for 10m");
        await bob.SayAsync("hello?", "/me shouts", "/topic hello?", "/pm Carol hello?", "/pm Alice why?", "/nick Rob", "/users");
        await bob.SendAsync("""{"type":"pm","to":"Carol","text":"hello?"}""");
        await server.TypeAsync("/unmute Rob");
        await bob.SayAsync("thanks");
        await server.TypeAsync("/mute Rob");
        await bob.SayAsync("/quit");
        bob = await server.JoinAsync('B', "Bob");
        await bob.SayAsync("hello?");
        await server.TypeAsync("/unmute Bob");
        await server.TypeAsync("/mute Bob for 1m");
        server.Pass(TimeSpan.FromMinutes(1));
        await server.SettleAsync();
        await bob.SayAsync("at last");

        await server.TypeAsync("/kick bob");
        await server.JoinAsync('B', "Bob");
        await server.TypeAsync("/kick Bob be nice \u001b");
        await server.JoinAsync('B', "Bob");
        await server.TypeAsync("/ban Bob for 2h spam");
        await (await server.ConnectAsync('B')).EndAsync();
        await server.JoinAsync('E', "Eve");
        await server.JoinAsync('F', "Frank");
        await server.TypeAsync("/ban 192.168.1.15/32");
        await (await server.ConnectAsync('F')).EndAsync();
        await server.JoinVersion3Async('D', "Dora");
        await server.TypeAsync("/kick Dora");
        await server.TypeAsync("/release Dora");
        await server.JoinAsync('G', "Dora");
    }
}
