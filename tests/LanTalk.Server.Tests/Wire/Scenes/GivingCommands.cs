using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Every command except those about rooms, successful and refused.</summary>
internal static class GivingCommands
{
    public static async Task PlayAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "Commands", options => options with { RateLimit = null });
        var bob = await server.JoinAsync('B', "Bob");
        var carol = await server.JoinAsync('C', "Carol");
        var dora = await server.JoinVersion3Async('D', "Dora");
        await bob.SayAsync("/help", "/help nick", "/help /PM", "/help nonsense", "/HELP users", "/nonsense", "/nonsense with words", "/", "/ help");
        await bob.SayAsync("/users", "/users now");

        await bob.SayAsync("/whois carol", "/whois Dora", "/whois ALICE", "/whois Nobody", "/whois no body", "/whois");
        await dora.SendAsync("""{"type":"message","text":"The name is mine now","nonce":"own"}""");
        await dora.SendAsync("""{"type":"quit"}"""); // Version 3 may not be silent for so long.
        server.Pass(TimeSpan.FromSeconds(90));
        await bob.SayAsync("/whois Carol", "/whois Carol");

        await bob.SayAsync("/nick Robert", "/nick ROBERT", "/nick carol", "/nick Alice", "/nick Dora", "/nick bad name", "/nick", "/nick Bob");
        await bob.SayAsync("/me", "/me waves");
        await LookBackAsync(server, bob, carol);

        await bob.SayAsync("/ignore", "/ignore carol", "/ignore Zed", "/ignore");
        await carol.SayAsync("unseen", "/me is unseen", "/pm Bob unseen", "/nick Caroline");
        await bob.SayAsync("/ignore CAROL", "/ignore zed", "/ignore alice", "/ignore bad name");
        await carol.SayAsync("seen");
        await bob.SayAsync("/quit now");
    }

    private static async Task LookBackAsync(RecordedServer server, RecordedClient bob, RecordedClient carol)
    {
        await carol.SayAsync("The printer is on fire", "/me runs", "Ünïcode 😀 \u001b");
        await bob.SayAsync("/history", "/history 2", "/history 1", "/history 0", "/history 201", "/history -1", "/history many");
        foreach (var words in new[]
                 {
                     "printer", "PRINTER fire", "\"is on fire\"", "from:carol printer", "from:bob", "since:today runs", "since:2h fire",
                     "since:yesterday fire", "since:2026-01-03 fire", "since:14:30 fire", "nothing of this", "since:never", "from:", "\"", "",
                 })
        {
            await bob.SayAsync($"/search {words}");
        }

        await server.TypeAsync("From the operator");
        await bob.SayAsync("/search from:alice operator");
    }
}
