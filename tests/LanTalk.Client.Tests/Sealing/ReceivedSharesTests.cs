using LanTalk.Client.Configuration;
using LanTalk.Client.Sealing;
using LanTalk.Client.Tests.Configuration;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Sealing;

public sealed class ReceivedSharesTests : IDisposable
{
    private static readonly ServerFingerprint Server = ServerFingerprint.Of("server"u8);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeConfigFile _file = new();
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _mallory = UserKey.Create();
    private readonly ReceivedShares _shares;

    public ReceivedSharesTests() => _shares = new ReceivedShares(_file, _time);

    public void Dispose()
    {
        _bob.Dispose();
        _mallory.Dispose();
    }

    [Fact]
    public void AKeyIsFoundByAnotherProcessByTheServerTheNumberAndTheRoot()
    {
        _shares.Keep(Server, "Bob", _bob.Identity, Share(18));

        var found = new ReceivedShares(_file, _time).Find(Server, 18, RootOf(18))!;
        found.From.Should().Be("Bob");
        found.Facts.Should().Be(new ShareFacts(18, "trip", 2, 200, 100, RootOf(18)));
        found.Key.Should().Equal(new byte[32]);
        $"{found}".Should().NotContain(Base64UrlText.Write(found.Key));
        _shares.Find(ServerFingerprint.Of("another"u8), 18, RootOf(18)).Should().BeNull();
        _shares.Find(Server, 19, RootOf(18)).Should().BeNull();
        _shares.Find(Server, 18, RootOf(19)).Should().BeNull();
    }

    [Fact]
    public void AnotherSenderCannotReplaceAKey()
    {
        _shares.Keep(Server, "Bob", _bob.Identity, Share(18));
        _shares.Keep(Server, "Mallory", _mallory.Identity, Share(18) with { Root = RootOf(99) });

        _shares.Find(Server, 18, RootOf(18))!.From.Should().Be("Bob");
    }

    [Fact]
    public void AFloodPushesOutOnlyItsOwn()
    {
        _shares.Keep(Server, "Bob", _bob.Identity, Share(1));
        for (var number = 2; number < 2 + ReceivedShares.MaxPerSender + 5; number++)
        {
            _shares.Keep(Server, "Mallory", _mallory.Identity, Share(number));
        }

        _shares.Find(Server, 1, RootOf(1)).Should().NotBeNull();
        _shares.Find(Server, 6, RootOf(6)).Should().BeNull();
        _shares.Find(Server, 7, RootOf(7)).Should().NotBeNull();
    }

    [Fact]
    public void AKeyIsForgottenAfter90Days()
    {
        _shares.Keep(Server, "Bob", _bob.Identity, Share(1));
        _time.Advance(TimeSpan.FromDays(89));
        _shares.Find(Server, 1, RootOf(1)).Should().NotBeNull();
        _time.Advance(TimeSpan.FromDays(1));

        _shares.Find(Server, 1, RootOf(1)).Should().BeNull();
        _shares.Keep(Server, "Bob", _bob.Identity, Share(2));
        _file.Text.Should().NotContain(RootOf(1));
    }

    [Fact]
    public void WhereTheFileCannotBeWrittenAKeyIsInMemory()
    {
        _file.IsUnwritable = true;

        _shares.Keep(Server, "Bob", _bob.Identity, Share(1));

        _shares.HasUnwritten.Should().BeTrue();
        _shares.Find(Server, 1, RootOf(1)).Should().NotBeNull();
    }

    [Fact]
    public void AFileThatMakesNoSenseIsNotOverwritten()
    {
        _file.Text = "{";

        _shares.Invoking(shares => shares.Keep(Server, "Bob", _bob.Identity, Share(1))).Should().Throw<ConfigFileException>();
        _file.Text.Should().Be("{");
    }

    [Fact]
    public void TheFileIsOnlyForItsUser()
    {
        using var directory = new TemporaryDirectory();

        ReceivedShares.In(directory.Path, _time).Keep(Server, "Bob", _bob.Identity, Share(1));

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(directory.File("sealed_shares.json")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static SealedShare Share(long number) => new(number, Base64UrlText.Write(new byte[32]), "trip", 2, 200, 100, RootOf(number));

    private static string RootOf(long number) => Base64UrlText.Write(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)));
}
