using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Rooms;

public sealed class RoomTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    [Fact]
    public async Task ARoomIsCreatedGivenATopicAndLeft()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        await EnterAsync(dora, "ops");
        var bob = await JoinFromPipeAsync(endPoint, "Bob", "--room", "ops");
        await Expect(dora.People.GetByText("Bob", new() { Exact = true })).ToBeVisibleAsync();
        await dora.SayAsync("hello ops");
        await bob.OutputAsync("Dora: hello ops");

        await TitleOf(dora, "ops").ClickAsync();
        await dora.Box("Topic").FillAsync("On call: Bob");
        await dora.Button("Save").ClickAsync();
        await bob.OutputAsync("On call: Bob");
        await Expect(TitleOf(dora, "ops")).ToContainTextAsync("On call: Bob");

        await TitleOf(dora, "ops").ClickAsync();
        await dora.Button("Leave room").ClickAsync();
        await Expect(dora.Place("ops")).ToHaveCountAsync(0);
        await bob.OutputAsync("Dora");
        await dora.SayAsync("back in the lobby");
        await dora.HasSentAsync("back in the lobby");
    }

    [Fact]
    public async Task WhatIsNewElsewhereIsCounted()
    {
        var (_, endPoint) = await ServeAsync();
        var bob = await JoinFromPipeAsync(endPoint, "Bob", "--room", "ops");
        var dora = await JoinAsync(endPoint, "Dora");
        await dora.SayAsync("/join ops");
        await Expect(dora.Place("ops")).ToHaveAttributeAsync("aria-current", "page");
        await dora.Place("Lobby").ClickAsync();

        await bob.TypeAsync("one for the room");
        await bob.TypeAsync("two for @Dora");

        await Expect(dora.Place("ops")).ToContainTextAsync("2 unread messages, 1 mention");
        await dora.Place("ops").ClickAsync();
        await dora.SeesAsync("two for @Dora");
        await Expect(dora.Place("ops")).Not.ToContainTextAsync("unread");
    }

    [Fact]
    public async Task RoomsAreBackAfterAReload()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        await EnterAsync(dora, "ops");
        await dora.SayAsync("I was here");
        await dora.HasSentAsync("I was here");

        await dora.Page.ReloadAsync();
        await dora.Place("ops").ClickAsync();

        await dora.SeesAsync("I was here");
    }

    [Fact]
    public async Task ARoomsNameIsCheckedBeforeItIsAskedFor()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.Button("Join or create a room").ClickAsync();
        await dora.Box("Name of the room").FillAsync("<b>no</b>");
        await dora.Button("Go to the room").ClickAsync();

        await Expect(dora.Page.GetByText("That name cannot be used for a room.")).ToBeVisibleAsync();
        await dora.Page.Keyboard.PressAsync("Escape");
        await Expect(dora.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    private static async Task EnterAsync(Visitor visitor, string room)
    {
        await visitor.Button("Join or create a room").ClickAsync();
        await visitor.Box("Name of the room").FillAsync(room);
        await visitor.Button("Go to the room").ClickAsync();
        await Expect(visitor.Place(room)).ToHaveAttributeAsync("aria-current", "page");
    }

    private static ILocator TitleOf(Visitor visitor, string room) =>
        visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).Filter(new() { Has = visitor.Page.GetByText(room, new() { Exact = true }) });
}
