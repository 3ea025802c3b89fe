using System.Text.Json;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Invite;

public sealed class InvitationTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    private static readonly string[] NeedsPassword = ["--password", "correct-horse"];

    [Fact]
    public async Task ALinkLetsInWithoutThePasswordUntilItIsUsedUp()
    {
        await ServeAsync(NeedsPassword);
        var link = await InviteAsync("--uses", "1", "--room", "ops");
        var dora = await OpenAsync(link);

        await Expect(dora.Page.GetByText("Your invitation stands in for the password.")).ToBeVisibleAsync();
        await Expect(dora.PasswordBox).ToHaveCountAsync(0);
        dora.Page.Url.Should().NotContain(link.Split('.')[^2], "what lets in must not stay in the address bar");
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();
        await Expect(dora.Place("ops")).ToHaveAttributeAsync("aria-current", "page");
        await dora.Page.ReloadAsync();
        await dora.IsInAsync();

        var erik = await OpenAsync(link);
        await erik.JoinAsync("Erik");
        await Expect(erik.Page.GetByText("This invitation has expired, is used up or was revoked.")).ToBeVisibleAsync();
        await erik.JoinAsync("Erik", "correct-horse");
        await erik.IsInAsync();
    }

    [Fact]
    public async Task TheTerminalsCodeOpensThePageThatLetsIn()
    {
        await CodeReader.RequireAsync();
        await using var terminal = await Tmux.StartAsync(
            $"LC_ALL=C.UTF-8 TERM=xterm-256color LANTALK_PASSWORD=correct-horse {ShellCommand} serve --qr --name Alice --port 0 --bind 127.0.0.1 --no-beacon", 100, 40);
        var screen = await terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("http://", StringComparison.Ordinal)) && lines[^1] == "[Alice | lobby] >");

        var phone = await OpenAsync(await CodeReader.ReadAsync(screen), Phone);
        await phone.JoinAsync("Dora");
        await phone.IsInAsync();
        await phone.SayAsync("I scanned it");

        await terminal.WaitForAsync("Dora: I scanned it");
    }

    [Fact]
    public async Task ThePagesOwnCodeOpensThePageThatLetsIn()
    {
        await CodeReader.RequireAsync();
        var (_, endPoint) = await ServeAsync([.. NeedsPassword, "--invites", "everybody"]);
        var dora = await OpenAsync(endPoint);
        await dora.JoinAsync("Dora", "correct-horse");
        await dora.IsInAsync();

        await dora.Button("Invite").ClickAsync();
        await dora.Button("Create invitation").ClickAsync();
        var code = dora.Page.GetByRole(AriaRole.Img, new() { Name = "QR code of the invitation" });
        await code.ScreenshotAsync(new() { Path = Directory.File("code.png") });
        var link = await CodeReader.ReadAsync(Directory.File("code.png"));

        await Expect(dora.Page.GetByText(link, new() { Exact = true })).ToBeVisibleAsync();
        var erik = await OpenAsync(link, Phone);
        await erik.JoinAsync("Erik");
        await erik.IsInAsync();
    }

    [Fact]
    public async Task WhereNoPasswordIsNeededAnInvitationHasNoLimits()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.Button("Invite").ClickAsync();
        await Expect(dora.Page.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(1);
        await dora.Button("Create invitation").ClickAsync();

        await Expect(dora.Dialog.GetByText($"http://{endPoint}/#")).ToBeVisibleAsync();
        await Expect(dora.Dialog.GetByText("Valid until")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ALinkThatNamesAnotherServerIsRefused()
    {
        var (_, endPoint) = await ServeAsync();

        var visitor = await OpenAsync($"http://{endPoint}/#{new string('A', 43)}");

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "This is not the server in your invitation" })).ToBeVisibleAsync();
        await Expect(visitor.NameBox).ToHaveCountAsync(0);
    }

    private async Task<string> InviteAsync(params string[] arguments)
    {
        var (_, inviting) = await RunToEndAsync(["invite", "--json", .. arguments]);
        return JsonSerializer.Deserialize<JsonElement>(inviting.Output.Single()).GetProperty("url").GetString()!;
    }
}
