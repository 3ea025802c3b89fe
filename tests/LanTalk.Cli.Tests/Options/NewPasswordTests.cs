using LanTalk.Cli.Options;

namespace LanTalk.Cli.Tests.Options;

public sealed class NewPasswordTests
{
    private readonly List<string> _told = [];

    [Fact]
    public void APasswordThatIsTypedTwiceDifferentlyIsAskedForAnew()
    {
        var typed = new Queue<string>(["secret", "sceret", "secret", "secret"]);

        NewPassword.Choose(typed.Dequeue, typed.Dequeue, _told.Add).Should().Be("secret");

        _told.Should().ContainSingle();
    }

    [Fact]
    public void NoPasswordIsTypedOnce()
    {
        NewPassword.Choose(() => "", () => throw new InvalidOperationException(), _told.Add).Should().BeEmpty();
    }
}
