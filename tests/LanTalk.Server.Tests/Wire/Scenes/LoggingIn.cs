using System.Net;
using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Logins without a password, and every refusal that does not concern one.</summary>
internal static class LoggingIn
{
    private static readonly string[] Wrong =
    [
        """{"username":"bOB"}""",
        """{"username":"Dora"}""",
        """{"username":"alice"}""",
        """{"username":""}""",
        """{"username":"Bob Smith"}""",
        """{"username":"Zoë!"}""",
        """{"username":"abcdefghijklmnopqrstuvwxy"}""",
        """{"username":5}""",
        """{"username":null}""",
        """{"username":"\ud800"}""",
        """{"type":"message","text":"let me in"}""",
        """{"type":"ping"}""",
        "hello",
        "",
        "[]",
        "{}",
        new('x', (16 * 1024) + 1),
    ];

    public static async Task PlayAsync(StringBuilder recording)
    {
        await PlayDefaultsAsync(recording);
        await PlayPlacesAsync(recording);
        await using var open = await RecordedServer.StartAsync(recording, "No limits", options => options with
        {
            RateLimit = null,
            MaxText = 0,
            IdleTimeout = TimeSpan.Zero,
            MaxName = 0,
        });
        await open.JoinAsync('B', new string('b', 30));
        await (await open.ConnectAsync('E')).LogInAsync("""{"username":"No spaces, please"}""");
    }

    private static async Task PlayDefaultsAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "The defaults");
        await server.JoinAsync('B', "Bob");
        await (await server.ConnectAsync('C')).LogInAsync("""{"password":"not asked for","more":[1,{"a":null}],"username":"Carol"}""" + "\r");
        var dora = await server.JoinVersion3Async('D', "Dora");
        await dora.SendAsync("""{"type":"message","text":"The name is mine now","nonce":"own"}""");
        await dora.SendAsync("""{"type":"quit"}""");
        foreach (var login in Wrong)
        {
            await (await server.ConnectAsync('E')).LogInAsync(login);
        }

        await (await server.ConnectAsync('E')).LogInAsync("""{"username":"Zo"""u8.ToArray().Append((byte)0xff).ToArray());

        var late = await server.ConnectAsync('F');
        server.Pass(TimeSpan.FromSeconds(11));
        await late.EndAsync();
        await server.SettleAsync();

        await server.TypeAsync("/ban 192.168.1.14 for 2h spam");
        await (await server.ConnectAsync('E')).EndAsync();
        await server.TypeAsync("/ban 192.168.1.15");
        await (await server.ConnectAsync('F')).EndAsync();
    }

    private static async Task PlayPlacesAsync(StringBuilder recording)
    {
        await using (var full = await RecordedServer.StartAsync(recording, "One connection", options => options with { MaxSessions = 1 }))
        {
            await full.JoinAsync('B', "Bob");
            await (await full.ConnectAsync('C')).EndAsync();
        }

        await using (var narrow = await RecordedServer.StartAsync(recording, "One connection from an address", options => options with { MaxPerAddress = 1 }))
        {
            await narrow.JoinAsync('B', "Bob");
            await (await narrow.ConnectAsync('C', IPAddress.Parse("192.168.1.11"))).EndAsync();
        }

        await using var @sealed = await RecordedServer.StartAsync(recording, "TLS alone", options => options with { RequireTls = true });
        await (await @sealed.ConnectAsync('B')).EndAsync();
    }
}
