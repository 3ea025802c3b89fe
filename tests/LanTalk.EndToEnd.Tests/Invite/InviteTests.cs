using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Invite;

public sealed class InviteTests(InstalledTool tool) : ToolTest(tool)
{
    private string PasswordFile => Directory.File("password");

    [Fact]
    public async Task TheCodeThatTheServerShowsLetsInWithoutThePassword()
    {
        await CodeReader.RequireAsync();
        await File.WriteAllTextAsync(PasswordFile, "sesame\n");
        await using var terminal = await Tmux.StartAsync(
            $"LC_ALL=C.UTF-8 TERM=xterm-256color {ShellCommand} serve --qr --name Alice --port 0 --bind 127.0.0.1 --no-beacon --password-file {PasswordFile}", 100, 40);
        var screen = await terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("http://", StringComparison.Ordinal))
            && lines[^1] == "[Alice | lobby] >");

        var link = await CodeReader.ReadAsync(screen);

        link.Should().Be(screen.Single(line => line.StartsWith("http://", StringComparison.Ordinal)));
        var bob = Run("join", link, "--name", "Bob");
        await bob.TypeAsync("I am in");
        bob.EndInput();
        (await bob.ExitAsync()).Should().Be(0);
        bob.Errors.Should().Contain(line => line.Contains("others on this machine can read an invitation", StringComparison.Ordinal));
        await terminal.WaitForAsync("Bob: I am in");
        await TheTokenIsNowhereAsync(link.Split('.')[^1]);
    }

    [Fact]
    public async Task AnInvitationOfAShellLetsInAndIsRefusedOnceItIsRevoked()
    {
        await File.WriteAllTextAsync(PasswordFile, "sesame\n");
        var (server, _) = await ServeAsync("--password-file", PasswordFile);

        var (code, inviting) = await RunToEndAsync("invite", "--uses", "1", "--room", "ops", "--json");

        code.Should().Be(0);
        var made = JsonSerializer.Deserialize<JsonElement>(inviting.Output.Single());
        await File.WriteAllTextAsync(Directory.File("link"), made.GetProperty("url").GetString() + "\n");
        var bob = Run("join", "--invitation-file", Directory.File("link"), "--name", "Bob", "--json");
        (await bob.OutputAsync("\"room\":\"ops\"")).Should().Contain("\"type\":\"room\"");
        bob.EndInput();
        (await bob.ExitAsync()).Should().Be(0);
        bob.Errors.Should().NotContain(line => line.Contains("Warning", StringComparison.Ordinal));

        await server.TypeAsync($"/uninvite {made.GetProperty("id").GetString()}");
        await server.OutputAsync("Revoked k1");
        var (refused, late) = await RunToEndAsync("join", "--invitation-file", Directory.File("link"), "--name", "Bob");
        refused.Should().Be(4);
        late.Errors[^1].Should().Contain("The invitation was revoked");
    }

    [Fact]
    public async Task TheImageSaysWhatThePrintedLinkSays()
    {
        await CodeReader.RequireAsync();
        await ServeAsync();

        var (code, inviting) = await RunToEndAsync("invite", "--png", Directory.File("code.png"));

        code.Should().Be(0);
        (await CodeReader.ReadAsync(Directory.File("code.png"))).Should().Be(inviting.Output.Single());
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Directory.File("code.png")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task AServerThatIsFoundInvitesForAUser()
    {
        var (_, endPoint) = await ServeAsync();

        var (code, inviting) = await RunToEndAsync("invite", "--host", $"{endPoint}", "--room", "ops");

        code.Should().Be(0);
        inviting.Output.Single().Should().StartWith($"http://{endPoint}/#").And.EndWith("..ops");
    }

    [Fact]
    public async Task TheLinkOfAnotherServerIsRefused()
    {
        var (_, endPoint) = await ServeAsync();
        var (_, inviting) = await RunToEndAsync("invite");
        var link = inviting.Output.Single();
        var other = link[..^43] + new string('A', 43);

        var (code, join) = await RunToEndAsync("join", other);

        link.Should().StartWith($"http://{endPoint}/#");
        code.Should().Be(6);
        join.Errors[0].Should().Contain("is not the server that --fingerprint or the invitation names");
    }

    [Fact]
    public async Task ADamagedLinkIsAUsageErrorThatDoesNotRepeatIt()
    {
        var (code, join) = await RunToEndAsync("join", "http://127.0.0.1:5050/#damaged.AAECAwQFBgcICQoLDA0ODw");

        code.Should().Be(2);
        string.Join('\n', join.Errors).Should().Contain("The link cannot be used").And.NotContain("AAECAwQF");
    }

    [Fact]
    public async Task ATerminalWithoutRoomShowsTheLinkAndSaysHowMuchItTakes()
    {
        await using var terminal = await Tmux.StartAsync(
            $"LC_ALL=C.UTF-8 TERM=xterm-256color {ShellCommand} serve --name Alice --port 0 --bind 127.0.0.1 --no-beacon", 80, 20);
        await terminal.WaitForLastLineAsync("[Alice | lobby] >");

        await terminal.TypeAsync("/invite");
        await terminal.PressAsync("Enter");

        var screen = await terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("http://127.0.0.1", StringComparison.Ordinal)));
        screen.Should().Contain(line => line.StartsWith("The terminal is too small for the QR code", StringComparison.Ordinal))
            .And.NotContain(line => line.Contains('█'));
    }

    /// <summary>No file that the server or the client keeps has the token in it.</summary>
    private async Task TheTokenIsNowhereAsync(string token)
    {
        token.Should().HaveLength(22);
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("lantalk.lock", StringComparison.Ordinal)))
        {
            (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(token)).Should().Be(-1, file);
        }
    }
}
