using System.Globalization;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Shares;
using LanTalk.Server.Tests.Transfers;
using LanTalk.Server.Users;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Sharing;

/// <summary>Who has got a share.</summary>
public sealed class ReceiversTests : IDisposable
{
    private const int Size = (2 * Chunks.Length) + 7;

    private readonly SampleShare _sample = new(Size);
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _carol = UserKey.Create();
    private readonly UserKey _dave = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _carol.Dispose();
        _dave.Dispose();
    }

    [Fact]
    public async Task AUserWhoGotAllOfItIsNamedAndItsSenderIsNot()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = (await FileClient.JoinAsync(server, "Bob", _bob), await FileClient.JoinAsync(server, "Carol", _carol));
        var share = await bob.ShareAsync(_sample);
        (await ListedAsync(bob, share)).TryGetProperty("got", out _).Should().BeFalse("nobody has it");

        await GetAsync(server, bob, share);
        await GetAsync(server, carol, share);
        await GetAsync(server, carol, share);

        foreach (var entry in new[] { await ListedAsync(bob, share), await AskedAsync(carol, share) })
        {
            entry.GetProperty("got").GetInt32().Should().Be(1);
            entry.GetProperty("got_by").Deserialize<string[]>().Should().Equal("Carol");
        }

        await bob.Chat.SayAsync("/files");
        (await bob.Chat.ReadTextsAsync("system", 1)).Should().ContainSingle().Which.Should().EndWith("from Bob; 1 has it: Carol");
    }

    [Fact]
    public async Task APartIsNotAllOfItAndTheOtherPartsMakeItThat()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = (await FileClient.JoinAsync(server, "Bob", _bob), await FileClient.JoinAsync(server, "Carol", _carol));
        var dave = await FileClient.JoinAsync(server, "Dave", _dave);
        var share = await bob.ShareAsync(_sample);

        await GetAsync(server, dave, share, $"Range: bytes={Size - 1}-");
        await dave.GetAsync(share, $"/files/{share}/outline");
        await GetAsync(server, carol, share, "Range: bytes=1000-");
        await GetAsync(server, carol, share, "Range: bytes=0-999");

        (await AskedAsync(bob, share)).GetProperty("got_by").Deserialize<string[]>().Should().Equal("Carol");
    }

    [Fact]
    public async Task TheNamesAreBounded()
    {
        await using var server = TestServer.Start();
        var bob = await FileClient.JoinAsync(server, "Bob", _bob);
        var number = await bob.ShareAsync(_sample);
        var store = server.Get<ShareStore>();
        var share = store.Find(number)!;
        for (var i = 0; i < 120; i++)
        {
            using var key = UserKey.Create();
            await store.NoteSentAsync(share, new User($"User{i}", key.Identity), 0, Size);
        }

        var entry = await AskedAsync(bob, number);
        entry.GetProperty("got").GetInt32().Should().Be(100);
        entry.GetProperty("got_by").GetArrayLength().Should().Be(100);
        (await ListedAsync(bob, number)).GetProperty("got_by").Deserialize<string[]>().Should().Equal(Enumerable.Range(0, 10).Select(i => $"User{i}"));
    }

    [Fact]
    public async Task AShareThatAUserMayNotGetIsNotTold()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = (await FileClient.JoinAsync(server, "Bob", _bob), await FileClient.JoinAsync(server, "Carol", _carol));
        var share = await bob.DescribeAsync(_sample);

        await carol.Chat.SendJsonAsync(new { type = "files", share });
        (await carol.Chat.ReadAsync("system")).Text("text").Should().StartWith($"You are in no room in which share {share} was announced");
        await carol.Chat.SendJsonAsync(new { type = "files", share = 99 });
        (await carol.Chat.ReadAsync("system")).Text("text").Should().StartWith("There is no share 99");
        await bob.Chat.SendJsonAsync(new { type = "files", share });
        (await bob.Chat.ReadAsync("files")).GetProperty("shares").GetArrayLength().Should().Be(0, "no room was told of it");
    }

    private static async Task<JsonElement> ListedAsync(FileClient client, long share)
    {
        await client.Chat.SendAsync("""{"type":"files"}""");
        return (await client.Chat.ReadAsync("files")).GetProperty("shares").EnumerateArray()
            .Single(entry => entry.GetProperty("share").GetProperty("id").GetInt64() == share);
    }

    private static async Task<JsonElement> AskedAsync(FileClient client, long share)
    {
        await client.Chat.SendAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"files","share":{{share}}}"""));
        return (await client.Chat.ReadAsync("files")).GetProperty("shares").EnumerateArray().Single();
    }

    /// <summary>Gets a share, or a range of it, and waits until the server has done with that: the connection's next request is answered.</summary>
    private static async Task GetAsync(TestServer server, FileClient client, long share, params string[] headers)
    {
        await using var stream = await server.BrowseAsync();
        string[] all = [$"Authorization: Bearer {await client.TicketAsync(share)}", .. headers];
        (await HttpExchange.AskAsync(stream, $"/files/{share}", FileClient.Host, "GET", all)).Status.Should().BeOneOf(200, 206);
        (await HttpExchange.AskAsync(stream, $"/files/{share}", FileClient.Host, "HEAD", all)).Status.Should().BeOneOf(200, 206, 204);
    }
}
