using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Sessions;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Transfers;

public sealed class GettingTests
{
    private const int Size = (2 * Chunks.Length) + 7;

    private readonly SampleShare _sample = new(Size);

    [Theory]
    [InlineData("bytes=0-", 0, Size)]
    [InlineData("bytes=5-9", 5, 10)]
    [InlineData("bytes=1048570-1048580", 1048570, 1048581)]
    [InlineData("bytes=-3", Size - 3, Size)]
    [InlineData("bytes=10-99999999999", 10, Size)]
    public async Task ARangeIsExactlyThat(string range, int start, int end)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);

        var answer = await bob.GetAsync(share, $"/files/{share}", $"Range: {range}");

        answer.Status.Should().Be(206);
        answer.Headers.Should().Contain("Content-Range", $"bytes {start}-{end - 1}/{Size}");
        answer.Body.Should().Equal(_sample.Content[start..end]);
    }

    [Theory]
    [InlineData("bytes=-")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=9-5")]
    [InlineData("bytes=99999999-")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("bytes=-1-5")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=0-1\r\nRange: bytes=2-3")]
    public async Task ARangeThatMakesNoSenseIsRefused(string range)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);

        (await bob.GetAsync(share, $"/files/{share}", $"Range: {range}")).Status.Should().Be(400);
    }

    [Fact]
    public async Task ABrowserSavesTheOnlyFileByAnAddressThatWorksOnce()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        var ticket = await bob.TicketAsync(share);
        var path = $"/files/{share}/download/{ticket}/report.pdf";

        var answer = await AskAsync(server, path);

        answer.Status.Should().Be(200);
        answer.Headers.Should().Contain("Content-Disposition", "attachment").And.Contain("Content-Security-Policy", "sandbox");
        answer.Body.Should().Equal(_sample.Content[1..], "the manifest is no part of the file");
        (await AskAsync(server, path)).Status.Should().Be(401);
        (await bob.AskAsync("GET", $"/files/{share}", ticket)).Status.Should().Be(401);
    }

    [Theory]
    [InlineData("/files/1/download/{0}")]
    [InlineData("/files/1/download/{0}/")]
    [InlineData("/files/1/download//x")]
    [InlineData("/files/x/download/{0}/x")]
    [InlineData("/files/2/download/{0}/x")]
    public async Task AnAddressOfADownloadIsExact(string path)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var ticket = await bob.TicketAsync(await bob.ShareAsync(_sample));

        (await AskAsync(server, path.Replace("{0}", ticket, StringComparison.Ordinal))).Status.Should().BeOneOf(403, 404);
    }

    [Fact]
    public async Task ATicketForSendingAndASealedOneAreNoAddress()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        await bob.Chat.SendAsync($$"""{"type":"ticket","nonce":"abc","share":{{share}},"sealed":true}""");
        var sealedTicket = (await bob.Chat.ReadAsync("ticket")).Text("ticket");

        (await AskAsync(server, $"/files/{share}/download/{sealedTicket}/x")).Status.Should().Be(401);
        (await AskAsync(server, $"/files/{share}/download/{await bob.TicketAsync()}/x")).Status.Should().Be(401);
    }

    [Fact]
    public async Task ARangeOfAnotherContentGetsTheWhole()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);

        (await bob.GetAsync(share, $"/files/{share}", "Range: bytes=5-", "If-Range: \"another\"")).Status.Should().Be(200);
        (await bob.GetAsync(share, $"/files/{share}", "Range: bytes=5-", $"If-Range: \"{_sample.Outline.Root}\"")).Status.Should().Be(206);
    }

    [Fact]
    public async Task TheOutlineIsAsItWasPosted()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);

        var answer = await bob.GetAsync(share, $"/files/{share}/outline");

        ShareOutline.TryParse(answer.Body).Should().Be(_sample.Outline with { Share = share, Offset = Size });
    }

    [Fact]
    public async Task AReceiverFollowsAnUploadThatIsStillGoingOn()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        var share = await bob.DescribeAsync(_sample);
        await bob.AnnounceAsync(share);

        var getting = carol.GetAsync(share, $"/files/{share}");
        await bob.PatchAsync(share, 0, _sample.Content.AsMemory(0, Chunks.Length));
        getting.IsCompleted.Should().BeFalse();
        await bob.PatchAsync(share, Chunks.Length, _sample.From(Chunks.Length));

        (await getting.WaitAsync(TimeSpan.FromSeconds(30))).Body.Should().Equal(_sample.Content);
    }

    [Fact]
    public async Task AReceiverIsCutOffWhenTheShareIsRemoved()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        var share = await bob.DescribeAsync(_sample);
        await bob.AnnounceAsync(share);
        await bob.PatchAsync(share, 0, _sample.Content.AsMemory(0, Chunks.Length));
        var ticket = await carol.TicketAsync(share);
        var connection = await server.OpenHttpAsync();
        await connection.Client.SendAsync($"GET /files/{share} HTTP/1.1\r\nHost: {FileClient.Host}\r\nAuthorization: Bearer {ticket}\r\n\r");
        (await connection.Client.ReadLineAsync()).Should().StartWith("HTTP/1.1 200");

        await bob.Chat.SayAsync($"/unsend {share}");

        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        (await carol.AskAsync("GET", $"/files/{share}", ticket)).Status.Should().Be(404);
        await bob.Chat.DrainAsync();
        Directory.Exists(Path.Combine(server.Directory.Path, "files", $"{share}")).Should().BeFalse();
    }

    [Fact]
    public async Task AReceiverWaitsAMinuteForAnUploadThatHasStopped()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var share = await bob.DescribeAsync(_sample);
        var connection = await server.OpenHttpAsync();
        await connection.Client.SendAsync(
            $"GET /files/{share} HTTP/1.1\r\nHost: {FileClient.Host}\r\nAuthorization: Bearer {await bob.TicketAsync(share)}\r\n\r");
        (await connection.Client.ReadLineAsync()).Should().StartWith("HTTP/1.1 200");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!connection.Closed.IsCompleted)
        {
            // The wait begins some time after the head of the answer was sent.
            patience.Token.ThrowIfCancellationRequested();
            server.Time.Advance(TimeSpan.FromSeconds(61));
            await Task.Yield();
        }
    }

    [Fact]
    public async Task ATicketIsForOneShareAndOnePurpose()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        var share = await bob.ShareAsync(_sample);
        var other = await bob.ShareAsync(new SampleShare(100, seed: 2));
        var getting = await carol.TicketAsync(share);
        var sending = await carol.TicketAsync();

        (await carol.AskAsync("GET", $"/files/{other}", getting)).Status.Should().Be(403);
        (await carol.SendAsync("POST", "/files", _sample.Outline.ToJson(), getting)).Status.Should().Be(403);
        (await carol.SendAsync("PATCH", $"/files/{share}", new byte[1], sending, "Upload-Offset: 0")).Status.Should().Be(403);
        (await carol.AskAsync("GET", $"/files/{share}", sending)).Status.Should().Be(403);
        (await carol.AskAsync("GET", $"/files/{share}", getting)).Status.Should().Be(200);
        (await carol.AskAsync("GET", $"/files/{share}", getting)).Status.Should().Be(200, "a ticket can be used again");
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("\r\nAuthorization: Bearer x")]
    public async Task WithoutAValidTicketNothingIsTold(string ticket)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);

        (await bob.AskAsync("GET", $"/files/{share}", ticket)).Status.Should().Be(401);
        (await bob.AskAsync("GET", "/files/99", ticket)).Status.Should().Be(401);
        (await bob.SendAsync("PATCH", $"/files/{share}", new byte[100_000], ticket)).Status.Should().Be(401);
    }

    [Fact]
    public async Task ATicketExpiresTenMinutesAfterItsLastUse()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        var ticket = await bob.TicketAsync(share);

        server.Time.Advance(TimeSpan.FromMinutes(9));
        (await bob.AskAsync("HEAD", $"/files/{share}", ticket)).Status.Should().Be(200);
        server.Time.Advance(TimeSpan.FromMinutes(9));
        (await bob.AskAsync("HEAD", $"/files/{share}", ticket)).Status.Should().Be(200);
        server.Time.Advance(TimeSpan.FromMinutes(11));

        (await bob.AskAsync("HEAD", $"/files/{share}", ticket)).Status.Should().Be(401);
    }

    [Fact]
    public async Task ATicketIsNothingWithoutItsUser()
    {
        await using var server = TestServer.Start(options => options with { Grace = TimeSpan.Zero });
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        var share = await bob.ShareAsync(_sample);
        var ticket = await carol.TicketAsync(share);

        await carol.Chat.SendAsync("""{"type":"quit"}""");
        await carol.Chat.ReadToEndAsync();
        while (server.Get<SessionRegistry>().Find("Carol") is not null)
        {
            await Task.Yield();
        }

        (await carol.AskAsync("GET", $"/files/{share}", ticket)).Status.Should().Be(401);
    }

    [Fact]
    public async Task WhoLeavesTheRoomGetsNothingMore()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        await bob.Chat.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.Chat.ReadAsync("room");
        var share = await bob.DescribeAsync(_sample);
        await bob.PatchAsync(share, 0, _sample.Content);
        await bob.AnnounceAsync(share, "ops");
        (await carol.RefusalAsync(share)).Should().Be($"You are in no room in which share {share} was announced, and it is not sealed for you.");

        await carol.Chat.SendAsync("""{"type":"join","room":"ops"}""");
        var ticket = await carol.TicketAsync(share);
        (await carol.AskAsync("HEAD", $"/files/{share}", ticket)).Status.Should().Be(200);
        await carol.Chat.SendAsync("""{"type":"leave","room":"ops"}""");
        await carol.Chat.DrainAsync();

        (await carol.AskAsync("HEAD", $"/files/{share}", ticket)).Status.Should().Be(403);
    }

    [Theory]
    [InlineData("GET", "/files", 405)]
    [InlineData("DELETE", "/files/1", 405)]
    [InlineData("POST", "/files/1", 405)]
    [InlineData("PATCH", "/files/1/outline", 405)]
    [InlineData("GET", "/files/", 404)]
    [InlineData("GET", "/files/-1", 404)]
    [InlineData("GET", "/files/01", 404)]
    [InlineData("GET", "/files/99999999999999999999", 404)]
    [InlineData("GET", "/files/1/../../identity.pem", 404)]
    [InlineData("GET", "/files/1/content", 404)]
    public async Task OtherPathsAndMethodsAreRefused(string method, string path, int status)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);

        (await bob.AskAsync(method, path, await bob.TicketAsync())).Status.Should().Be(status);
    }

    [Fact]
    public async Task AForeignPageGetsNoFiles()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);

        (await bob.GetAsync(share, $"/files/{share}", "Origin: http://evil.example")).Status.Should().Be(403);
    }

    [Fact]
    public async Task WithoutThePageThereAreFilesAllTheSame()
    {
        await using var server = TestServer.Start(options => options with { Web = false });
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);

        (await bob.GetAsync(share, $"/files/{share}")).Status.Should().Be(200);
        (await bob.GetAsync(share, "/")).Status.Should().Be(404);
        (await bob.GetAsync(share, "/identity")).Status.Should().Be(404);
        (await WebTestClient.AskForSocketAsync(await server.BrowseAsync(), FileClient.Host, $"http://{FileClient.Host}")).Status.Should().Be(404);
    }

    [Fact]
    public async Task WhereTlsIsRequiredFilesAreNotSentWithoutIt()
    {
        await using var server = TestServer.Start(options => options with { RequireTls = true });
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);

        (await bob.SendAsync("POST", "/files", _sample.Outline.ToJson(), await bob.TicketAsync())).Status.Should().Be(403);
    }

    [Fact]
    public async Task WhereFilesAreOffNobodyGetsATicket()
    {
        await using var server = TestServer.Start(options => options with { Files = null });
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);

        (await bob.RefusalAsync(null)).Should().Be("This server keeps no files.");
        (await bob.AskAsync("GET", "/files/1", "x")).Status.Should().Be(404);
    }

    [Fact]
    public async Task AClientThatIsNoBrowserMakesNoSilentConnectionASpareOne()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        await bob.GetAsync(share, $"/files/{share}");

        var version2 = server.Knock().Client;
        server.Time.Advance(TimeSpan.FromMilliseconds(250));

        (await version2.ReadAsync()).Text("type").Should().Be("auth_request");
    }

    private static async Task<HttpExchange> AskAsync(TestServer server, string path)
    {
        await using var stream = await server.BrowseAsync();
        return await HttpExchange.AskAsync(stream, path, FileClient.Host);
    }
}
