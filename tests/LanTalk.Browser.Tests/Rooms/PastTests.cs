using System.Net;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Rooms;

public sealed class PastTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    // The end of some lines, so that rows differ in height.
    private const string Rest =
        ", and so much more of it that it takes two or three lines of a phone and one and a half of a desktop, which is why no two heights are the same";

    private const int Lines = 400;

    [Fact]
    public async Task ScrollingUpLoadsAllThatWasSaid()
    {
        var endPoint = await ServeWithPastAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        await Expect(dora.Message("line 1399")).ToBeInViewportAsync();

        await dora.ScrollToTopAsync("line 1000");

        await Expect(dora.Message("line 1000")).ToBeInViewportAsync();
        await Expect(dora.Page.GetByText("This is the beginning of")).ToBeInViewportAsync();
        await dora.Button("Go to the newest message").ClickAsync();
        await Expect(dora.Message("line 1399")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task AResultOfASearchLeadsToItsPlace()
    {
        var endPoint = await ServeWithPastAsync();
        var dora = await JoinAsync(endPoint, "Dora");

        await dora.SearchBox.FillAsync("from:Carol 1017");
        await dora.SearchBox.PressAsync("Enter");
        var results = dora.Page.GetByRole(AriaRole.List, new() { Name = "Results", Exact = true }).GetByRole(AriaRole.Button);
        await Expect(results).ToHaveCountAsync(1);
        await results.ClickAsync();

        await Expect(dora.Message("line 1017")).ToBeInViewportAsync();
        await Expect(dora.Message("line 1016")).ToBeVisibleAsync();
        await Expect(dora.Message("line 1018")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WhatIsReadStaysWhereItIsWhileThreeHundredMessagesArrive()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        using var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        await SayAsync(carol, 1000, 200);
        var dora = await JoinAsync(endPoint, "Dora");
        await dora.ScrollUpAsync(1500);
        var drift = await dora.WatchDriftAsync();

        await SayAsync(carol, 2000, 300);

        await Expect(dora.Button("300 new messages")).ToBeVisibleAsync();
        (await drift.FarthestAsync()).Should().BeLessThan(1.5);
        await dora.Button("300 new messages").ClickAsync();
        await Expect(dora.Message("line 2299")).ToBeInViewportAsync();
        await Expect(dora.Page.GetByRole(AriaRole.Button, new() { Name = "new message" })).ToHaveCountAsync(0);
    }

    private async Task<IPEndPoint> ServeWithPastAsync()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        using var carol = await TestClient.ConnectAsync(endPoint);
        await carol.LogInAsync("Carol");
        await SayAsync(carol, 1000, Lines);
        return endPoint;
    }

    private static async Task SayAsync(TestClient client, int first, int count)
    {
        foreach (var some in Enumerable.Range(first, count).Chunk(10))
        {
            foreach (var number in some)
            {
                await client.SayAsync($"line {number}{(number % 7 == 0 ? Rest : "")}");
            }

            // The answer to a ping comes after them.
            await client.DrainAsync();
        }
    }
}
