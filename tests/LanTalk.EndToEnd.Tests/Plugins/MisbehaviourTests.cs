using System.Net;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Plugins;

/// <summary>
/// Plug-ins that do what no plug-in should: the chat goes on, nothing that was said is lost, doubled or moved, and the operator is told in one line.
/// </summary>
public sealed class MisbehaviourTests(InstalledTool tool) : ToolTest(tool)
{
    private const int Messages = 200;

    private const string Manifest =
        """{"type":"manifest","name":"bad","commands":[{"name":"bad","help":"Does harm."}],"watch":{"rooms":["*"]},"filter":{"rooms":["*"]},"permissions":["watch","filter","say"]}""";

    /// <summary>What a program does, and what the operator is told; null where nothing is to be told.</summary>
    public static TheoryData<string, string, string?> Programs => new()
    {
        { "ends at once", "exit 3", "sent no manifest: it ended with exit code 3" },
        { "dies before its manifest", "read line; kill -9 $$", "sent no manifest: it ended with exit code 137" },
        { "is silent", "sleep 1000", "sent no manifest within 5 s" },
        { "prints rubbish instead of its manifest", "while read -r line; do echo hello; done", "sent no manifest within 5 s" },
        { "has a manifest of another type", "echo '[]'; cat > /dev/null", "sent no manifest within 5 s" },
        { "dies in the middle of its manifest", "read line; printf '{\"type\":\"manifest\",\"na'; exit 1", "sent no manifest: it ended with exit code 1" },
        { "ends after its manifest", $"read line; echo '{Manifest}'; exit 1", "did not become ready: it ended with exit code 1" },
        { "is never ready", $"read line; echo '{Manifest}'; sleep 1000", "did not become ready within 5 s" },
        { "closes its output", $"{Start}; exec >&-; sleep 1000", "has closed its standard output" },
        { "closes its input", $"{Start}; exec <&-; sleep 1000", "The plug-in bad has closed its standard input. It is started again." },
        { "ends once it is ready", $"{Start}; exit 0", "The plug-in bad ended. It is started again." },
        { "dies in the middle of a line", $"{Start}; printf '{{\"type\":\"say\",\"te'; exit 7", "ended with exit code 7" },
        { "tells why it failed", $"{Start}; echo 'no database' >&2; exit 7", "ended with exit code 7 (no database)" },
        { "answers nothing", $"{Start}; cat > /dev/null", "gave no verdict within 50 ms three times" },
        { "reads nothing", $"{Start}; sleep 1000", "gave no verdict within 50 ms three times" },
        { "prints an endless line", $"{Start}; cat > /dev/null & tr '\\0' x < /dev/zero", "gave no verdict within 50 ms three times" },
        { "prints lines without an end", $"{Start}; cat > /dev/null & yes", "gave no verdict within 50 ms three times" },
        { "prints to its log without an end", $"{Start}; cat > /dev/null & yes >&2", "gave no verdict within 50 ms three times" },
        { "prints binary data", $"{Start}; cat > /dev/null & cat /dev/urandom", "gave no verdict within 50 ms three times" },
        { "acts without an end", $"{Start}; cat > /dev/null & yes '{{\"type\":\"get\",\"key\":\"k\",\"ref\":\"r\"}}'", "gave no verdict within 50 ms three times" },
        { "answers what was not asked", $"{Start}; cat > /dev/null & yes '{{\"type\":\"verdict\",\"call\":99999999,\"refuse\":\"no\"}}'", "gave no verdict within 50 ms three times" },
        { "answers with the wrong types", $"{Start}; while read -r line; do echo '{{\"type\":\"verdict\",\"call\":\"x\",\"pass\":7}}'; done", "gave no verdict within 50 ms three times" },
        { "answers with another kind", $"{Start}; i=0; while read -r line; do i=$((i+1)); echo \"{{\\\"type\\\":\\\"reply\\\",\\\"call\\\":$i}}\"; done", "gave no verdict within 50 ms three times" },
        { "sends its manifest again", $"{Start}; cat > /dev/null & yes '{Manifest}'", "gave no verdict within 50 ms three times" },
        { "leaves a child behind that holds its output", $"{Start}; sleep 1000 & exit 5", "ended with exit code 5" },
        { "answers late", $"{Start}; i=0; while read -r line; do i=$((i+1)); sleep 0.06; echo \"{{\\\"type\\\":\\\"verdict\\\",\\\"call\\\":$i,\\\"refuse\\\":\\\"late\\\"}}\"; done", "gave no verdict within 50 ms three times" },
        { "prints 1 GB", $"{Start}; cat > /dev/null & head -c 1000000000 /dev/zero | tr '\\0' '\\n'; wait", "gave no verdict within 50 ms three times" },
        { "prints bytes that are no text", $"{Start}; printf '\\200\\377\\000\\n'; printf '{{\"type\":\"say\",\"text\":\"\\355\\240\\200\"}}\\n'; cat > /dev/null", "gave no verdict within 50 ms three times" },
        { "nests its lines deeply", $"{Start}; head -c 60000 /dev/zero | tr '\\0' '['; echo; cat > /dev/null", "gave no verdict within 50 ms three times" },
        { "confirms what nobody said", $"{Start}; echo '{{\"type\":\"seen\",\"room\":\"lobby\",\"id\":9223372036854775807}}'; exit 5", "ended with exit code 5" },
        { "removes its directory", $"{Start}; rm -rf \"$PWD\"; exit 5", "ended with exit code 5" },
        { "leaves many children behind", $"{Start}; for i in 1 2 3 4 5 6 7 8 9; do sleep 1000 & done; exit 5", "ended with exit code 5" },
        { "ignores every signal", $"trap '' TERM INT HUP; {Start}; while :; do sleep 1; done", "gave no verdict within 50 ms three times" },
    };

    private static string Start => $"read line; echo '{Manifest}'; read line; echo '{{\"type\":\"ready\"}}'";

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task TheChatGoesOn(string what, string program, string? told)
    {
        _ = what;
        var plugin = await ShellPlugin.WriteProgramAsync(Directory.File("bad.sh"), $"#!/bin/sh\n{program}\n");
        var (server, endPoint) = await ServeAsync("--plugin", plugin, "--rate-limit", "0");
        using var carol = await JoinAsync(endPoint, "Carol");
        using var bob = await JoinAsync(endPoint, "Bob");
        await carol.DrainAsync();

        for (var i = 0; i < Messages; i++)
        {
            await bob.SayAsync($"message {i}");
        }

        var seen = await carol.ReadTextsAsync("message", Messages);
        seen.Should().Equal(Enumerable.Range(0, Messages).Select(i => $"message {i}"));
        if (told is not null)
        {
            await server.ErrorAsync(told);
        }

        await server.TypeAsync("/quit");
        (await server.ExitAsync()).Should().Be(0);
        server.Errors.Should().NotContain(line => line.Contains("ERROR", StringComparison.Ordinal) && !line.Contains("stays off after 3 crashes", StringComparison.Ordinal));
    }

    private static async Task<TestClient> JoinAsync(IPEndPoint endPoint, string name)
    {
        var client = await TestClient.ConnectAsync(endPoint);
        (await client.LogInAsync(name)).GetProperty("type").GetString().Should().Be("auth_ok");
        return client;
    }
}
