using System.Security.Cryptography;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Files;

/// <summary>Files between pages and terminals, over plain http.</summary>
public sealed class FileTests(InstalledTool tool, Chromium chromium) : FileBrowserTest(tool, chromium)
{
    private const string Hostile = "<img src=x onerror=window.ran=1>.png";

    [Fact]
    public async Task WhatAPageSharesATerminalGets()
    {
        var (server, endPoint) = await ServeAsync();
        var bytes = Write("report.pdf", 5_000_000);
        var dora = await JoinAsync(endPoint, "Dora");

        await ChooseAsync(dora, "report.pdf");
        await server.OutputAsync("report.pdf");
        await Expect(dora.Page.GetByText("Sharing report.pdf")).ToHaveCountAsync(0);
        await Expect(dora.Message("report.pdf").GetByText("5 MB")).ToBeVisibleAsync();

        await GetAsync(endPoint, "--last");
        Hash("got/report.pdf").Should().Equal(SHA256.HashData(bytes));
    }

    [Fact]
    public async Task WhatATerminalSharesAPageSaves()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("report.pdf", 5_000_000);
        var dora = await JoinAsync(endPoint, "Dora");
        await SendAsync(endPoint, "report.pdf");

        var download = await DownloadAsync(dora, "report.pdf");

        download.SuggestedFilename.Should().Be("report.pdf");
        SHA256.HashData(await File.ReadAllBytesAsync(await download.PathAsync())).Should().Equal(SHA256.HashData(bytes));
        await Expect(dora.Message("report.pdf").GetByText("Saved")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ADirectoryIsSavedAsOneArchive()
    {
        var (_, endPoint) = await ServeAsync();
        var (one, two) = (Write("trip/one.bin", 1_500_000), Write("trip/deep/größe.bin", 10));
        var dora = await JoinAsync(endPoint, "Dora");
        await SendAsync(endPoint, "trip");

        var download = await DownloadAsync(dora, "trip");

        download.SuggestedFilename.Should().Be("trip.zip");
        await using var archive = await System.IO.Compression.ZipFile.OpenReadAsync(await download.PathAsync());
        ReadEntry(archive, "trip/one.bin").Should().Equal(one);
        ReadEntry(archive, "trip/deep/größe.bin").Should().Equal(two);
    }

    [Fact]
    public async Task SeveralFilesThatAPageCannotHoldAreLoadedAsOneArchive()
    {
        var (_, endPoint) = await ServeAsync();
        var small = Write("trip/small.bin", 10);
        await using (var large = File.Create(Directory.File("trip/large.bin")))
        {
            large.SetLength(200_000_001);
        }

        var dora = await JoinAsync(endPoint, "Dora");
        await SendAsync(endPoint, "trip");
        await dora.Button("Download: trip").ClickAsync();

        var download = await dora.Page.RunAndWaitForDownloadAsync(() => dora.Button("Download unencrypted").ClickAsync());

        download.SuggestedFilename.Should().Be("trip.zip");
        await using var archive = await System.IO.Compression.ZipFile.OpenReadAsync(await download.PathAsync());
        archive.Entries.Should().HaveCount(2);
        archive.GetEntry("trip/large.bin")!.Length.Should().Be(200_000_001);
        ReadEntry(archive, "trip/small.bin").Should().Equal(small);
    }

    [Fact]
    public async Task ANameIsShownAsTextAndSavedSafely()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        Write(Hostile, 3);
        await SendAsync(endPoint, Hostile);

        await Expect(dora.Message(Hostile)).ToBeVisibleAsync();
        (await DownloadAsync(dora, Hostile)).SuggestedFilename.Should().Be("_img src=x onerror=window.ran=1_.png");
    }

    [Fact]
    public async Task ADroppedFileIsSharedOnceTheUserSaysSo()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik");

        await DropAsync(dora, "\u202egnp.exe", "image/png", [1, 2, 3]);
        await Expect(dora.Page.GetByText("Share gnp.exe with everybody in Lobby?")).ToBeVisibleAsync();
        await Expect(erik.Message("gnp.exe")).ToHaveCountAsync(0);
        await dora.Button("Share").ClickAsync();

        (await DownloadAsync(erik, "gnp.exe")).SuggestedFilename.Should().Be("gnp.exe");
    }

    [Fact]
    public async Task APictureIsShownAndMarkupThatIsCalledOneIsNot()
    {
        var (_, endPoint) = await ServeAsync();
        var dora = await JoinAsync(endPoint, "Dora");
        await File.WriteAllBytesAsync(Directory.File("real.png"), await dora.Page.ScreenshotAsync());
        await File.WriteAllTextAsync(Directory.File("fake.png"), "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.ran=1\"/>");
        await File.WriteAllTextAsync(Directory.File("page.png"), "<!DOCTYPE html><script>window.ran=2</script>");

        await SendAsync(endPoint, "fake.png");
        await SendAsync(endPoint, "page.png");
        await SendAsync(endPoint, "real.png");

        await dora.Button("Show real.png").ClickAsync();
        await Expect(dora.Dialog.GetByRole(AriaRole.Img, new() { Name = "real.png" })).ToBeVisibleAsync();
        await dora.Page.Keyboard.PressAsync("Escape");
        await Expect(dora.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(dora.Message("fake.png").Locator("canvas, img")).ToHaveCountAsync(0);
        await Expect(dora.Message("page.png").Locator("canvas, img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TheListStaysWhereItIsWhilePicturesAppear()
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        var dora = await JoinAsync(endPoint, "Dora");
        var picture = await dora.Page.ScreenshotAsync();
        for (var number = 1; number <= 4; number++)
        {
            await dora.Page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = $"{number}.png", MimeType = "image/png", Buffer = picture });
            await Expect(dora.Button($"Show {number}.png")).ToBeVisibleAsync();
        }

        for (var number = 1; number <= 40; number++)
        {
            await dora.SayAsync($"message {number}");
        }

        await dora.SayAsync("the end");
        await dora.HasSentAsync("the end");
        var erik = await JoinAsync(endPoint, "Erik");
        await erik.SeesAsync("the end");
        await erik.ScrollUpAsync(900);
        var drift = await erik.WatchDriftAsync();
        await Expect(erik.Button("Show 4.png")).ToHaveCountAsync(1);
        await erik.Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");

        (await drift.FarthestAsync()).Should().BeLessThan(2);
    }

    [Fact]
    public async Task ItsCardTellsTheSenderAndTheOthersWhoHasIt()
    {
        var (_, endPoint) = await ServeAsync();
        Write("report.pdf", 3_000_000);
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik");
        await ChooseAsync(dora, "report.pdf");
        await Expect(dora.Message("report.pdf").GetByText("Nobody has it yet")).ToBeVisibleAsync();

        await GetAsync(endPoint, "--last");
        await DownloadAsync(erik, "report.pdf");

        await Expect(dora.Message("report.pdf").GetByText("2 have it")).ToBeVisibleAsync();
        await dora.Message("report.pdf").GetByText("2 have it").ClickAsync();
        await Expect(dora.Message("report.pdf").GetByText("ci, Erik")).ToBeVisibleAsync();
        await erik.Message("report.pdf").GetByText("Who has it?").ClickAsync();
        await Expect(erik.Message("report.pdf").GetByText("ci, Erik")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task WhatWasSharedCanBeRemoved()
    {
        var (_, endPoint) = await ServeAsync();
        Write("report.pdf", 100);
        var dora = await JoinAsync(endPoint, "Dora");
        var erik = await JoinAsync(endPoint, "Erik");
        await ChooseAsync(dora, "report.pdf");

        await dora.Message("report.pdf").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await Expect(erik.Message("report.pdf").GetByText("Removed from the server")).ToBeVisibleAsync();
        await Expect(erik.Message("report.pdf").GetByRole(AriaRole.Button, new() { Name = "Download: report.pdf" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AReloadInMidDownloadLeavesThePageWell()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("big.bin", 40_000_000);
        var dora = await JoinAsync(endPoint, "Dora");
        await SendAsync(endPoint, "big.bin");

        await dora.Button("Download: big.bin").ClickAsync();
        await dora.Button("Cancel").WaitForAsync();
        await dora.Page.ReloadAsync();
        await dora.IsInAsync();
        var download = await DownloadAsync(dora, "big.bin");

        SHA256.HashData(await File.ReadAllBytesAsync(await download.PathAsync())).Should().Equal(SHA256.HashData(bytes));
    }

    [Fact]
    public async Task NothingOfAFileTravelsInClear()
    {
        var (_, endPoint) = await ServeAsync();
        var bytes = Write("report.pdf", 200_000);
        var dora = await JoinAsync(endPoint, "Dora");
        var bodies = new List<byte[]>();
        dora.Page.Request += (_, request) => bodies.AddRange(request.PostDataBuffer is { } body ? [body] : []);
        await ChooseAsync(dora, "report.pdf");
        await Expect(dora.Message("report.pdf").GetByText("200 KB")).ToBeVisibleAsync();
        await Expect(dora.Page.GetByText("Sharing report.pdf")).ToHaveCountAsync(0);

        bodies.Should().AllSatisfy(body =>
        {
            body.AsSpan().IndexOf("report"u8).Should().Be(-1);
            body.AsSpan().IndexOf(bytes.AsSpan(0, 24)).Should().Be(-1);
        });
    }

    private static byte[] ReadEntry(System.IO.Compression.ZipArchive archive, string name)
    {
        using var content = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
