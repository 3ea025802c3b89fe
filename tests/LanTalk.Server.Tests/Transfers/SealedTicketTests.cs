using System.Globalization;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Transfers;

/// <summary>Tickets with a key, for pages that came over plain http.</summary>
public sealed class SealedTicketTests
{
    private const int Size = (2 * Chunks.Length) + 70_007;
    private const string Mark = "Sealed-Body: 1";

    private readonly SampleShare _sample = new(Size);

    [Fact]
    public async Task AShareGoesUpAndIsGotSealed()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var (sending, sendingKey) = await TicketAsync(bob);

        var described = await SendAsync(bob, "POST", "/files", 0, _sample.Outline.ToJson(), sending, sendingKey);
        var answer = Open(described, sendingKey, "POST", "/files");
        var share = JsonSerializer.Deserialize<JsonElement>(answer!).GetProperty("share").GetInt64();
        var first = await SendAsync(bob, "PATCH", $"/files/{share}", 0, _sample.Content.AsMemory(0, Chunks.Length), sending, sendingKey);
        var rest = await SendAsync(bob, "PATCH", $"/files/{share}", Chunks.Length, _sample.From(Chunks.Length), sending, sendingKey);
        var (getting, gettingKey) = await TicketAsync(bob, share);
        var whole = await bob.AskAsync("GET", $"/files/{share}", getting);
        var outline = await bob.AskAsync("GET", $"/files/{share}/outline", getting);

        described.Status.Should().Be(201);
        first.Status.Should().Be(204, first.Text);
        rest.Headers.Should().Contain("Upload-Complete", "?1");
        Open(whole, gettingKey, "GET", $"/files/{share}").Should().Equal(_sample.Content);
        ShareOutline.TryParse(Open(outline, gettingKey, "GET", $"/files/{share}/outline"))!.Hashes.Should().Be(_sample.Outline.Hashes);
        (await bob.GetAsync(share, $"/files/{share}")).Body.Should().Equal(_sample.Content);
    }

    [Fact]
    public async Task NothingOfWhatTravelsIsInClear()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        var (ticket, _) = await TicketAsync(bob, share);

        var outline = await bob.AskAsync("GET", $"/files/{share}/outline", ticket);
        var content = await bob.AskAsync("GET", $"/files/{share}", ticket);

        outline.Text.Should().NotContain("report").And.NotContain(_sample.Outline.Root);
        content.Headers.Should().NotContainKey("ETag").And.Contain("Sealed-Body", "1");
        content.Body.AsSpan().IndexOf(_sample.Content.AsSpan(0, 32)).Should().Be(-1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 70_000)]
    [InlineData(Chunks.Length, (2 * Chunks.Length) - 1)]
    [InlineData(Chunks.Length - 3, Size - 1)]
    public async Task ARangeIsSealedForItsOwnPlace(int start, int last)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        var (ticket, ticketKey) = await TicketAsync(bob, share);

        var answer = await bob.AskAsync("GET", $"/files/{share}", ticket, $"Range: bytes={start}-{last}");

        Open(answer, ticketKey, "GET", $"/files/{share}", start).Should().Equal(_sample.Content[start..(last + 1)]);
        Open(answer, ticketKey, "GET", $"/files/{share}", start + 1).Should().BeNull();
        answer.Headers.Should().Contain("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{last}/{Size}"));
    }

    [Fact]
    public async Task AFollowerGetsSealedWhatIsStillArriving()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        await bob.PatchAsync(share, 0, _sample.Content.AsMemory(0, Chunks.Length));
        var (ticket, ticketKey) = await TicketAsync(bob, share);

        var following = bob.AskAsync("GET", $"/files/{share}", ticket, "Range: bytes=9-");
        await bob.PatchAsync(share, Chunks.Length, _sample.From(Chunks.Length));

        Open(await following, ticketKey, "GET", $"/files/{share}", 9).Should().Equal(_sample.Content[9..]);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("cut at a segment")]
    [InlineData("flipped")]
    [InlineData("longer")]
    [InlineData("elsewhere")]
    [InlineData("another key")]
    [InlineData("empty")]
    public async Task ABodyThatWasAlteredIsRefused(string how)
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.DescribeAsync(_sample);
        var (ticket, ticketKey) = await TicketAsync(bob);
        var part = _sample.Content.AsSpan(0, Chunks.Length).ToArray();
        var place = new BodyPlace(IsAnswer: false, "PATCH", how == "elsewhere" ? "/files/2" : $"/files/{share}", 0);
        var body = BodySeal.SealWhole(how == "another key" ? new byte[BodySeal.KeyLength] : ticketKey, place, part);
        body = how switch
        {
            "cut" => body[..^1],
            "cut at a segment" => body[..^BodySeal.SealedSegmentLength],
            "longer" => [.. body, .. body[^BodySeal.SealedSegmentLength..]],
            "empty" => [],
            _ => body,
        };
        if (how == "flipped")
        {
            body[BodySeal.SaltLength + 9] ^= 1;
        }

        var answer = await bob.SendAsync("PATCH", $"/files/{share}", body, ticket, "Upload-Offset: 0", Mark);

        answer.Status.Should().Be(400);
        answer.Text.Should().StartWith("The body cannot be opened");
    }

    [Fact]
    public async Task ATicketWithoutItsKeyIsOfNoUse()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var (ticket, _) = await TicketAsync(bob);

        var clear = await bob.SendAsync("POST", "/files", _sample.Outline.ToJson(), ticket);
        var forged = await bob.SendAsync("POST", "/files", _sample.Outline.ToJson(), ticket, Mark);

        clear.Status.Should().Be(400);
        clear.Text.Should().StartWith("With this ticket, the body must be sealed");
        forged.Status.Should().Be(400);
        forged.Text.Should().StartWith("The body cannot be opened");
    }

    [Fact]
    public async Task ASealedBodyNeedsATicketWithAKey()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);

        var answer = await bob.SendAsync("POST", "/files", _sample.Outline.ToJson(), await bob.TicketAsync(), Mark);

        answer.Status.Should().Be(400);
        answer.Text.Should().StartWith("This ticket has no key");
    }

    [Fact]
    public async Task ARefusalIsInWordsThatEverybodyCanRead()
    {
        await using var server = TestServer.Start();
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var share = await bob.ShareAsync(_sample);
        var (ticket, _) = await TicketAsync(bob, share);

        var answer = await bob.AskAsync("GET", $"/files/{share}", ticket, "Range: bytes=9-5");

        answer.Status.Should().Be(400);
        answer.Text.Should().StartWith("The range makes no sense");
        answer.Headers.Should().NotContainKey("Sealed-Body");
    }

    private static async Task<(string Ticket, byte[] Key)> TicketAsync(FileClient client, long? share = null)
    {
        await client.Chat.SendAsync(share is null
            ? """{"type":"ticket","nonce":"abc","sealed":true}"""
            : $$"""{"type":"ticket","nonce":"abc","share":{{share}},"sealed":true}""");
        var answer = await client.Chat.ReadAsync("ticket");
        return (answer.Text("ticket")!, Base64UrlText.Read(answer.Text("key"), BodySeal.KeyLength)!);
    }

    private static async Task<HttpExchange> SendAsync(
        FileClient client, string method, string path, long offset, ReadOnlyMemory<byte> body, string ticket, byte[] key)
    {
        var sealedBody = BodySeal.SealWhole(key, new BodyPlace(IsAnswer: false, method, path, offset), body.Span);
        return await client.SendAsync(
            method, path, sealedBody, ticket, Mark, string.Create(CultureInfo.InvariantCulture, $"Upload-Offset: {offset}"));
    }

    /// <summary>Opens the body of an answer; null if it is not for this place.</summary>
    private static byte[]? Open(HttpExchange answer, byte[] key, string method, string path, long offset = 0)
    {
        answer.Headers.Should().Contain("Sealed-Body", "1", answer.Text);
        using var seal = new BodySeal(key, answer.Body.AsSpan(0, BodySeal.SaltLength), new BodyPlace(IsAnswer: true, method, path, offset));
        var opened = new List<byte>();
        for (var rest = answer.Body.AsSpan(BodySeal.SaltLength); rest.Length > 0;)
        {
            var segment = rest[..Math.Min(rest.Length, BodySeal.SealedSegmentLength)];
            rest = rest[segment.Length..];
            var plaintext = new byte[segment.Length - BodySeal.TagLength];
            if (!seal.TryOpen(segment, plaintext, isLast: rest.IsEmpty))
            {
                return null;
            }

            opened.AddRange(plaintext);
        }

        return [.. opened];
    }
}
