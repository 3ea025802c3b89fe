using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Protocol.Security;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Trust;

/// <summary>A man in the middle: the bytes that he sees, and the results of an active attack.</summary>
public sealed class OnTheWayTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Password = "correct-horse";

    [Fact]
    public async Task WhoRecordsSeesNeitherTextsNorThePassword()
    {
        var (server, endPoint) = await ServeAsync("--password", Password);
        await using var recorder = Recorder.Before(endPoint);
        var bob = Run([("LANTALK_PASSWORD", Password)], "join", $"{recorder.EndPoint}", "--name", "Bob");
        await bob.TypeAsync("a text for everybody");
        await bob.TypeAsync("/pm Alice a text for the operator");
        bob.EndInput();

        (await bob.ExitAsync()).Should().Be(0);

        await server.OutputAsync("a text for the operator");
        recorder.Seen.Length.Should().BeGreaterThan(1000);
        recorder.Seen.Should().NotContain("text for").And.NotContain("Bob").And.NotContain("auth_").And.NotContain(Password);
    }

    [Fact]
    public async Task WhoRecordsABrowserOnPlainHttpSeesThePageAndNothingOfTheChat()
    {
        var (server, endPoint) = await ServeAsync("--password", Password);
        await using var recorder = Recorder.Before(endPoint);
        using var key = UserKey.Create();
        using var bob = await WebTestClient.ConnectAsync(recorder.EndPoint);
        (await bob.LogInAsync("Bob", key, Password)).GetProperty("type").GetString().Should().Be("auth_ok");

        await bob.Lines.SayAsync("a text for everybody");
        await bob.Lines.SayAsync("/pm Alice a text for the operator");

        await server.OutputAsync("a text for the operator");
        (await bob.Lines.ReadTextsAsync("message", 1)).Should().Equal("a text for everybody");
        recorder.Seen.Should().Contain("GET /identity").And.Contain("GET /chat");
        recorder.Seen.Should().NotContain("text for").And.NotContain("Bob").And.NotContain("auth_").And.NotContain(Password);
    }

    [Fact]
    public async Task WithVersionTwoHeSeesEverythingWhichIsWhyItMustBeAskedFor()
    {
        var (server, endPoint) = await ServeAsync("--password", Password);
        await using var recorder = Recorder.Before(endPoint);
        var bob = Run([("LANTALK_PASSWORD", Password)], "join", $"{recorder.EndPoint}", "--name", "Bob", "--plaintext");
        await bob.TypeAsync("a text for everybody");
        bob.EndInput();

        (await bob.ExitAsync()).Should().Be(0);

        await server.OutputAsync("a text for everybody");
        recorder.Seen.Should().Contain("a text for everybody").And.Contain(Password);
    }

    [Fact]
    public async Task WhoAnswersInTheServersPlaceWithoutThePasswordIsFoundOutAtTheFirstMeeting()
    {
        using var middle = new FalseServer(guess: "123456");
        var bob = Run([("LANTALK_PASSWORD", Password)], "join", $"{middle.EndPoint}", "--name", "Bob");
        await bob.TypeAsync("nobody may see this");

        (await bob.ExitAsync()).Should().Be(6);

        bob.Output.Should().BeEmpty();
        bob.Errors.Should().ContainSingle().Which.Should().Contain("has not proven that it knows the password");
        File.Exists(Path.Combine(ConfigDirectory, "known_servers.json")).Should().BeFalse();
        (await middle.Ended).Should().NotContain(line => line.Contains("nobody may see this"));
        middle.Confirmed(["123456", "password", Password, "qwerty"]).Should().BeEmpty();
    }

    [Fact]
    public async Task HeMayTryOnePasswordAtALogin()
    {
        using var middle = new FalseServer(guess: Password);
        var bob = Run([("LANTALK_PASSWORD", Password)], "join", $"{middle.EndPoint}", "--name", "Bob");

        (await bob.ExitAsync()).Should().Be(6);

        await middle.Ended;
        middle.Confirmed(["123456", "password", Password, "qwerty"]).Should().Equal(Password);
    }
}
