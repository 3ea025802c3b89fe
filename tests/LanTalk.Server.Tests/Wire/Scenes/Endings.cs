using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>How sessions end, and what others see of it.</summary>
internal static class Endings
{
    public static async Task PlayAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "Endings", options => options with { RateLimit = null });
        var carol = await server.JoinAsync('C', "Carol");
        await (await server.JoinAsync('B', "Bob")).SendAsync("""{"username":"Robert"}""");
        await (await server.JoinAsync('B', "Bob")).SendAsync(new byte[] { (byte)'"', 0xc3, 0x28, (byte)'"' });
        await (await server.JoinAsync('B', "Bob")).SendAsync("""{"type":"quit"}""" + "\n" + """{"type":"message","text":"not looked at"}""");
        await (await server.JoinAsync('B', "Bob")).SendAsync(new string('x', (16 * 1024) + 1));

        await server.JoinAsync('B', "Bob");
        server.Pass(TimeSpan.FromMinutes(4));
        await server.KeepAliveAsync(carol);
        server.Pass(TimeSpan.FromSeconds(61));
        await server.SettleAsync();

        // A single session: if several end together, some see others leave, and it is undetermined which.
        var late = await server.ConnectAsync('F');
        server.Write("The server stops.");
        await server.Test.StopListeningAsync();
        await late.EndAsync();
        await server.SettleAsync();
        await (await server.ConnectAsync('E')).EndAsync();
    }
}
