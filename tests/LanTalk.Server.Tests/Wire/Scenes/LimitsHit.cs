using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Messages that come too fast, are too long, blank or malformed.</summary>
internal static class LimitsHit
{
    private static readonly string[] Malformed =
    [
        "",
        "\r",
        "nonsense",
        "[]",
        "{}",
        "null",
        "\"text\"",
        "{\"type\":\"message\",\"text\":\"cut off",
        """{"type":"message","text":"two"}{"type":"message","text":"objects"}""",
        """{"type":"message"}""",
        """{"type":"message","text":null}""",
        """{"type":"message","text":5}""",
        """{"type":5,"text":"x"}""",
        """{"type":"unknown","text":"x"}""",
        """{"type":"MESSAGE","text":"x"}""",
        """{"type":"message","text":"half \ud83d"}""",
        """{"type":"message","text":"too deep","a":[[[[[[[[[]]]]]]]]]}""",
        "{\"type\":\"message\",\"text\":\"a control \u001b\"}",
        """{"type":"auth_proof","proof":"AAAA"}""",
    ];

    public static async Task PlayAsync(StringBuilder recording)
    {
        await using (var server = await RecordedServer.StartAsync(recording, "3 messages in 5 s",
            options => options with { RateLimit = new(3, TimeSpan.FromSeconds(5)) }))
        {
            await PlayFastAsync(server);
        }

        await using (var small = await RecordedServer.StartAsync(
            recording, "Texts of 16 bytes, lines of 128", options => options with { RateLimit = null, MaxText = 16, MaxLine = 128 }))
        {
            await PlayLongAsync(small);
        }

        await using var strict = await RecordedServer.StartAsync(recording, "Malformed lines", options => options with { RateLimit = null });
        var bob = await strict.JoinAsync('B', "Bob");
        await strict.JoinAsync('C', "Carol");
        foreach (var line in Malformed)
        {
            await bob.SendAsync(line);
        }

        await bob.SayAsync("Still here");
    }

    private static async Task PlayFastAsync(RecordedServer server)
    {
        var bob = await server.JoinAsync('B', "Bob");
        await server.JoinAsync('C', "Carol");
        await bob.SayAsync("1", "2");
        await bob.SendAsync("malformed, and counted");
        await bob.SayAsync("4", "/users");
        await bob.PingAsync();
        server.Pass(TimeSpan.FromSeconds(5));
        await bob.SayAsync("5", "6", "7");
        await bob.SendAsync("""{"type":"pm","to":"Carol","text":"8"}""");
        await bob.SendAsync("malformed, and refused");
        await bob.SendAsync("""{"type":"users"}""");
        await bob.SayAsync("11");
    }

    private static async Task PlayLongAsync(RecordedServer server)
    {
        await (await server.ConnectAsync('E')).LogInAsync($$"""{"username":"{{new string('e', 128)}}"}""");
        var bob = await server.JoinAsync('B', "Bob");
        await server.JoinAsync('C', "Carol");
        await bob.SayAsync(new string('x', 16), new string('x', 17), new string('é', 8), new string('é', 9),
            "", " ", "\t\n", "\u00a0\u2003", "//", "/me " + new string('x', 13));
        await bob.SendAsync($$"""{"type":"pm","to":"Carol","text":"{{new string('x', 17)}}"}""");
        await bob.SendAsync($$"""{"type":"message","text":"all of a line"}{{new string(' ', 128 - 41)}}""");
        await bob.SendAsync(new string('x', 129));
        await (await server.JoinAsync('B', "Bob")).SendUnfinishedAsync(new string('x', 130));
    }
}
