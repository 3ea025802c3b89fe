using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Private messages between users of both versions and the operator.</summary>
internal static class PrivateTalk
{
    public static async Task PlayAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "In private", options => options with { RateLimit = null });
        var bob = await server.JoinAsync('B', "Bob");
        var carol = await server.JoinAsync('C', "Carol");
        var dora = await server.JoinVersion3Async('D', "Dora");
        foreach (var line in new[]
                 {
                     """{"type":"pm","to":"Carol","text":"just between us"}""",
                     """{"type":"pm","to":"cAROL","text":"/users means nothing here"}""",
                     """{"type":"pm","to":"Carol","text":"//","nonce":"n1"}""",
                     """{"type":"pm","to":"Carol","text":"Grüße \" \\ \t\u001b[31m\u202e\u0085 😀"}""",
                     """{"type":"pm","to":"Bob","text":"to myself"}""",
                     """{"type":"pm","to":"Alice","text":"to the operator"}""",
                     """{"type":"pm","to":"Dora","text":"to version 3"}""",
                     """{"type":"pm","to":"Nobody","text":"is anybody there?"}""",
                     """{"type":"pm","to":"\u001b[2J \u202e","text":"is anybody there?"}""",
                     """{"type":"pm","to":"","text":"is anybody there?"}""",
                     """{"type":"pm","to":"Carol","text":" \t "}""",
                     """{"type":"pm","to":"Carol"}""",
                     """{"type":"pm","text":"to whom?"}""",
                     """{"type":"sealed_pm","to":"Dora","id":"AAAA","enc":"AAAA","sealed":"AAAA"}""",
                     """{"type":"key","user":"Dora"}""",
                     """{"type":"got","id":"AAAA"}""",
                 })
        {
            await bob.SendAsync(line);
        }

        await bob.SayAsync("/pm Carol   hello   there", "/pm carol", "/pm", "/pm Nobody hello", "/pm alice hello", "/PM Dora hello");
        await dora.SendAsync("""{"type":"pm","to":"Bob","text":"from version 3","nonce":"n1"}""");
        await dora.SendAsync("""{"type":"message","text":"/pm Bob from version 3"}""");
        await server.TypeAsync("/pm Bob from the operator");

        await carol.SayAsync("/ignore Bob");
        await bob.SendAsync("""{"type":"pm","to":"Carol","text":"ignored"}""");
        await carol.SayAsync("/ignore Bob");

        await dora.SendAsync("""{"type":"message","text":"The name is mine now","nonce":"own"}""");
        await dora.SendAsync("""{"type":"quit"}""");
        await bob.SendAsync("""{"type":"pm","to":"Dora","text":"for later"}""");
        await bob.SayAsync("/pm dora for later");
    }
}
