using LanTalk.Cli.Chatting;
using LanTalk.Protocol.Names;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class NameColorsTests
{
    private readonly NameColors _colors = new();
    private readonly HashSet<string> _gone = new(UserName.Comparer);

    [Fact]
    public void AnAloneNameHasTheColourOfItsHash()
    {
        HueOf("Alice").Should().Be(UsualOf("Alice"));
    }

    [Fact]
    public void WhoseColourIsTakenGetsTheFreeOneThatDiffersMost()
    {
        var (one, other) = NamesOfOneColour();
        var taken = HueOf(one);

        var hue = HueOf(other);

        var farthest = Enumerable.Range(0, Theme.NameColorCount).Max(free => Theme.Dark.DistanceOf((uint)free, taken));
        Theme.Dark.DistanceOf(hue, taken).Should().Be(farthest);
    }

    [Fact]
    public void SixteenWhoArePresentHaveSixteenColours()
    {
        Names(16).Select(HueOf).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void EverybodyKeepsItsColourWhoeverComesAndWhateverItsNameIsThen()
    {
        var first = Names(10).Select(HueOf).ToList();
        foreach (var name in Names(40))
        {
            HueOf(name);
        }

        _colors.Rename("user1", "somebody");

        HueOf("somebody").Should().Be(first[0]);
        Names(10).Skip(1).Select(HueOf).Should().Equal(first.Skip(1));
    }

    [Fact]
    public void OneNameTooManySharesTheColourOfWhoWasShownLongestAgo()
    {
        var hues = Names(16).Select(HueOf).ToList();
        HueOf("user1");

        var shared = HueOf("late");

        shared.Should().Be(hues[1]);
        HueOf("user2").Should().Be(hues[1]);
        HueOf("late").Should().Be(shared);
    }

    [Fact]
    public void WhoIsGoneKeepsItsColourUntilAnotherNeedsIt()
    {
        var (one, other) = NamesOfOneColour();
        var hue = HueOf(one);
        _gone.Add(one);
        HueOf(one).Should().Be(hue);

        HueOf(other).Should().Be(hue);
        _gone.Remove(one);

        HueOf(one).Should().NotBe(hue);
    }

    [Fact]
    public void NamesThatNeverEndDoNotFillTheMemory()
    {
        foreach (var name in Names(3 * NameColors.MostSharing))
        {
            HueOf(name).Should().BeLessThan(Theme.NameColorCount);
        }
    }

    private uint HueOf(string name) => _colors.Of(name, Theme.Dark, present => !_gone.Contains(present)).Hue;

    private static uint UsualOf(string name) => Style.ForName(name).Hue % Theme.NameColorCount;

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(number => $"user{number}");

    private static (string One, string Other) NamesOfOneColour() => ("user1", Names(100).Skip(1).First(name => UsualOf(name) == UsualOf("user1")));
}
