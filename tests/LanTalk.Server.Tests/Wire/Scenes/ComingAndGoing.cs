using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Announcements of joins and leaves.</summary>
internal static class ComingAndGoing
{
    public static async Task PlayAsync(StringBuilder recording)
    {
        await using (var server = await RecordedServer.StartAsync(recording, "Told one by one"))
        {
            await server.JoinAsync('C', "Carol");
            await (await server.JoinAsync('B', "Bob")).SendAsync("""{"type":"quit"}""");
            await (await server.JoinAsync('B', "Bob")).SayAsync("/quit");
            await (await server.JoinAsync('B', "Bob")).HalfCloseAsync();
            await (await server.JoinVersion3Async('D', "Dora")).SendAsync("""{"type":"quit"}""");

            // A user whose connection only breaks is not announced as gone until the grace period is over.
            await (await server.JoinVersion3Async('D', "Dora")).HalfCloseAsync();
            await (await server.JoinVersion3Async('D', "Dora")).HalfCloseAsync();
            server.Pass(TimeSpan.FromSeconds(31));
            await server.SettleAsync();
        }

        await using var crowded = await RecordedServer.StartAsync(recording, "Told as a sum", options => options with { AnnounceLimit = 1 });
        await crowded.JoinAsync('C', "Carol");
        var bob = await crowded.JoinAsync('B', "Bob");
        await crowded.JoinVersion3Async('D', "Dora");
        await bob.SayAsync("/join ops", "/nick Robert", "/quit");
        crowded.Pass(TimeSpan.FromSeconds(1));
        await crowded.SettleAsync();
        var eve = await crowded.JoinAsync('E', "Eve");
        crowded.Pass(TimeSpan.FromSeconds(1));
        await crowded.SettleAsync();
        await eve.SayAsync("/quit");
        crowded.Pass(TimeSpan.FromSeconds(1));
        await crowded.SettleAsync();
    }
}
