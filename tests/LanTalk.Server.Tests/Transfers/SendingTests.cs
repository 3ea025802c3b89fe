using System.Text;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Connections;

namespace LanTalk.Server.Tests.Transfers;

public sealed class SendingTests
{
    private const int Size = (5 * Chunks.Length / 2) + 7;

    private readonly SampleShare _sample = new(Size);

    [Fact]
    public async Task AShareGoesUpAndIsGotByteForByte()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);

        var share = await bob.DescribeAsync(_sample);
        var sent = await bob.PatchAsync(share, 0, _sample.Content);
        var got = await bob.GetAsync(share, $"/files/{share}");

        share.Should().Be(1);
        sent.Status.Should().Be(204, sent.Text);
        sent.Headers.Should().Contain("Upload-Offset", $"{Size}").And.Contain("Upload-Complete", "?1");
        got.Status.Should().Be(200);
        got.Body.Should().Equal(_sample.Content);
        got.Headers.Should().Contain("X-Content-Type-Options", "nosniff").And.Contain("Content-Security-Policy", "sandbox")
            .And.Contain("Content-Disposition", "attachment").And.Contain("ETag", $"\"{_sample.Outline.Root}\"");
    }

    [Fact]
    public async Task ABodyThatEndsEarlyLosesAtMostTheChunkUnderWay()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);

        var half = await bob.PatchAsync(share, 0, _sample.Content.AsMemory(0, Chunks.Length + 5));
        var head = await bob.AskAsync("HEAD", $"/files/{share}", await bob.TicketAsync());
        var rest = await bob.PatchAsync(share, Chunks.Length, _sample.From(Chunks.Length));

        half.Status.Should().Be(204);
        head.Headers.Should().Contain("Upload-Offset", $"{Chunks.Length}").And.Contain("Upload-Complete", "?0");
        rest.Headers.Should().Contain("Upload-Complete", "?1");
        (await bob.GetAsync(share, $"/files/{share}")).Body.Should().Equal(_sample.Content);
    }

    [Fact]
    public async Task ABrokenConnectionKeepsTheChunksBefore()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        var connection = await BeginAsync(server, bob, share);

        connection.Abort(new ConnectionAbortedException("The cable was pulled."));
        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(30));

        (await bob.PatchAsync(share, Chunks.Length, _sample.From(Chunks.Length))).Status.Should().Be(204);
    }

    [Fact]
    public async Task AWrongChunkIsNamedAndTheOffsetKept()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        var altered = _sample.Content.ToArray();
        altered[Chunks.Length + 3] ^= 1;

        var answer = await bob.PatchAsync(share, 0, altered);

        answer.Status.Should().Be(400);
        answer.Text.Should().StartWith("Chunk 1 (from byte 1048576 on) does not have its hash");
        answer.Headers.Should().Contain("Upload-Offset", $"{Chunks.Length}");
        (await bob.PatchAsync(share, Chunks.Length, _sample.From(Chunks.Length))).Status.Should().Be(204);
    }

    [Fact]
    public async Task AnotherOffsetIsAConflictThatTellsTheRightOne()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);

        var answer = await bob.PatchAsync(share, Chunks.Length, _sample.From(Chunks.Length));

        answer.Status.Should().Be(409);
        answer.Headers.Should().Contain("Upload-Offset", "0");
        answer.Text.Should().Be("The server has 0 bytes of the content. Go on from there.\n");
    }

    [Fact]
    public async Task OnlyOneSendsAContentAtATime()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        using var seat = await server.Get<ShareStore>().Find(share)!.TryTakeSeatAsync(server.Time);

        var answer = await bob.PatchAsync(share, 0, _sample.Content);

        answer.Status.Should().Be(409);
        answer.Text.Should().Be("Somebody else is sending this content now.\n");
    }

    [Fact]
    public async Task ASenderThatFellSilentGivesWayToAnother()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        var silent = await BeginAsync(server, bob, share);
        server.Time.Advance(TimeSpan.FromSeconds(11));

        var answer = await bob.PatchAsync(share, Chunks.Length, _sample.From(Chunks.Length));

        answer.Status.Should().Be(204, answer.Text);
        answer.Headers.Should().Contain("Upload-Complete", "?1");
        await silent.Closed.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task ABodyLongerThanTheShareIsRefused()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);

        var answer = await bob.PatchAsync(share, 0, new byte[Size + 1]);

        answer.Status.Should().Be(400);
        answer.Text.Should().StartWith("The body is longer than the rest of the share");
    }

    [Fact]
    public async Task WhoLostTheAnswerGetsTheSameShareAgain()
    {
        await using var server = TestServer.Start();
        using var bobsKey = UserKey.Create();
        using var carolsKey = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", bobsKey);
        var carol = await FileClient.JoinAsync(server, "Carol", carolsKey);
        var share = await bob.DescribeAsync(_sample);
        await bob.PatchAsync(share, 0, _sample.Content.AsMemory(0, Chunks.Length));

        var again = await bob.PostAsync(_sample);

        again.Text.Should().Be($$"""{"share":{{share}},"offset":{{Chunks.Length}}}""");
        (await carol.DescribeAsync(_sample)).Should().NotBe(share);
    }

    [Fact]
    public async Task AStalledUploadEndsAfterAMinute()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        var connection = await BeginAsync(server, bob, share);

        server.Time.Advance(TimeSpan.FromSeconds(61));

        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        server.Get<ShareStore>().Find(share)!.IsUploading.Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"title":"a","count":1,"size":-1,"manifest_size":1,"root":"","hashes":""}""")]
    [InlineData("""{"title":"a","count":1,"size":9223372036854775807,"manifest_size":1,"root":"","hashes":""}""")]
    [InlineData("""{"title":"a","count":1,"size":10,"manifest_size":1,"root":"","hashes":""}""")]
    public async Task ADescriptionThatMakesNoSenseIsRefused(string description)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);

        (await bob.SendAsync("POST", "/files", Encoding.UTF8.GetBytes(description), await bob.TicketAsync())).Status.Should().Be(400);
        server.Get<ShareStore>().All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9223372036854775808")]
    [InlineData("0x0")]
    [InlineData(" ")]
    [InlineData("0\r\nUpload-Offset: 0")]
    public async Task AnOffsetThatIsNoNumberIsRefused(string offset)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);

        (await bob.SendAsync("PATCH", $"/files/{share}", _sample.Content, await bob.TicketAsync(), $"Upload-Offset: {offset}")).Status.Should().Be(400);
    }

    /// <summary>Begins an upload, up to a few bytes beyond the first chunk, which the server has kept by then.</summary>
    private async Task<InMemoryConnection> BeginAsync(TestServer server, FileClient client, long share)
    {
        var isThere = server.Get<ShareStore>().Find(share)!.BeyondAsync(0);
        var ticket = await client.TicketAsync();
        var connection = await server.OpenHttpAsync();
        await connection.Client.SendBytesAsync(Encoding.ASCII.GetBytes(
            $"PATCH /files/{share} HTTP/1.1\r\nHost: {FileClient.Host}\r\nContent-Length: {Size}\r\nUpload-Offset: 0\r\nAuthorization: Bearer {ticket}\r\n\r\n"));
        await connection.Client.SendBytesAsync(_sample.Content.AsMemory(0, Chunks.Length + 100));
        await isThere.WaitAsync(TimeSpan.FromSeconds(30));
        return connection;
    }
}
