using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using LanTalk.Server.Web;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Web;

public sealed class WebApplicationTests
{
    private const string Host = "192.168.1.5:5050";

    [Theory]
    [InlineData("192.168.1.5:5050")]
    [InlineData("[fe80::1]:5050")]
    [InlineData("localhost:5050")]
    [InlineData("localhost")]
    public async Task WhoAsksForAnAddressIsServed(string host)
    {
        await using var server = TestServer.Start();

        (await HttpExchange.AskAsync(await server.BrowseAsync(), "/", host)).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/identity")]
    [InlineData("/chat")]
    public async Task ASiteThatHasItsNameLeadHereGetsNothing(string path)
    {
        await using var server = TestServer.Start();

        var answer = await HttpExchange.AskAsync(await server.BrowseAsync(), path, "evil.example:5050");

        answer.Status.Should().Be(403);
        answer.Text.Should().NotContain("Alice");
    }

    [Theory]
    [InlineData("evil.example:5050", "http://evil.example:5050")]
    [InlineData("192.168.1.5:5050", "http://evil.example")]
    [InlineData("192.168.1.5:5050", "http://192.168.1.5:8080")]
    [InlineData("192.168.1.5:5050", "null")]
    [InlineData("192.168.1.5:5050", null)]
    public async Task OnlyTheServersOwnPageOpensTheChat(string host, string? origin)
    {
        await using var server = TestServer.Start();

        (await WebTestClient.AskForSocketAsync(await server.BrowseAsync(), host, origin)).Status.Should().Be(403);
    }

    [Fact]
    public async Task AForeignPageIsNotToldWhoTheServerIs()
    {
        await using var server = TestServer.Start();

        (await HttpExchange.AskAsync(await server.BrowseAsync(), "/identity", Host, "GET", "Origin: http://evil.example")).Status.Should().Be(403);
    }

    [Theory]
    [InlineData("lantalk.2")]
    [InlineData("chat, superchat")]
    public async Task AnotherSubprotocolIsRefusedWithAReason(string subprotocol)
    {
        await using var server = TestServer.Start();

        var answer = await WebTestClient.AskForSocketAsync(await server.BrowseAsync(), subprotocol: subprotocol);

        answer.Status.Should().Be(400);
        answer.Text.Should().Contain("lantalk.3");
    }

    [Fact]
    public async Task WhoLooksAtTheChatsAddressIsToldWhatItIs()
    {
        await using var server = TestServer.Start();

        var answer = await HttpExchange.AskAsync(await server.BrowseAsync(), "/chat", Host, "GET", $"Origin: http://{Host}");

        answer.Status.Should().Be(400);
        answer.Text.Should().Contain("WebSocket");
    }

    [Theory]
    [InlineData("POST", "/", 405)]
    [InlineData("PUT", "/identity", 405)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/index.html", 404)]
    [InlineData("GET", "/index.en.html", 404)]
    [InlineData("GET", "/%2e%2e/identity.pem", 404)]
    [InlineData("HEAD", "/", 200)]
    public async Task WhatIsNotThereIsSaidInAFewWords(string method, string path, int status)
    {
        await using var server = TestServer.Start();

        (await HttpExchange.AskAsync(await server.BrowseAsync(), path, Host, method)).Status.Should().Be(status);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("secret", true)]
    public async Task TheCardSaysWhoTheServerIs(string? password, bool needsPassword)
    {
        await using var server = TestServer.Start(options => options with { Password = password });

        var answer = await HttpExchange.AskAsync(await server.BrowseAsync(), "/identity", Host);
        var card = JsonSerializer.Deserialize<JsonElement>(answer.Body);

        card.Text("server_name").Should().Be("Alice");
        card.GetProperty("needs_password").GetBoolean().Should().Be(needsPassword);
        card.Text("noise_key").Should().Be(SealedLoginSteps.Write(server.Get<ServerIdentity>().NoiseKey.PublicKey.Span));
        answer.Headers["Cache-Control"].Should().Be("no-store");
    }

    [Fact]
    public async Task SeveralRequestsTravelOnOneConnection()
    {
        await using var server = TestServer.Start();
        var stream = await server.BrowseAsync();

        (await HttpExchange.AskAsync(stream, "/", Host)).Status.Should().Be(200);
        (await HttpExchange.AskAsync(stream, "/identity", Host)).Status.Should().Be(200);
    }

    [Fact]
    public async Task WithoutTheWebAndFilesABrowsersConnectionIsClosed()
    {
        await using var server = TestServer.Start(options => options with { Web = false, Files = null });

        await FluentActions.Awaiting(async () => await HttpExchange.AskAsync(await server.BrowseAsync(), "/", Host)).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public void ThePageIsNotKeptAndItsPartsAreForGood()
    {
        var answers = Answers(
            ("index.en.html", "<!doctype html><style>p{}</style><script>let c;</script>"), ("app.1f2e.js", "let a;"), ("argon2.77.js", "let b;"));

        var page = Headers(answers.Answer("/", "", "", Host));
        var script = Headers(answers.Answer("/app.1f2e.js", "", "", Host));
        var worker = Headers(answers.Answer("/argon2.77.js", "", "", Host));

        page["Cache-Control"].Should().Be("no-store");
        page["Content-Type"].Should().Be("text/html; charset=utf-8");
        page["Content-Security-Policy"].Should().StartWith($"default-src 'none'; script-src 'self' {Hash("let c;")}; style-src 'self' {Hash("p{}")}; ")
            .And.Contain($"connect-src 'self' ws://{Host} wss://{Host};").And.Contain("trusted-types lantalk").And.NotContain("unsafe");
        script["Cache-Control"].Should().Be("public, max-age=31536000, immutable");
        script["Vary"].Should().Be("Accept-Encoding");
        worker["Content-Security-Policy"].Should().Contain("script-src 'self' 'wasm-unsafe-eval';");
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public void APartIsSentInTheSmallestFormThatIsTaken(string accepted, string? encoding)
    {
        var script = string.Concat(Enumerable.Repeat("let a = 1;\n", 1000));

        var answer = Answers(("app.1.js", script)).Answer("/app.1.js", accepted, "", Host);

        answer.ContentEncoding.Should().Be(encoding);
        using var unpacked = new MemoryStream(answer.Body);
        using Stream text = encoding switch
        {
            "br" => new BrotliStream(unpacked, CompressionMode.Decompress),
            "gzip" => new GZipStream(unpacked, CompressionMode.Decompress),
            _ => unpacked,
        };
        new StreamReader(text).ReadToEnd().Should().Be(script);
    }

    [Theory]
    [InlineData("school", "", "school:5050", true)]
    [InlineData("school", "", "SCHOOL.local:5050", true)]
    [InlineData("school", "", "school.local.", true)]
    [InlineData("school", "lan.example", "school.lan.example", true)]
    [InlineData("school.lan.example", "", "school", true)]
    [InlineData("school", "", "school.evil.example", false)]
    [InlineData("school", "", "evil.example", false)]
    [InlineData("school", "", "evil@school", false)]
    [InlineData("school", "", "school/x", false)]
    [InlineData("school", "", "school#x", false)]
    [InlineData("school", "", "", false)]
    public void AServerKnowsTheNamesOfItsMachine(string machine, string domain, string host, bool isOwn)
    {
        new OwnNames(machine, domain, BrowserCertificate.Open(new LanTalkServerOptions { Name = "Alice" })).Accept(host, origin: "").Should().Be(isOwn);
    }

    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private static WebAnswers Answers(params (string Name, string Text)[] files)
    {
        var server = TestServer.Start();
        var options = server.Get<LanTalkServerOptions>();
        var parts = new WebFiles(files.Select(file => new WebFile(file.Name, Encoding.UTF8.GetBytes(file.Text))
        {
            Gzip = Pack(file.Text, packed => new GZipStream(packed, CompressionLevel.Fastest)),
            Brotli = Pack(file.Text, packed => new BrotliStream(packed, CompressionLevel.Fastest)),
        }));
        return new WebAnswers(parts, new IndexPages(parts, options), options, server.Get<ServerIdentity>());
    }

    private static byte[] Pack(string text, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var packing = open(packed))
        {
            packing.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static Dictionary<string, string> Headers(WebAnswer answer) =>
        answer.Headers().ToDictionary(header => header.Name, header => header.Value.ToString());
}
