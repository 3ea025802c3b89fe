using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Server.History;
using LanTalk.Server.Shares;
using LanTalk.Server.Tests.Transfers;

namespace LanTalk.Server.Tests.Sharing;

public sealed class SealedSharesTests : IDisposable
{
    private const string Title = "redundancies-2027.ods";

    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _carol = UserKey.Create();
    private readonly UserKey _dave = UserKey.Create();
    private readonly SampleShare _sample = new(2_300_187);

    public void Dispose()
    {
        _bob.Dispose();
        _carol.Dispose();
        _dave.Dispose();
    }

    [Fact]
    public async Task OnlyTheSenderAndTheUserWhomItIsForGetIt()
    {
        await using var server = TestServer.Start();
        var (bob, carol, dave) = (await JoinAsync(server, "Bob", _bob), await JoinAsync(server, "Carol", _carol), await JoinAsync(server, "Dave", _dave));

        var share = await SendAsync(bob);

        (await carol.GetAsync(share, $"/files/{share}")).Body.Should().Equal(_sample.Content);
        (await bob.GetAsync(share, $"/files/{share}")).Status.Should().Be(200);
        (await dave.RefusalAsync(share)).Should().Be($"You are in no room in which share {share} was announced, and it is not sealed for you.");
        SealedOutline.TryParse((await carol.GetAsync(share, $"/files/{share}/outline")).Body).Should().Be(Outline(_carol, "Carol") with { Share = share, Offset = 2_300_187 });
    }

    [Fact]
    public async Task ItIsForTheKeyAndNotForTheName()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = (await JoinAsync(server, "Bob", _bob), await JoinAsync(server, "Carol", _carol));
        var share = await SendAsync(bob);
        await carol.Chat.SayAsync("/nick Zoe");
        await carol.Chat.DrainAsync();
        var poser = await JoinAsync(server, "Carol", _dave);

        (await poser.RefusalAsync(share)).Should().Contain("not sealed for you");
        (await carol.GetAsync(share, $"/files/{share}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task WhoIsOfflineGetsItLater()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", _bob);
        var first = await JoinAsync(server, "Carol", _carol);
        await first.Chat.SayAsync("hello");
        await first.Chat.ReadAsync("message");
        await first.Chat.SendAsync("""{"type":"quit"}""");
        await first.Chat.ReadToEndAsync();

        var share = await SendAsync(bob);
        await TellAsync(bob, share);

        var carol = await FileClient.JoinAsync(server, "Carol", _carol);
        var message = await carol.Chat.ReadAsync("sealed_pm");
        var seal = new SealedText(Bytes(message, "enc"), Bytes(message, "sealed")) { Attachment = Bytes(message, "sealed_share") };
        var opened = PrivateSeal.TryOpen(_carol, _bob.Identity, seal, Bytes(message, "id"))!;
        opened.Text.Should().Be($"{Title}, sealed. Number {share}.");
        SealedShare.TryParse(opened.Attachment!)!.Title.Should().Be(Title);
        (await carol.GetAsync(share, $"/files/{share}")).Body.Should().Equal(_sample.Content);
    }

    [Fact]
    public async Task NoNameIsInTheServersFilesOrItsLog()
    {
        await using var server = TestServer.Start(options => options with { History = new HistoryLimit() });
        var (bob, carol) = (await JoinAsync(server, "Bob", _bob), await JoinAsync(server, "Carol", _carol));
        var json = Outline(_carol, "Carol").ToJson();
        json = [.. json.AsSpan(0, json.Length - 1), .. Encoding.UTF8.GetBytes($",\"title\":\"{Title}\",\"count\":3,\"manifest_size\":5}}")];

        var share = await PostAsync(bob, json);
        await TellAsync(bob, share);
        await carol.Chat.ReadAsync("sealed_pm");

        foreach (var path in Directory.EnumerateFiles(server.Directory.Path, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            (await reader.ReadToEndAsync()).Should().NotContain(Title, path);
        }

        server.Get<ShareStore>().Find(share)!.Facts.Title.Should().BeEmpty("a sealed share has none, whatever its sender says");
    }

    [Theory]
    [InlineData("Nobody", false)]
    [InlineData("Carol", true)]
    public async Task AShareForNobodyIsRefused(string to, bool hasOtherKey)
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", _bob);
        await JoinAsync(server, "Carol", _carol);

        var answer = await bob.SendAsync("POST", "/files", Outline(hasOtherKey ? _dave : _carol, to).ToJson(), await bob.TicketAsync());

        (answer.Status, answer.Text).Should().Be((400, $"There is nobody named {to} with that key.\n"));
        server.Get<ShareStore>().All.Should().BeEmpty();
    }

    [Fact]
    public async Task NoRoomCanBeToldOfIt()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = (await JoinAsync(server, "Bob", _bob), await JoinAsync(server, "Carol", _carol));
        var share = await SendAsync(bob);

        await bob.Chat.SendJsonAsync(new { type = "message", share, nonce = "x" });

        var refused = await bob.Chat.ReadAsync("system");
        (refused.Text("event"), refused.Text("text")).Should().Be(("refused", $"Share {share} is sealed for Carol, and no room can read it. Nobody got this message."));
        (await carol.GetAsync(share, $"/files/{share}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task BothAreToldWhatThereIs()
    {
        await using var server = TestServer.Start();
        var (bob, carol, dave) = (await JoinAsync(server, "Bob", _bob), await JoinAsync(server, "Carol", _carol), await JoinAsync(server, "Dave", _dave));
        var share = await SendAsync(bob);

        var (mine, theirs) = (await ListAsync(carol), await ListAsync(bob));

        var entry = mine.Should().ContainSingle().Subject;
        (entry.GetProperty("share").GetInt64(), entry.Text("user"), entry.Text("to")).Should().Be((share, "Bob", "Carol"));
        (entry.GetProperty("size").GetInt64(), entry.GetProperty("offset").GetInt64()).Should().Be((2_300_187, 2_300_187));
        entry.Text("root").Should().Be(_sample.Outline.Root);
        entry.GetProperty("for_you").GetBoolean().Should().BeTrue();
        theirs.Should().ContainSingle().Which.TryGetProperty("for_you", out _).Should().BeFalse();
        (await ListAsync(dave)).Should().BeEmpty();
        await carol.Chat.SayAsync("/files");
        (await carol.Chat.ReadAsync("system")).Text("text").Should().Be($"{share}: sealed for Carol, 2.3 MB, from Bob");
    }

    [Fact]
    public async Task BothAreToldOfARemoval()
    {
        await using var server = TestServer.Start();
        var (bob, carol) = (await JoinAsync(server, "Bob", _bob), await JoinAsync(server, "Carol", _carol));
        var share = await SendAsync(bob);

        await carol.Chat.SayAsync($"/unsend {share}");
        (await carol.Chat.ReadAsync("system")).Text("text").Should().Be($"You have no share {share}.");
        await bob.Chat.SayAsync($"/unsend {share}");

        var told = await carol.Chat.ReadAsync("system");
        (told.Text("event"), told.Text("text")).Should().Be(("unsend", $"Bob removed share {share}, which was sealed for Carol."));
        told.GetProperty("share").GetInt64().Should().Be(share);
        while ((await bob.Chat.ReadAsync("system")).Text("event") != "unsend")
        {
            // Carol has joined.
        }

        server.Get<ShareStore>().Find(share).Should().BeNull();
    }

    [Fact]
    public async Task AShareOfWhichNothingComesIsRemovedAndAnotherOneStays()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", _bob);
        await JoinAsync(server, "Carol", _carol);
        var store = server.Get<ShareStore>();
        var begun = await SendAsync(bob);
        var empty = await PostAsync(bob, Outline(_carol, "Carol", new SampleShare(100, seed: 2)).ToJson());
        using var expiry = new ShareExpiry(
            store, server.Get<Configuration.LanTalkServerOptions>(), server.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ShareExpiry>.Instance);

        server.Time.Advance(TimeSpan.FromMinutes(61));
        await expiry.RemoveExpiredAsync();

        store.Find(empty).Should().BeNull();
        store.Find(begun).Should().NotBeNull();
        server.Time.Advance(TimeSpan.FromDays(7));
        await expiry.RemoveExpiredAsync();
        store.Find(begun).Should().BeNull();
    }

    [Fact]
    public async Task TheSealedShareOfAMessageMustBeInItsForm()
    {
        await using var server = TestServer.Start();
        var bob = await JoinAsync(server, "Bob", _bob);
        await JoinAsync(server, "Carol", _carol);
        await bob.Chat.DrainAsync();
        foreach (var wrong in new[] { "", "A", "AA==", new string('A', 6000) })
        {
            await bob.Chat.SendJsonAsync(new
            {
                type = "sealed_pm",
                to = "Carol",
                id = Base64UrlText.Write(new byte[16]),
                enc = Base64UrlText.Write(new byte[32]),
                @sealed = Base64UrlText.Write(new byte[80]),
                sealed_share = wrong,
            });
            (await bob.Chat.ReadAsync("system")).Text("text").Should().StartWith("'sealed_share' must be");
        }
    }

    private static async Task<FileClient> JoinAsync(TestServer server, string name, UserKey key)
    {
        var client = await FileClient.JoinAsync(server, name, key);
        await client.Chat.DrainAsync();
        return client;
    }

    private SealedOutline Outline(UserKey to, string name, SampleShare? sample = null)
    {
        var outline = (sample ?? _sample).Outline;
        return new SealedOutline(name, Base64UrlText.Write(to.Identity.SigningKey.Span), outline.Size, outline.Root, outline.Hashes);
    }

    private static async Task<long> PostAsync(FileClient bob, byte[] json)
    {
        var answer = await bob.SendAsync("POST", "/files", json, await bob.TicketAsync());
        answer.Status.Should().Be(201, answer.Text);
        return JsonSerializer.Deserialize<JsonElement>(answer.Text).GetProperty("share").GetInt64();
    }

    private async Task<long> SendAsync(FileClient bob)
    {
        var share = await PostAsync(bob, Outline(_carol, "Carol").ToJson());
        (await bob.PatchAsync(share, 0, _sample.Content)).Status.Should().Be(204);
        return share;
    }

    /// <summary>Tells Carol of a share of Bob's.</summary>
    private async Task TellAsync(FileClient bob, long share)
    {
        var id = RandomNumberGenerator.GetBytes(PrivateSeal.MessageIdLength);
        var told = new SealedShare(share, Base64UrlText.Write(new byte[32]), Title, 1, 200, 100, _sample.Outline.Root);
        var seal = PrivateSeal.Seal(_bob, _carol.Identity, $"{Title}, sealed. Number {share}.", id, told.ToJson());
        await bob.Chat.SendJsonAsync(new
        {
            type = "sealed_pm",
            to = "Carol",
            id = Base64UrlText.Write(id),
            enc = Base64UrlText.Write(seal.Encapsulation.Span),
            @sealed = Base64UrlText.Write(seal.Ciphertext.Span),
            sealed_share = Base64UrlText.Write(seal.Attachment!.Value.Span),
        });
        await bob.Chat.ReadAsync("ack");
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(FileClient client)
    {
        await client.Chat.SendAsync("""{"type":"files"}""");
        return (await client.Chat.ReadAsync("files")).TryGetProperty("sealed", out var list) ? [.. list.EnumerateArray()] : [];
    }

    private static byte[] Bytes(JsonElement message, string field) => Base64UrlText.ReadUpTo(message.Text(field)!, 100_000)!;
}
