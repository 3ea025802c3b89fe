using LanTalk.Client.Configuration;
using LanTalk.Client.Tests.Configuration;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Tests.Trust;

public sealed class KnownUsersTests
{
    private static readonly ServerFingerprint Server = ServerFingerprint.Of("server"u8);
    private static readonly ServerFingerprint Other = ServerFingerprint.Of("other"u8);

    private readonly FakeConfigFile _file = new();
    private readonly KnownUsers _users;

    public KnownUsersTests() => _users = new KnownUsers(_file, TimeProvider.System);

    [Fact]
    public void AKeyIsMetThenKnownAndAnotherIsAChangeOnce()
    {
        using var first = UserKey.Create();
        using var second = UserKey.Create();

        _users.Meet(Server, "Carol", first.Identity).Should().Be(UserKeyVerdict.First);
        _users.Meet(Server, "carol", first.Identity).Should().Be(UserKeyVerdict.Known);
        _users.Meet(Server, "Carol", second.Identity).Should().Be(UserKeyVerdict.Changed);
        _users.Meet(Server, "Carol", second.Identity).Should().Be(UserKeyVerdict.Known);
    }

    [Fact]
    public void WhereNothingCanBeWrittenAKeyIsRememberedForAsLongAsTheSessionLasts()
    {
        using var first = UserKey.Create();
        using var second = UserKey.Create();
        _users.Meet(Server, "Dave", first.Identity);
        _file.IsUnwritable = true;

        _users.Meet(Server, "Carol", first.Identity).Should().Be(UserKeyVerdict.First);
        _users.Meet(Server, "Carol", first.Identity).Should().Be(UserKeyVerdict.Known);
        _users.IsKnown(Server, "Carol").Should().BeTrue();
        _users.Meet(Server, "Carol", second.Identity).Should().Be(UserKeyVerdict.Changed);
        _users.Meet(Server, "Dave", second.Identity).Should().Be(UserKeyVerdict.Changed);
        _users.Meet(Server, "Dave", second.Identity).Should().Be(UserKeyVerdict.Known);
    }

    [Fact]
    public void EachServerHasUsersOfItsOwn()
    {
        using var key = UserKey.Create();
        _users.Meet(Server, "Carol", key.Identity);

        _users.IsKnown(Server, "CAROL").Should().BeTrue();
        _users.IsKnown(Other, "Carol").Should().BeFalse();
        _users.Meet(Other, "Carol", key.Identity).Should().Be(UserKeyVerdict.First);
    }

    [Fact]
    public void AFloodOfStrangersWashesOutNobody()
    {
        using var carol = UserKey.Create();
        using var stranger = UserKey.Create();
        _users.Meet(Server, "Carol", carol.Identity);

        for (var i = 0; i < KnownUsers.MaxPerServer + 10; i++)
        {
            _users.Meet(Server, $"stranger-{i}", stranger.Identity);
        }

        _users.IsKnown(Server, "Carol").Should().BeTrue();
        _users.IsKnown(Server, $"stranger-{KnownUsers.MaxPerServer + 5}").Should().BeFalse();
        _users.Meet(Server, "Carol", stranger.Identity).Should().Be(UserKeyVerdict.Changed);
        _users.Meet(Other, "Dave", stranger.Identity).Should().Be(UserKeyVerdict.First);
        _users.IsKnown(Other, "Dave").Should().BeTrue();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[null]")]
    [InlineData("[{\"user\":\"Carol\"}]")]
    public void ABrokenFileIsAnErrorAndNotAnEmptyOne(string text)
    {
        using var key = UserKey.Create();
        _file.Text = text;

        _users.Invoking(users => users.Meet(Server, "Carol", key.Identity)).Should().Throw<ConfigFileException>();
        _file.Text.Should().Be(text);
    }
}
