// Makes the pictures of the page beside it, in a real browser: the same afternoon as in make.cs, as Bob sees it on a computer and on a phone.
// Run it in the repository's root:  dotnet run docs/pictures/browser.cs
// It needs chromium and an installed lantalk, and fonts for Japanese and emoji.
#:package Microsoft.Playwright
#:property PublishAot=false
#:property NoWarn=MA0047;MA0048
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

using var playwright = await Playwright.CreateAsync();
var program = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "chromium")).First(File.Exists);
await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program });
await using var server = await Server.StartAsync();

var carol = await Person.JoinAsync(chromium, server, "Carol");
var yuki = await Person.JoinAsync(chromium, server, "Yuki");
foreach (var name in (string[])["Dora", "Emil"])
{
    await Person.JoinAsync(chromium, server, name);
}

await server.SayAsync("/topic Open workshop, Saturday from two");
await yuki.EnterRoomAsync("ops");
await carol.EnterRoomAsync("ops");
await yuki.OpenAsync("Lobby");
await carol.OpenAsync("Lobby");
var bob = await Person.JoinAsync(chromium, server, "Bob");
await bob.EnterRoomAsync("ops");
await bob.OpenAsync("Lobby");

await carol.SayAsync("Has anybody seen the key for the 3D printer?", seenBy: bob);
await yuki.SayAsync("It was in the kitchen, under the biscuits", seenBy: bob);
await server.SayAsync("It is on my desk now. There is tea, too 🍵");
await bob.SeesAsync("There is tea");
await yuki.SayAsync("This finds the printer's address, if it moved again:\n```\nfor n in $(seq 1 254); do\n  nc -zw1 192.168.1.$n 9100 && echo $n\ndone\n```", seenBy: bob);
await bob.SayAsync("It is `192.168.1.66` now. The first print is yours, Carol");
await carol.SayAsync("@Bob, can you bring the 日本 stickers when you come?", seenBy: bob);
await yuki.SayAsync("ステッカー! Some for me as well, please 🎉", seenBy: bob);

await carol.OpenAsync("ops");
await carol.SayAsync("The disk of the second one is nearly full.");
await carol.SayAsync("Bob, is that your backup?");
await carol.SayAsync("/pm Bob They are for Alice's birthday. Not a word!");
await bob.ShowsNewsAsync("Carol");
foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
{
    await bob.PaintAsync(scheme, $"desktop-{scheme}".ToLowerInvariant());
}

await bob.TakePhoneAsync();
await bob.PaintAsync(ColorScheme.Dark, "phone-dark");
await bob.OpenAsync("Carol");
await bob.SeesAsync("Not a word!");
await bob.SayAsync("My lips are sealed");
await bob.SayAsync("How many candles?");
await carol.OpenAsync("Bob");
await carol.SayAsync("Nobody knows. I bought two boxes 🎂", seenBy: bob);
await bob.TypeAsync("I bring the matches");
await bob.PaintAsync(ColorScheme.Light, "phone-light");

/// <summary>Alice's server, in a directory of its own. She speaks at its console.</summary>
internal sealed class Server(Process process, string directory, int port) : IAsyncDisposable
{
    public string Address => $"http://127.0.0.1:{port}/";

    public static async Task<Server> StartAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var directory = Directory.CreateTempSubdirectory("lantalk-pictures-").FullName;
        var start = new ProcessStartInfo("lantalk", ["serve", "--name", "Alice", "--bind", "127.0.0.1", "--no-beacon", "--port", $"{port}", "--rate-limit", "0", "--data-dir", directory])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Listening on", StringComparison.Ordinal))
        {
        }

        _ = process.StandardOutput.ReadToEndAsync();
        return new Server(process, directory, port);
    }

    public async Task SayAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await SayAsync("/quit");
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}

/// <summary>Somebody with the page open.</summary>
internal sealed class Person(IPage page, ICDPSession devTools)
{
    /// <summary>The minute of each message, from the last one backwards: it would differ from run to run, as nothing else does.</summary>
    private const string SetClocks = """
        () => {
          const minutes = [24, 23, 21, 20, 18, 14, 9, 7, 5, 2];
          let said = 0;
          for (const time of [...document.querySelectorAll('article time')].reverse()) {
            time.textContent = `14:${String(minutes[Math.min(said++, minutes.length - 1)]).padStart(2, '0')}`;
          }
        }
        """;

    /// <summary>The pixels of a PNG: its width in four bytes, and four bytes for each. Only the browser can read its picture here.</summary>
    private const string Pixels = """
        async (png) => {
          const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
          canvas.drawImage(image, 0, 0);
          const { data } = canvas.getImageData(0, 0, image.width, image.height);
          const blob = new Blob([new Uint32Array([image.width]), data]);
          const url = await new Promise((resolve) => {
            const reader = new FileReader();
            reader.onload = () => resolve(reader.result);
            reader.readAsDataURL(blob);
          });
          return url.slice(url.indexOf(',') + 1);
        }
        """;

    public static async Task<Person> JoinAsync(IBrowser browser, Server server, string name)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 }, Locale = "en-GB" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Address);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Your name", Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();
        var person = new Person(page, await context.NewCDPSessionAsync(page));
        await Assertions.Expect(person.Composer).ToBeVisibleAsync();
        return person;
    }

    /// <summary>From now on, the page is on a phone.</summary>
    public async Task TakePhoneAsync()
    {
        await devTools.SendAsync("Emulation.setTouchEmulationEnabled", new(StringComparer.Ordinal) { ["enabled"] = true });
        await devTools.SendAsync(
            "Emulation.setDeviceMetricsOverride", new(StringComparer.Ordinal) { ["width"] = 360, ["height"] = 740, ["deviceScaleFactor"] = 2, ["mobile"] = true });
        await page.EvaluateAsync("() => document.activeElement.blur()");
    }

    public async Task SayAsync(string text, Person? seenBy = null)
    {
        await TypeAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Assertions.Expect(Composer).ToBeEmptyAsync();
        if (!text.StartsWith('/'))
        {
            await SeesAsync(text);
            await Assertions.Expect(page.GetByText("Sending")).ToHaveCountAsync(0);
        }

        if (seenBy is not null)
        {
            await seenBy.SeesAsync(text);
        }
    }

    public async Task EnterRoomAsync(string room)
    {
        await SayAsync($"/join {room}");
        await IsInAsync(room);
    }

    public Task TypeAsync(string text) => Composer.FillAsync(text);

    /// <summary>Waits for the message with this text, or with its first line.</summary>
    public Task SeesAsync(string text) => Assertions.Expect(page.GetByRole(AriaRole.Article).Filter(new() { HasText = text.Split('\n')[0].Replace("`", "") })).ToHaveCountAsync(1);

    public Task ShowsNewsAsync(string place) => Assertions.Expect(Place(place)).ToBeVisibleAsync();

    public async Task OpenAsync(string place)
    {
        var rooms = page.GetByRole(AriaRole.Button, new() { Name = "Show rooms" });
        if (!await Place(place).IsVisibleAsync() && await rooms.CountAsync() > 0)
        {
            await rooms.First.ClickAsync();
        }

        await Place(place).ClickAsync();
        await IsInAsync(place);
    }

    public async Task PaintAsync(ColorScheme scheme, string picture)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await page.EvaluateAsync(SetClocks);

        // Not by Playwright, which would take the phone away for it.
        var answer = await devTools.SendAsync("Page.captureScreenshot");
        var pixels = await page.EvaluateAsync<string>(Pixels, answer!.Value.GetProperty("data").GetString());
        await File.WriteAllBytesAsync(Path.Combine("docs", "pictures", $"{picture}.png"), SmallPng.Write(Convert.FromBase64String(pixels)));
    }

    private Task IsInAsync(string place) => Assertions.Expect(page.Locator("#talk-name")).ToContainTextAsync(place);

    private ILocator Composer => page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    private ILocator Place(string place) => page.GetByRole(AriaRole.Navigation, new() { Name = "Rooms", Exact = true })
        .GetByRole(AriaRole.Button).Filter(new() { Has = page.GetByText(place, new() { Exact = true }) });
}

/// <summary>A PNG of at most 256 colours: a third of the size, and nobody sees the difference.</summary>
internal static class SmallPng
{
    /// <summary>Writes pixels: the width in four bytes, and red, green, blue and alpha of each.</summary>
    public static byte[] Write(byte[] pixels)
    {
        var width = BinaryPrimitives.ReadInt32LittleEndian(pixels);
        var colors = Enumerable.Range(1, (pixels.Length / 4) - 1).Select(index => BinaryPrimitives.ReadInt32BigEndian(pixels.AsSpan(index * 4)) >>> 8).ToArray();
        var palette = colors.CountBy(color => color).OrderByDescending(count => count.Value).Take(256).Select(count => count.Key).ToArray();
        var indexes = colors.Distinct().ToDictionary(color => color, color => (byte)Nearest(palette, color));

        var rows = colors.Chunk(width).SelectMany(row => row.Select(color => indexes[color]).Prepend((byte)0)).ToArray();
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), colors.Length / width);
        (header[8], header[9]) = (8, 3);
        return
        [
            0x89, .. "PNG\r\n\u001A\n"u8,
            .. Chunk("IHDR"u8, header),
            .. Chunk("PLTE"u8, [.. palette.SelectMany(color => (byte[])[(byte)(color >> 16), (byte)(color >> 8), (byte)color])]),
            .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static int Nearest(int[] palette, int color) => Enumerable.Range(0, palette.Length).MinBy(index => Distance(palette[index], color));

    private static int Distance(int one, int other) => new[] { 16, 8, 0 }.Sum(shift => ((one >> shift) & 0xff) - ((other >> shift) & 0xff) is var off ? off * off : 0);

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
