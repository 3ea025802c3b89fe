using System.Text;

namespace LanTalk.Server.Tests.Plugins;

public sealed class PluginHookTests
{
    private const string Hooked = """{"type":"manifest","name":"dice","permissions":["hook"]}""";
    private const string Path = "/hooks/secret-of-dice";

    [Fact]
    public async Task ACallReachesThePluginAndItsReplyTheCaller()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Hooked);

        var calling = PostAsync(plugins, $"{Path}?build=17", "{\"status\":\"caf\u00e9\"}");
        var hook = await dice.ReadAsync("hook");
        await dice.PrintAsync($$"""{"type":"reply","call":{{hook.GetProperty("call").GetInt64()}},"text":"thank you"}""");

        (hook.Text("content_type"), hook.Text("query"), hook.Text("body")).Should().Be(("application/json", "build=17", "{\"status\":\"caf\u00e9\"}"));
        var answer = await calling;
        answer.Should().StartWith("HTTP/1.1 200 OK").And.EndWith("thank you\n").And.Contain("X-Content-Type-Options: nosniff");
    }

    [Fact]
    public async Task AnErrorOrNoReplyIsAStatusOfItsOwn()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Hooked);

        var calling = PostAsync(plugins, Path, "x");
        var hook = await dice.ReadAsync("hook");
        await dice.PrintAsync($$"""{"type":"reply","call":{{hook.GetProperty("call").GetInt64()}},"error":"Not a build."}""");
        (await calling).Should().StartWith("HTTP/1.1 422 ").And.EndWith("Not a build.\n");

        calling = PostAsync(plugins, Path, "x");
        await dice.ReadAsync("hook");
        plugins.Server.Time.Advance(TimeSpan.FromSeconds(5));
        (await calling).Should().StartWith("HTTP/1.1 504 ");
    }

    [Theory]
    [InlineData("POST /hooks/wrong", "", 404)]
    [InlineData("POST /hooks/", "", 404)]
    [InlineData("GET /hooks/secret-of-dice", "", 405)]
    [InlineData("POST /hooks/secret-of-dice", "Origin: http://localhost\r\n", 403)]
    public async Task ACallThatIsNotAllowedIsRefused(string request, string headers, int status)
    {
        await using var plugins = PluginServer.Start();
        await plugins.AddAsync(Hooked);

        (await SendAsync(plugins, $"{request} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n")).Should()
            .StartWith($"HTTP/1.1 {status} ");
    }

    [Fact]
    public async Task WithoutThePermissionThereIsNoHook()
    {
        await using var plugins = PluginServer.Start();
        await plugins.AddAsync(Hooked.Replace("\"hook\"", ""));

        (await PostAsync(plugins, Path, "x")).Should().StartWith("HTTP/1.1 404 ");
    }

    [Fact]
    public async Task ABodyThatIsTooLongOrNoTextIsRefused()
    {
        await using var plugins = PluginServer.Start();
        await plugins.AddAsync(Hooked);

        // Refused before it is sent.
        (await SendAsync(plugins, $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {(64 * 1024) + 1}\r\nConnection: close\r\n\r\n")).Should()
            .StartWith("HTTP/1.1 413 ");
        (await SendAsync(plugins, Encoding.Latin1.GetBytes($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n\u00e9"))).Should()
            .StartWith("HTTP/1.1 415 ");
    }

    [Fact]
    public async Task MoreThanTenCallsInASecondAreTooMany()
    {
        await using var plugins = PluginServer.Start();
        var dice = await plugins.AddAsync(Hooked);
        for (var i = 0; i < 10; i++)
        {
            var calling = PostAsync(plugins, Path, "x");
            var hook = await dice.ReadAsync("hook");
            await dice.PrintAsync($$"""{"type":"reply","call":{{hook.GetProperty("call").GetInt64()}}}""");
            (await calling).Should().StartWith("HTTP/1.1 200 ");
        }

        (await PostAsync(plugins, Path, "x")).Should().StartWith("HTTP/1.1 429 ");
    }

    private static Task<string> PostAsync(PluginServer plugins, string path, string body) => SendAsync(
        plugins,
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    private static Task<string> SendAsync(PluginServer plugins, string request) => SendAsync(plugins, Encoding.UTF8.GetBytes(request));

    private static async Task<string> SendAsync(PluginServer plugins, byte[] request)
    {
        await using var stream = await plugins.Server.BrowseAsync();
        await stream.WriteAsync(request);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(30));
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
