using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class SafetyWordsTests
{
    [Fact]
    public void BothSidesSeeTheSameWordsUnlessSomebodyIsBetween()
    {
        using var alice = UserKey.FromSeed(new byte[UserKey.SeedLength]);
        using var bob = UserKey.FromSeed([.. Enumerable.Repeat((byte)1, UserKey.SeedLength)]);
        using var mallory = UserKey.Create();

        var words = SafetyWords.Between(alice.Identity, bob.Identity);

        words.Should().Be("tango sailor flame tomato emerald doctor comet lantern panda apple laptop carpet");
        SafetyWords.Between(bob.Identity, alice.Identity).Should().Be(words);
        SafetyWords.Between(alice.Identity, mallory.Identity).Should().NotBe(words);
    }
}
