using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>The backlog that a newcomer is shown.</summary>
internal static class Newcomers
{
    public static async Task PlayAsync(StringBuilder recording)
    {
        await using (var server = await RecordedServer.StartAsync(recording, "A conversation over two days"))
        {
            await TalkAsync(server);
            server.Pass(TimeSpan.FromDays(1));
            var carol = await server.JoinAsync('C', "Carol");
            await carol.SayAsync("Good morning", "/history");
            await server.JoinAsync('E', "Eve");
        }

        await using (var brief = await RecordedServer.StartAsync(recording, "A backlog of one message", options => options with { Backlog = 1 }))
        {
            await TalkAsync(brief);
            await brief.JoinAsync('C', "Carol");
        }

        await using (var none = await RecordedServer.StartAsync(recording, "No backlog", options => options with { Backlog = 0 }))
        {
            await TalkAsync(none);
            await none.JoinAsync('C', "Carol");
        }

        await using var old = await RecordedServer.StartAsync(recording, "No backlog for version 2", options => options with { Version2Backlog = false });
        await TalkAsync(old);
        await old.JoinAsync('C', "Carol");
    }

    private static async Task TalkAsync(RecordedServer server)
    {
        var bob = await server.JoinAsync('B', "Bob");
        await bob.SayAsync("Hello!", "/me waves", "\"Grüße\" \\ \u001b[31m 😀");
        await server.TypeAsync("Welcome!");
        var dora = await server.JoinVersion3Async('D', "Dora");
        await dora.SendAsync("""{"type":"message","text":"By version 3","nonce":"n1"}""");
        await dora.SendAsync("""{"type":"quit"}""");
        await bob.SayAsync("/quit");
    }
}
