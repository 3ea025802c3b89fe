using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Messages in the lobby, by users of both versions and by the operator.</summary>
internal static class Talking
{
    private static readonly string[] Lines =
    [
        """{"type":"message","text":"Hello!"}""",
        """{"text":"The order of fields means nothing","type":"message"}""",
        """{"type":"message","text":"Unknown fields may hold anything","room2":{"a":[1,null,{"b":"c"}]}}""",
        """{"type":"message","text":"Fields of version 3 mean nothing","room":"ops","nonce":"n0"}""",
        """{"type":"message","text":"A nonce that is none","nonce":"not a nonce!"}""",
        """ { "type" : "message" , "text" : "Blanks between tokens" } """ + "\r",
        """{"type":"message","text":"//etc/hosts"}""",
        """{"type":"message","text":"///"}""",
        """{"type":"message","text":" /no command"}""",
        """{"type":"message","text":"  blanks around  "}""",
        """{"type":"message","text":"/me waves"}""",
        """{"type":"message","text":"/ME   waves   twice  "}""",
        """{"type":"message","text":"quoted \" back \\ slash \/ <b>&'+`</b>"}""",
        """{"type":"message","text":"Grüße, 日本語, العربية, e\u0301"}""",
        """{"type":"message","text":"emoji 😀 👩‍👩‍👧 as they are"}""",
        """{"type":"message","text":"emoji \ud83d\ude00 escaped"}""",
        """{"type":"message","text":"C0 \u0000\u0001\u0007\b\t\n\f\r\u001b[31m\u001f, delete \u007f"}""",
        """{"type":"message","text":"C1 \u0080\u0085\u009b\u009f, separators \u2028\u2029"}""",
        """{"type":"message","text":"bidi \u200e\u200f\u202a\u202e\u2066\u2069, others \u00a0\u00ad\u200b\ufeff\ufffd\uffff"}""",
        "{\"type\":\"message\",\"text\":\"unescaped \u007f\u0085\u2028\u202e\u2066\"}",
        """{"type":"message","text":"/me \u001b]0;title\u0007"}""",
    ];

    public static async Task PlayAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "A conversation", options => options with { RateLimit = null });
        var bob = await server.JoinAsync('B', "Bob");
        var carol = await server.JoinAsync('C', "Carol");
        foreach (var line in Lines)
        {
            await bob.SendAsync(line);
        }

        await bob.SendAsync("""{"type":"message","text":"one"}""" + "\n" + """{"type":"message","text":"two"}""");
        await carol.SendAsync("""{"type":"message","text":"Hi, Bob"}""");
        await carol.SendAsync("""{"type":"users"}""");
        await carol.PingAsync();
        server.Pass(TimeSpan.FromSeconds(59.5));
        await carol.SayAsync("Not yet a minute later");
        server.Pass(TimeSpan.FromSeconds(0.5));
        await server.SettleAsync();
        await carol.SayAsync("A minute later");

        var dora = await server.JoinVersion3Async('D', "Dora");
        await dora.SendAsync("""{"type":"message","text":"By version 3","nonce":"n1"}""");
        await dora.SendAsync("""{"type":"message","text":"Without a nonce"}""");
        await dora.SendAsync("""{"type":"message","text":"Grüße \u001b \" 😀","nonce":"n2"}""");
        await dora.SendAsync("""{"type":"message","text":"/me waves","nonce":"n3"}""");
        await dora.SendAsync("""{"type":"message","text":"first line\nsecond line\n\nfourth line","nonce":"n4"}""");
        await dora.SendAsync("""{"type":"message","text":"//etc/hosts","room":"lobby","nonce":"n5"}""");
        await dora.SendAsync("""{"type":"message","text":"The same again","nonce":"n1"}""");
        await server.TypeAsync("Welcome!");
        await server.TypeAsync("//etc/hosts \t 😀");
    }
}
