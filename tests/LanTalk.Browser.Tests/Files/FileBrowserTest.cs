using System.Net;
using System.Security.Cryptography;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LanTalk.Browser.Tests.Files;

/// <summary>What tests of files in pages have in common.</summary>
public abstract class FileBrowserTest(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    /// <summary>Chooses a file of the test's directory to send where the visitor is.</summary>
    protected async Task ChooseAsync(Visitor visitor, string fileName)
    {
        var chooser = await visitor.Page.RunAndWaitForFileChooserAsync(() => visitor.Button("Share files").ClickAsync());
        await chooser.SetFilesAsync(Directory.File(fileName));
    }

    /// <summary>Drops a file on the conversation.</summary>
    protected static async Task DropAsync(Visitor visitor, string name, string type, byte[] content)
    {
        await Expect(visitor.Button("Share files")).ToBeVisibleAsync();
        var transfer = await visitor.Page.EvaluateHandleAsync(
            """
            ([name, type, content]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name, { type }));
              return transfer;
            }
            """,
            new object[] { name, type, Convert.ToBase64String(content) });
        await visitor.Page.GetByRole(AriaRole.Main).DispatchEventAsync("drop", new { dataTransfer = transfer });
    }

    /// <summary>Saves what a message tells of.</summary>
    protected static Task<IDownload> DownloadAsync(Visitor visitor, string text) => visitor.Page.RunAndWaitForDownloadAsync(
        () => visitor.Message(text).GetByRole(AriaRole.Button, new() { Name = "Download: " }).ClickAsync());

    /// <summary>Sends a file of the test's directory from a script.</summary>
    protected async Task SendAsync(IPEndPoint endPoint, string fileName, params string[] more)
    {
        var (exitCode, run) = await RunToEndAsync(["send", "--host", $"{endPoint}", "--name", "ci", "--file", fileName, .. more]);
        exitCode.Should().Be(0, string.Join('\n', run.Errors));
    }

    /// <summary>Gets a share into <c>got/</c> of the test's directory.</summary>
    protected async Task GetAsync(IPEndPoint endPoint, string which, params string[] more)
    {
        var (exitCode, run) = await RunToEndAsync(["get", "--host", $"{endPoint}", "--name", "ci", which, "--output", "got/", .. more]);
        exitCode.Should().Be(0, string.Join('\n', run.Errors));
    }

    /// <summary>Writes a file into the test's directory.</summary>
    protected byte[] Write(string path, int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Directory.File(path))!);
        File.WriteAllBytes(Directory.File(path), bytes);
        return bytes;
    }

    /// <summary>The hash of a file of the test's directory.</summary>
    protected byte[] Hash(string path) => SHA256.HashData(File.ReadAllBytes(Directory.File(path)));

    /// <summary>The hash of what was saved.</summary>
    protected static async Task<byte[]> HashAsync(IDownload download) => SHA256.HashData(await File.ReadAllBytesAsync(await download.PathAsync()));
}
