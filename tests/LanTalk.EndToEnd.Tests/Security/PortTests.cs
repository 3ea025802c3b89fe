using System.Diagnostics;
using System.Net;
using System.Net.Security;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Security;

public sealed class PortTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task OpensslSeesTlsOneThreeAndTheChatsProtocol()
    {
        await Requirement.ProgramAsync("An independent TLS client", "openssl", "version");
        var (_, endPoint) = await ServeAsync();

        var (exitCode, output) = await OpensslAsync(endPoint, "-alpn", "lantalk/3");

        exitCode.Should().Be(0);
        output.Should().Contain("TLSv1.3").And.Contain("ALPN protocol: lantalk/3").And.Contain("\"nonce\"");
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-alpn", "smtp")]
    public async Task OpensslIsRefusedWithAnythingElse(params string[] arguments)
    {
        await Requirement.ProgramAsync("An independent TLS client", "openssl", "version");
        var (_, endPoint) = await ServeAsync();

        (await OpensslAsync(endPoint, arguments)).ExitCode.Should().NotBe(0);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task ABrowserIsShownAPageOnTheSamePort(string scheme)
    {
        var (_, endPoint) = await ServeAsync();
        using var browser = Browser();

        using var response = await browser.GetAsync(new Uri($"{scheme}://{endPoint}/"));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("<bdi>Alice</bdi>", "its join form names the server");
        response.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none';");
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        response.Headers.Server.Should().BeEmpty();
    }

    [Theory]
    [InlineData("HEAD", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/etc/passwd", HttpStatusCode.NotFound)]
    [InlineData("GET", "/../", HttpStatusCode.OK)]
    [InlineData("POST", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/x", HttpStatusCode.MethodNotAllowed)]
    public async Task ThereIsNothingButThePage(string method, string path, HttpStatusCode status)
    {
        var (_, endPoint) = await ServeAsync();
        using var browser = Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://{endPoint}{path}"));

        using var response = await browser.SendAsync(request);

        response.StatusCode.Should().Be(status);
        if (method == "HEAD")
        {
            (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task ARequestThatIsTooLargeOrNeverEndsIsCutOffAndTheChatGoesOn()
    {
        var (_, endPoint) = await ServeAsync();
        using var large = await TestClient.ConnectAsync(endPoint);
        using var slow = await TestClient.ConnectAsync(endPoint);
        await slow.SendAsync("GET / HTTP/1.1");

        await large.SendAsync($"GET / HTTP/1.1\r\nHost: x\r\nCookie: {new string('x', 40_000)}\r\n\r");
        System.Text.Encoding.ASCII.GetString(await large.ReadToEndBytesAsync()).Should().StartWith("HTTP/1.1 431");
        (await slow.ReadToEndBytesAsync()).Length.Should().BeGreaterThanOrEqualTo(0);

        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.SendAsync("""{"username":"Bob"}""");
        (await bob.ReadAsync("auth_ok")).GetProperty("username").GetString().Should().Be("Bob");
    }

    [Fact]
    public async Task TwoHundredHalfFinishedHandshakesDoNotKeepAnotherAddressWaiting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere loopback has one address.");
        var (_, endPoint) = await ServeAsync();
        var attackers = new List<Stream>();
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var stream = await TlsTestClient.OpenAsync(endPoint, IPAddress.Parse("127.0.0.2"));
                attackers.Add(stream);
                await stream.WriteAsync(new byte[] { 0x16, 3, 1, 2 });
            }

            var begin = TimeProvider.System.GetTimestamp();
            using var bob = await TlsTestClient.ConnectAsync(endPoint, IPAddress.Parse("127.0.0.3"));
            await bob.Lines.ReadAsync("auth_request");

            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(TimeSpan.FromSeconds(2));
        }
        finally
        {
            foreach (var stream in attackers)
            {
                await stream.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task ACorruptIdentityStopsTheStartAndStaysAsItIs()
    {
        await File.WriteAllTextAsync(Directory.File("identity.pem"), "nonsense");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Directory.File("identity.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var (exitCode, run) = await RunToEndAsync("serve", "--port", "0", "--no-beacon");

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains("identity.pem") && line.Contains("left as it is"));
        (await File.ReadAllTextAsync(Directory.File("identity.pem"))).Should().Be("nonsense");
    }

    [Fact]
    public async Task TheIdentityIsKeptAcrossRestarts()
    {
        var (server, first) = await ServeAsync();
        using var before = await TlsTestClient.ConnectAsync(first);
        await server.TypeAsync("/quit");
        await server.ExitAsync();

        var (_, second) = await ServeAsync();
        using var after = await TlsTestClient.ConnectAsync(second);

        after.Fingerprint.Should().Be(before.Fingerprint);
    }

    private static HttpClient Browser() => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    });

    private static async Task<(int ExitCode, string Output)> OpensslAsync(IPEndPoint endPoint, params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", ["s_client", "-connect", $"{endPoint}", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = "";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(ToolProcess.Patience) is { } line)
        {
            output += line + "\n";
            if (line.Contains("\"auth_request\""))
            {
                process.StandardInput.Close();
            }
        }

        await errors;
        await process.WaitForExitAsync().WaitAsync(ToolProcess.Patience);
        return (process.ExitCode, output);
    }
}
