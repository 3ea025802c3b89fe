using System.Security.Cryptography;
using System.Text;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Shares;

public sealed class SealedFilesTests : IDisposable
{
    private const int Chunk = 1024 * 1024;

    private static readonly ServerFingerprint Server = ServerFingerprint.Of("server"u8);

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly ScriptedFiles _server = new();
    private readonly UserKey _carol = UserKey.Create();
    private readonly UserKey _dave = UserKey.Create();

    public void Dispose()
    {
        _carol.Dispose();
        _dave.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData((3 * Chunk) + 7)]
    public async Task WhatIsSentSealedIsGotWithTheKey(int length)
    {
        var bytes = Write("report.pdf", length);

        var share = await SendAsync("report.pdf");

        (await GetAsync(share)).Should().Equal(_directory.File("out/report.pdf"));
        (await File.ReadAllBytesAsync(_directory.File("out/report.pdf"))).Should().Equal(bytes);
        using var output = new MemoryStream();
        using var server = _server.Connect();
        await Download(server, share).GetAsync(output, CancellationToken.None);
        output.ToArray().Should().Equal(bytes);
    }

    [Fact]
    public async Task AContentThatFillsItsPiecesHasNoEmptyOne()
    {
        Write("a", 1);
        var manifest = new ShareContent(SourceFiles.List([_directory.File("a")])).ManifestSize;
        var digits = "2097120".Length - "1".Length;
        var bytes = Write("a", (2 * ShareSeal.PieceLength) - manifest - digits);

        var share = await SendAsync("a");

        share.Size.Should().Be(2 * ShareSeal.PieceLength);
        _server.Content.Should().HaveCount(2 * Chunk);
        await GetAsync(share);
        (await File.ReadAllBytesAsync(_directory.File("out/a"))).Should().Equal(bytes);
    }

    [Fact]
    public async Task TheServerSeesNoNameAndNoContent()
    {
        Directory.CreateDirectory(_directory.File("secret-plan"));
        await File.WriteAllTextAsync(_directory.File("secret-plan/takeover.txt"), "buy everything");

        await SendAsync("secret-plan");

        var seen = _server.Outline.GetRawText() + Encoding.Latin1.GetString(_server.Content);
        seen.Should().NotContain("secret").And.NotContain("takeover").And.NotContain("everything");
        _server.Outline.EnumerateObject().Select(field => field.Name).Should().Equal("to", "to_key", "size", "root", "hashes");
    }

    [Fact]
    public async Task AnInterruptedTransferGoesOnInALaterRunWithTheSameKey()
    {
        var bytes = Write("big.bin", (6 * Chunk) + 5);
        _server.Breaks.Enqueue((4 * Chunk) + 70_000);
        _server.Refuse = request => request == "HEAD /files/17" && _server.Requests.Count(each => each.StartsWith("HEAD", StringComparison.Ordinal)) == 2
            ? (507, "The disk is full.") : null;
        await FluentActions.Invoking(() => SendAsync("big.bin")).Should().ThrowAsync<ShareException>();
        _server.Refuse = _ => null;
        var (first, firstId) = Announce(Source("big.bin", _carol));
        _server.Requests.Clear();

        var second = await SendAsync("big.bin");

        second.Should().Be(first);
        _server.Requests.Should().Equal("POST /files", "HEAD /files/17", $"PATCH /files/17 {4 * Chunk}");
        firstId.Should().NotBeEmpty();
        await GetAsync(second);
        (await File.ReadAllBytesAsync(_directory.File("out/big.bin"))).Should().Equal(bytes);
    }

    [Fact]
    public async Task TheReceiverIsToldOnceUnlessTheShareHasAnotherNumber()
    {
        Write("a", 10);
        var source = Source("a", _carol);
        using var server = _server.Connect();
        await new ShareUpload(server, source, new EagerTime(), new Random(1)).BeginAsync(CancellationToken.None);
        var (_, id) = Announce(source);

        Announce(source).Id.Should().Be(id);
        Announce(Source("a", _carol)).Id.Should().Be(id, "a later run tells the same");
        Source("a", _carol).Announce(18).Nonce.Should().NotBe(id);
    }

    [Fact]
    public async Task EqualFilesAreSealedWithDifferentKeys()
    {
        Write("a", 1000);
        var first = await SendAsync("a");
        var sealedFirst = _server.Content;

        var again = new ScriptedFiles();
        var second = await SendAsync("a", again);
        var other = new ScriptedFiles();
        var third = await SendAsync("a", other, _dave);

        new[] { first.Key, second.Key, third.Key }.Should().OnlyHaveUniqueItems();
        again.Content.Should().NotEqual(sealedFirst);
        other.Content.Should().NotEqual(sealedFirst);
        Directory.GetFiles(_directory.File("config/sealed")).Should().BeEmpty("all is sent");
    }

    [Fact]
    public async Task AFileThatChangedUnnoticedIsNeverSealedWithTheSameKey()
    {
        Write("a", 2 * Chunk);
        var time = File.GetLastWriteTimeUtc(_directory.File("a"));
        var source = Source("a", _carol);
        using var server = _server.Connect();
        var upload = new ShareUpload(server, source, new EagerTime(), new Random(1));
        var number = await upload.BeginAsync(CancellationToken.None);
        Write("a", 2 * Chunk);
        File.SetLastWriteTimeUtc(_directory.File("a"), time);

        (await FluentActions.Invoking(() => upload.SendAsync(number, CancellationToken.None)).Should().ThrowAsync<ShareException>())
            .WithMessage("a was changed while it was being sent*").Which.Fault.Should().Be(ShareFault.File);
        _server.Content.Should().BeEmpty();
    }

    [Fact]
    public async Task AChangedFileIsANewShareWithANewKey()
    {
        Write("a", 1000);
        var source = Source("a", _carol);
        using var server = _server.Connect();
        await new ShareUpload(server, source, new EagerTime(), new Random(1)).BeginAsync(CancellationToken.None);
        var (first, _) = Announce(source);
        Write("a", 1001);

        (await SendAsync("a")).Key.Should().NotBe(first.Key);
    }

    [Fact]
    public async Task AKeyIsKeptWhereNobodyElseReadsItAndNotForEver()
    {
        Write("a", 1000);
        using var server = _server.Connect();
        await new ShareUpload(server, Source("a", _carol), new EagerTime(), new Random(1)).BeginAsync(CancellationToken.None);
        var kept = Directory.GetFiles(_directory.File("config/sealed")).Should().ContainSingle().Which;
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(kept).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Source("a", _carol).FindHashes().Should().NotBeNull();
        _time.Advance(TimeSpan.FromDays(31));
        Source("a", _carol).FindHashes().Should().BeNull();
    }

    [Fact]
    public async Task WhatIsKeptButDamagedIsNotUsed()
    {
        Write("a", 1000);
        using var server = _server.Connect();
        await new ShareUpload(server, Source("a", _carol), new EagerTime(), new Random(1)).BeginAsync(CancellationToken.None);
        var kept = Directory.GetFiles(_directory.File("config/sealed")).Single();
        var bytes = await File.ReadAllBytesAsync(kept);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(kept, bytes);

        Source("a", _carol).FindHashes().Should().BeNull();
    }

    [Fact]
    public async Task AReceiverGoesOnWithWhatItHas()
    {
        var bytes = Write("big.bin", (6 * Chunk) + 5);
        var share = await SendAsync("big.bin");
        _server.Requests.Clear();
        _server.Breaks.Enqueue(1 << 30);
        _server.Breaks.Enqueue((3 * Chunk) + 5000);

        await GetAsync(share);

        (await File.ReadAllBytesAsync(_directory.File("out/big.bin"))).Should().Equal(bytes);
        _server.Requests.Should().Contain(request => request.StartsWith($"GET /files/17 bytes={4 * Chunk}-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithAnotherKeyNothingIsWritten()
    {
        Write("a", 1000);
        var share = await SendAsync("a");

        (await FluentActions.Invoking(() => GetAsync(share with { Key = Protocol.Text.Base64UrlText.Write(new byte[32]) })).Should().ThrowAsync<ShareException>())
            .WithMessage("MiB 1 of 1 is not what its sender has sealed.").Which.Fault.Should().Be(ShareFault.Altered);
        Directory.Exists(_directory.File("out")).Should().BeFalse();
    }

    [Fact]
    public async Task AServerThatHasOtherBytesIsFoundOut()
    {
        Write("a", 1000);
        var share = await SendAsync("a");
        _server.Describe = json => json.Replace(share.Root, Protocol.Text.Base64UrlText.Write(new byte[32]), StringComparison.Ordinal);

        (await FluentActions.Invoking(() => GetAsync(share)).Should().ThrowAsync<ShareException>()).Which.Fault.Should().Be(ShareFault.Altered);
    }

    private SealedSource Source(string path, UserKey to) => new(
        new ShareContent(SourceFiles.List([_directory.File(path)])), Server, "Carol", to.Identity, SealedSends.In(_directory.File("config"), _time));

    private static (SealedShare Share, string Id) Announce(SealedSource source)
    {
        var message = source.Announce(17);
        return (SealedShare.TryParse(message.Attachment!)!, message.Nonce);
    }

    private async Task<SealedShare> SendAsync(string path, ScriptedFiles? scripted = null, UserKey? to = null)
    {
        var source = Source(path, to ?? _carol);
        using var server = (scripted ?? _server).Connect();
        var upload = new ShareUpload(server, source, new EagerTime(), new Random(1));
        var number = await upload.BeginAsync(CancellationToken.None);
        var (share, _) = Announce(source);
        await upload.SendAsync(number, CancellationToken.None);
        source.ForgetHashes();
        return share;
    }

    private async Task<IReadOnlyList<string>> GetAsync(SealedShare share)
    {
        using var server = _server.Connect();
        return await Download(server, share).GetAsync(_directory.File("out"), null, CancellationToken.None);
    }

    private static ShareDownload Download(ShareServer server, SealedShare share) => new(
        server, new ShareFacts(share.Share, share.Title, share.Count, share.Size, share.ManifestSize, share.Root), new EagerTime(), new Random(1))
    {
        Key = share.ReadKey(),
    };

    private byte[] Write(string path, int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(_directory.File(path), bytes);
        return bytes;
    }
}
