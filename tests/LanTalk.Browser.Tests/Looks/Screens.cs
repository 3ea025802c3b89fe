using LanTalk.Browser.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Looks;

/// <summary>Every screen of the page, one after the other.</summary>
internal static class Screens
{
    /// <summary>Shows each screen, and has it looked at.</summary>
    /// <param name="visitor">Somebody who is not in yet; Bob is there, and writes.</param>
    /// <param name="isPhone">Whether there is room for one column alone.</param>
    /// <param name="look">Looks at the screen of a name.</param>
    public static async Task ShowAllAsync(Visitor visitor, bool isPhone, Func<string, Task> look)
    {
        await Expect(visitor.NameBox).ToBeVisibleAsync();
        await look("join");
        await visitor.Page.GetByText("Is this the right server?").First.ClickAsync();
        await look("join, with the server's words");
        await visitor.JoinAsync("no name");
        await Expect(visitor.Page.GetByText("That name cannot be used.")).ToBeVisibleAsync();
        await look("join, refused");
        await visitor.JoinAsync("Dora");
        await visitor.IsInAsync();
        await TalkAsync(visitor);
        await look("chat");
        await ShareAsync(visitor);
        await look("a shared picture");
        await ShowAsync("a picture", () => visitor.Button("Show picture.png").ClickAsync());

        await ShowAsync("a person", async () =>
        {
            if (isPhone)
            {
                await visitor.Button("Show people").ClickAsync();
                await look("people");
            }

            await visitor.OpenPersonAsync("Bob");
        });
        await ShowAsync("verify", async () =>
        {
            await visitor.SayAsync("/verify Bob");
            await Expect(visitor.Dialog.GetByRole(AriaRole.List, new() { Name = "Safety words" })).ToBeVisibleAsync();
        });
        await ShowAsync("a room", () => visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).Filter(new() { HasText = "Lobby" }).First.ClickAsync());
        foreach (var button in new[] { "Join or create a room", "Invite", "Settings", "Help" })
        {
            await ShowAsync(button, async () =>
            {
                await OpenRoomsAsync();
                await visitor.Button(button).ClickAsync();
            });
        }

        await ShowAsync("the connection", async () =>
        {
            await OpenRoomsAsync();
            await visitor.Page.GetByTitle("About this connection").ClickAsync();
        });
        await ShowAsync("another name", async () =>
        {
            await OpenRoomsAsync();
            await visitor.Page.GetByTitle("Change name").ClickAsync();
        });
        await visitor.SayAsync("/search narrow");
        await Expect(visitor.Page.GetByRole(AriaRole.List, new() { Name = "Results", Exact = true })).ToBeVisibleAsync();
        await look("search");
        await CloseAllAsync();
        await visitor.SayAsync("/pm Bob psst");
        if (isPhone)
        {
            await OpenRoomsAsync();
            await look("rooms");
        }

        await visitor.Place("Bob").ClickAsync();
        await visitor.SeesAsync("psst");
        await look("a private conversation");
        await visitor.MessageBox.PressSequentiallyAsync("/");
        await Expect(visitor.Page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await look("suggestions");
        await visitor.MessageBox.FillAsync("");
        await OpenRoomsAsync();
        await visitor.Button("Settings").ClickAsync();
        await visitor.Button("Leave the chat").ClickAsync();
        await Expect(visitor.Button("Join again")).ToBeVisibleAsync();
        await look("the end");

        async Task OpenRoomsAsync()
        {
            if (isPhone)
            {
                await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show rooms" }).ClickAsync();
            }
        }

        async Task ShowAsync(string name, Func<Task> open)
        {
            await open();
            await Expect(visitor.Dialog).ToBeVisibleAsync();
            await look(name);
            await CloseAllAsync();
        }

        async Task CloseAllAsync()
        {
            while (await visitor.Page.GetByRole(AriaRole.Dialog).CountAsync() is > 0 and var open)
            {
                await visitor.Page.Keyboard.PressAsync("Escape");
                await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(open - 1);
            }
        }
    }

    /// <summary>A picture that the visitor shares.</summary>
    private static async Task ShareAsync(Visitor visitor)
    {
        var picture = new FilePayload { Name = "picture.png", MimeType = "image/png", Buffer = await visitor.Page.ScreenshotAsync() };
        await visitor.Page.Locator("input[type=file]").First.SetInputFilesAsync(picture);
        await Expect(visitor.Button("Show picture.png")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText("Sharing picture.png")).ToHaveCountAsync(0);
    }

    /// <summary>A bit of everything that can stand in the list.</summary>
    private static async Task TalkAsync(Visitor visitor)
    {
        string[] texts =
        [
            "the first, with `code` and https://example.com/a/rather/long/address/that/does/not/fit/into/a/narrow/column?with=a&query=string",
            "```\nvar wide = \"a line of code that is far longer than a phone's screen is wide, and must scroll by itself\";\n```",
            new string('w', 200),
            "/me waves",
            "/topic Lessons on Friday, and a topic that is too long for a narrow phone's header",
            "/users",
            "one with @Bob in it\nand a second line",
        ];
        foreach (var text in texts)
        {
            await visitor.SayAsync(text);
        }

        await visitor.HasSentAsync("and a second line");
        await visitor.SeesAsync("hello from Bob");
    }
}
