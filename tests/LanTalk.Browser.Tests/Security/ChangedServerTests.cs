using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Security;

public sealed class ChangedServerTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task AnotherServerAtTheAddressIsRefusedWithTheWordsOfBoth()
    {
        var endPoint = FreeEndPoint();
        var known = await ServeAtAsync(endPoint);
        var dora = await OpenAsync(endPoint);
        var knownWords = await WordsAsync(dora);
        await dora.JoinAsync("Dora");
        await dora.IsInAsync();
        await known.SignalAsync("TERM");
        await known.ExitAsync();

        await ServeAtAsync(endPoint, "impostor");
        await Expect(dora.Page.GetByRole(AriaRole.Heading, new() { Name = "This is not the server you know" })).ToBeVisibleAsync();
        var stranger = await OpenAsync(endPoint);
        var newWords = await WordsAsync(stranger);

        (await TextsAsync(dora, "You know")).Should().Equal(knownWords).And.HaveCount(10);
        (await TextsAsync(dora, "This one")).Should().Equal(newWords).And.NotEqual(knownWords);
        await dora.Page.ReloadAsync();
        await Expect(dora.Page.GetByRole(AriaRole.Heading, new() { Name = "This is not the server you know" })).ToBeVisibleAsync();
        await dora.Button("I checked the words: trust this server").ClickAsync();
        await Expect(dora.NameBox.Or(dora.MessageBox)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TheServersWordsAreThoseThatItShowsItself()
    {
        var (_, endPoint) = await ServeAsync();
        var (_, identity) = await RunToEndAsync("serve", "--show-identity", "--data-dir", Directory.Path);
        var visitor = await OpenAsync(endPoint);

        string.Join('\n', identity.Output).Should().Contain(string.Join(' ', await WordsAsync(visitor)));
    }

    private static async Task<IReadOnlyList<string>> WordsAsync(Visitor visitor)
    {
        await visitor.Page.GetByText("Is this the right server?").First.ClickAsync();
        return await TextsAsync(visitor, "Is this the right server?");
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(Visitor visitor, string list)
    {
        var words = visitor.Page.GetByRole(AriaRole.List, new() { Name = list, Exact = true }).GetByRole(AriaRole.Listitem);
        await Expect(words).ToHaveCountAsync(10);
        return await words.AllInnerTextsAsync();
    }
}
