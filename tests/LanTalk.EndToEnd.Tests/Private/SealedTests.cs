using System.Net;
using System.Text.Json;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Private;

public sealed class SealedTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task APrivateMessageIsReadByItsRecipientAndByNobodyElse()
    {
        var data = Directory.File("data");
        var (server, endPoint) = await ServeAsAsync("Alice", data, "--log-level", "DEBUG");
        using var dave = await TestClient.ConnectAsync(endPoint);
        await dave.LogInAsync("Dave");
        var bob = await JoinAsync(endPoint, "Bob");
        var carol = await JoinAsync(endPoint, "Carol", "--json");

        await bob.TypeAsync("/pm Carol the launch code is 0000");
        var message = JsonSerializer.Deserialize<JsonElement>(await carol.OutputAsync("launch code"));
        await bob.TypeAsync("bye");
        bob.EndInput();
        (await bob.ExitAsync()).Should().Be(0);
        await server.OutputAsync("Bob: bye");

        message.GetProperty("type").GetString().Should().Be("pm");
        message.GetProperty("from_user").GetString().Should().Be("Bob");
        message.GetProperty("sealed").GetBoolean().Should().BeTrue();
        bob.Errors.Should().NotContain(line => line.Contains("not sealed"));
        (await dave.DrainAsync()).Should().NotContain(line => line.ToString().Contains("launch"));
        server.Output.Concat(server.Errors).Should().NotContain(line => line.Contains("launch"));
        (await ReadLogAsync(data)).Should().NotContain("launch").And.NotContain("0000");
    }

    [Fact]
    public async Task UsersOfBothVersionsTalkToEachOtherAndKnowWhatIsNotSealed()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinAsync(endPoint, "Bob");
        var carol = await JoinAsync(endPoint, "Carol", "--plaintext");

        await bob.TypeAsync("hello Carol");
        await carol.OutputAsync("Bob: hello Carol");
        await carol.TypeAsync("hello Bob");
        await bob.OutputAsync("Carol: hello Bob");

        await bob.TypeAsync("/pm Carol psst");
        (await carol.OutputAsync("psst")).Should().Contain("(private) Bob").And.NotContain("sealed");
        await bob.ErrorAsync("is not sealed: the server can read it");
        await carol.TypeAsync("/pm Bob psst yourself");
        (await bob.OutputAsync("yourself")).Should().Contain("(private) Carol").And.NotContain("sealed");
        await carol.ErrorAsync("is not sealed: the server can read it");

        await bob.TypeAsync("/verify Carol");
        await bob.OutputAsync("Carol has no key");
        await carol.TypeAsync("/verify Bob");
        await carol.OutputAsync("Bob has no key");
    }

    [Fact]
    public async Task BothUsersSeeTheSameSafetyWords()
    {
        var (server, endPoint) = await ServeAsync();
        var bob = await JoinAsync(endPoint, "Bob");
        var carol = await JoinAsync(endPoint, "Carol");

        await bob.TypeAsync("/verify Carol");
        await carol.TypeAsync("/verify bob");

        var words = (await bob.OutputAsync("Safety words with Carol")).Split(": ")[1];
        (await carol.OutputAsync("Safety words with Bob")).Split(": ")[1].Should().Be(words);
        words.Split(' ').Should().HaveCount(12);
        var bobsKeys = (await bob.OutputAsync("Your key is")).Split(' ');
        var carolsKeys = (await carol.OutputAsync("Your key is")).Split(' ');
        bobsKeys[3].TrimEnd(',').Should().Be(carolsKeys[^1].TrimEnd('.'));
        server.Output.Should().NotContain(line => line.Contains("verify"));
    }

    [Fact]
    public async Task AKeyThatChangedIsShownLoudlyBeforeTheMessage()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinAsync(endPoint, "Bob");
        var carol = await JoinAsync(endPoint, "Carol");
        await carol.TypeAsync("/pm Bob it is me");
        await bob.OutputAsync("[sealed] (private) Carol: it is me");
        await KeepKeyAsync(carol);

        // Another user with the name, and the client's knowledge of Bob's server, but with another key.
        var other = await JoinAsync(endPoint, "Zoe");
        await RenameKnownAsync("Carol", "Zoe");
        await other.TypeAsync("/pm Bob me, too");

        await bob.OutputAsync("!!! Zoe has another key than before");
        await bob.OutputAsync("[sealed] (private) Zoe: me, too");
    }

    [Fact]
    public async Task ToNobodyNothingIsSent()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinAsync(endPoint, "Bob");

        await bob.TypeAsync("/pm Nobody psst");
        bob.EndInput();

        (await bob.ExitAsync()).Should().Be(4);
        bob.Errors.Should().Contain(line => line.Contains("nobody named Nobody is here"));
    }

    private async Task<ToolProcess> JoinAsync(IPEndPoint endPoint, string name, params string[] arguments)
    {
        var user = Run([("LANTALK_CONFIG_DIR", Directory.File($"config-{name}"))], ["join", $"{endPoint}", "--name", name, .. arguments]);
        await user.OutputAsync(arguments.Contains("--json") ? "auth_ok" : "you are on");
        return user;
    }

    /// <summary>Ends a user's session; its key stays known to others.</summary>
    private static async Task KeepKeyAsync(ToolProcess user)
    {
        user.EndInput();
        (await user.ExitAsync()).Should().Be(0);
    }

    /// <summary>Makes Bob know one user's key under another user's name.</summary>
    private async Task RenameKnownAsync(string from, string to)
    {
        var file = Directory.File(Path.Combine("config-Bob", "known_users.json"));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace($"\"{from}\"", $"\"{to}\""));
    }

    private static async Task<string> ReadLogAsync(string data)
    {
        using var reader = new StreamReader(new FileStream(Path.Combine(data, "lantalk.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync();
    }
}
