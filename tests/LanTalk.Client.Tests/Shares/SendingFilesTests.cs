using System.Security.Cryptography;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.Shares;

public sealed class SendingFilesTests : IDisposable
{
    private const int Chunk = 1024 * 1024;

    private readonly TemporaryDirectory _directory = new();
    private readonly ScriptedFiles _server = new();
    private readonly List<TransferProgress> _shown = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task TheContentIsTheManifestAndThenTheFiles()
    {
        var (one, two) = (Write("trip/a", (2 * Chunk) + 5), Write("trip/b", 7));

        await SendAsync("trip");

        var manifest = (int)_server.Facts.ManifestSize;
        _server.Content[manifest..].Should().Equal([.. one, .. two]);
        System.Text.Encoding.UTF8.GetString(_server.Content[..manifest]).Should().StartWith("{\"files\":[{\"path\":\"trip/a\",\"size\":2097157,");
        _server.Facts.Title.Should().Be("trip");
        _server.Facts.Count.Should().Be(2);
        _shown[^1].Should().Be(new TransferProgress(TransferStage.Running, _server.Content.Length, _server.Content.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData((3 * Chunk) - 10)]
    [InlineData((4 * Chunk) + 70_000)]
    public async Task ABrokenTransferGoesOnWithTheNextChunk(int at)
    {
        var bytes = Write("big.bin", (6 * Chunk) + 5);
        _server.Breaks.Enqueue(at);

        await SendAsync("big.bin");

        _server.Content[(int)_server.Facts.ManifestSize..].Should().Equal(bytes);
        _server.Requests.Should().Equal("POST /files", "HEAD /files/17", "PATCH /files/17 0", "HEAD /files/17", $"PATCH /files/17 {at / Chunk * Chunk}");
        _server.Tickets.Should().Be(2, "the server may be another process by then");
        _shown.Should().Contain(progress => progress.Stage == TransferStage.Waiting && progress.Reason != null);
    }

    [Fact]
    public async Task ALaterRunGoesOnWithoutHashingAgain()
    {
        var bytes = Write("big.bin", 20 * Chunk);
        _server.Breaks.Enqueue((18 * Chunk) + 70_000);
        _server.Refuse = request => request == "HEAD /files/17" && _server.Requests.Count(each => each.StartsWith("HEAD", StringComparison.Ordinal)) == 2
            ? (507, "The disk is full.") : null;
        (await FluentActions.Invoking(() => SendAsync("big.bin")).Should().ThrowAsync<ShareException>()).WithMessage("*no space*");
        _server.Refuse = _ => null;
        _shown.Clear();

        await SendAsync("big.bin");

        _shown.Should().NotContain(progress => progress.Stage == TransferStage.Hashing);
        _server.Content[(int)_server.Facts.ManifestSize..].Should().Equal(bytes);
        _server.Requests[^1].Should().Be($"PATCH /files/17 {18 * Chunk}");
    }

    [Fact]
    public async Task AChangedFileIsHashedAnew()
    {
        Write("big.bin", 20 * Chunk);
        await HashAsync("big.bin");
        _shown.Clear();
        Write("big.bin", 20 * Chunk);
        File.SetLastWriteTimeUtc(_directory.File("big.bin"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await HashAsync("big.bin");

        _shown.Should().Contain(progress => progress.Stage == TransferStage.Hashing);
    }

    [Fact]
    public async Task KeptHashesThatAreDamagedAreNotUsed()
    {
        Write("big.bin", 20 * Chunk);
        await HashAsync("big.bin");
        var kept = Directory.GetFiles(_directory.File("config/hashes")).Single();
        var bytes = await File.ReadAllBytesAsync(kept);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(kept, bytes);
        _shown.Clear();

        await HashAsync("big.bin");

        _shown.Should().Contain(progress => progress.Stage == TransferStage.Hashing);
    }

    [Fact]
    public async Task AFileThatChangesMeanwhileIsNamed()
    {
        Write("trip/a", 10);
        Write("trip/b", SmallFiles.MaxLength + 1);
        var content = new ShareContent(SourceFiles.List([_directory.File("trip")]));
        await File.AppendAllTextAsync(_directory.File("trip/b"), "more");

        using var server = _server.Connect();
        var upload = Upload(content, server);

        (await FluentActions.Invoking(() => upload.BeginAsync(CancellationToken.None)).Should().ThrowAsync<ShareException>())
            .WithMessage($"{_directory.File("trip/b")} was changed*").Which.Fault.Should().Be(ShareFault.File);
    }

    [Fact]
    public async Task SmallFilesOfADirectoryAreSentAsTheyWereWhenTheyWereListed()
    {
        var (one, two) = (Write("trip/a", SmallFiles.MaxLength), Write("trip/b", 10));
        var content = new ShareContent(SourceFiles.List([_directory.File("trip")]));
        Write("trip/a", SmallFiles.MaxLength);
        File.Delete(_directory.File("trip/b"));

        using var server = _server.Connect();
        var upload = Upload(content, server);
        await upload.SendAsync(await upload.BeginAsync(CancellationToken.None), CancellationToken.None);

        _server.Content[content.ManifestSize..].Should().Equal([.. one, .. two]);
    }

    [Fact]
    public async Task AFileThatChangesWhileItsBytesGoIsNamedAndNotTriedAgain()
    {
        Write("a", 10);
        using var server = _server.Connect();
        var upload = Upload("a", server);
        var share = await upload.BeginAsync(CancellationToken.None);
        File.Delete(_directory.File("a"));

        (await FluentActions.Invoking(() => upload.SendAsync(share, CancellationToken.None)).Should().ThrowAsync<ShareException>())
            .WithMessage($"{_directory.File("a")}*").Which.Fault.Should().Be(ShareFault.File);
        _server.Requests.Count(request => request.StartsWith("HEAD", StringComparison.Ordinal)).Should().Be(1);
    }

    [Theory]
    [InlineData(413, ShareFault.Refused)]
    [InlineData(507, ShareFault.Refused)]
    [InlineData(404, ShareFault.NotFound)]
    public async Task ARefusalIsToldInTheWordsOfTheServer(int status, ShareFault fault)
    {
        Write("a", 10);
        _server.Refuse = _ => (status, "No \u001b[31mspace\r\nleft.");

        (await FluentActions.Invoking(() => SendAsync("a")).Should().ThrowAsync<ShareException>())
            .WithMessage("No ␛[31mspace ⏎ left.").Which.Fault.Should().Be(fault);
    }

    [Fact]
    public async Task ATicketThatIsNotValidAnyMoreIsReplaced()
    {
        Write("a", 10);
        _server.Refuse = request => _server.Tickets == 1 && request.StartsWith("PATCH", StringComparison.Ordinal) ? (401, "Ask for another ticket.") : null;

        await SendAsync("a");

        _server.Tickets.Should().Be(2);
    }

    [Fact]
    public async Task WhereNothingGetsOnItIsGivenUp()
    {
        Write("a", 10);
        _server.Refuse = _ => (500, "Something is wrong.");

        (await FluentActions.Invoking(() => SendAsync("a")).Should().ThrowAsync<ShareException>())
            .WithMessage("Given up: Something is wrong.").Which.Fault.Should().Be(ShareFault.Network);
        _server.Requests.Should().HaveCount(6);
    }

    [Fact]
    public async Task AServerThatTakesBytesAndKeepsNoneIsGivenUp()
    {
        Write("a", Chunk / 2);
        foreach (var _ in Enumerable.Range(0, 100))
        {
            _server.Breaks.Enqueue(70_000);
        }

        (await FluentActions.Invoking(() => SendAsync("a")).Should().ThrowAsync<ShareException>()).Which.Fault.Should().Be(ShareFault.Network);
        _server.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)).Should().Be(6);
    }

    private async Task SendAsync(string path)
    {
        using var server = _server.Connect();
        var upload = Upload(path, server);
        await upload.SendAsync(await upload.BeginAsync(CancellationToken.None), CancellationToken.None);
    }

    private async Task HashAsync(string path)
    {
        using var server = _server.Connect();
        await Upload(path, server).BeginAsync(CancellationToken.None);
    }

    private ShareUpload Upload(string path, ShareServer server) => Upload(new ShareContent(SourceFiles.List([_directory.File(path)])), server);

    private ShareUpload Upload(ShareContent content, ShareServer server) =>
        new(server, content, HashCache.In(_directory.File("config")), new EagerTime(), new Random(1)) { Show = _shown.Add };

    private byte[] Write(string path, int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory.File(path))!);
        var bytes = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(_directory.File(path), bytes);
        return bytes;
    }
}
