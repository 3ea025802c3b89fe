using System.Text.Json;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Security;

public sealed class WireTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    private const string Password = "correct-horse";

    [Fact]
    public async Task WhoListensSeesNoTextNoNameNoPasswordAndNoToken()
    {
        var (server, endPoint) = await ServeAsync("--password", Password);
        await using var wire = Wire.Before(endPoint);
        var (_, inviting) = await RunToEndAsync("invite", "--json");
        var link = JsonSerializer.Deserialize<JsonElement>(inviting.Output.Single()).GetProperty("url").GetString()!;
        var dora = await OpenAsync(wire.EndPoint);
        await dora.JoinAsync("Dora", Password);
        await dora.IsInAsync();
        var erik = await OpenAsync(link.Replace($"{endPoint}", $"{wire.EndPoint}", StringComparison.Ordinal));
        await erik.JoinAsync("Erik");
        await erik.IsInAsync();

        await dora.SayAsync("a text for everybody");
        await erik.SeesAsync("a text for everybody");
        await dora.SayAsync("/pm Erik a text for him alone");
        await Expect(erik.Place("Dora")).ToBeVisibleAsync();
        await dora.Place("Lobby").ClickAsync();
        await server.TypeAsync("an answer of the operator");
        await dora.SeesAsync("an answer of the operator");

        var seen = wire.Seen;
        seen.Should().Contain("GET /chat HTTP/1.1").And.Contain("lantalk.3").And.Contain("noise_key");
        seen.Should().NotContain("text for").And.NotContain("an answer of").And.NotContain("Dora").And.NotContain("Erik").And.NotContain("auth_")
            .And.NotContain(Password).And.NotContain(link.Split('.')[^1]);
    }
}
