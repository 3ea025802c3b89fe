using LanTalk.Server.Sessions;

namespace LanTalk.Server.Tests.Sessions;

public sealed class IgnoreListTests
{
    private readonly IgnoreList _list = new();

    [Fact]
    public void AUserWithAKeyIsHiddenUnderWhateverName()
    {
        _list.TryToggle("Mallory", "key", out var ignores).Should().BeTrue();

        ignores.Should().BeTrue();
        _list.Hides("Malice", "key").Should().BeTrue();
        _list.Hides("Mallory", "another").Should().BeFalse("a name that came to another key is somebody else's");
        _list.Hides("mallory", "").Should().BeTrue("that is what it said before it had a key");
    }

    [Fact]
    public void AUserWithoutAKeyIsHiddenByTheName()
    {
        _list.TryToggle("Mallory", "", out _);

        _list.Hides("MALLORY", "").Should().BeTrue();
        _list.Hides("mallory", "key").Should().BeTrue();
        _list.Hides("Carol", "").Should().BeFalse();
    }

    [Fact]
    public void TheSameUserAgainIsShownAgainUnderWhateverName()
    {
        _list.TryToggle("Mallory", "key", out _);

        _list.TryToggle("Malice", "key", out var ignores).Should().BeTrue();

        ignores.Should().BeFalse();
        _list.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void AFullListTakesNobodyAndStillLetsGo()
    {
        for (var i = 0; i < IgnoreList.Capacity; i++)
        {
            _list.TryToggle($"user{i}", "", out _).Should().BeTrue();
        }

        _list.TryToggle("one-more", "", out _).Should().BeFalse();
        _list.TryToggle("user0", "", out var ignores).Should().BeTrue();
        ignores.Should().BeFalse();
        _list.Names.Should().HaveCount(IgnoreList.Capacity - 1);
    }
}
