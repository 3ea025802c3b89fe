namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>What <c>LanTalk.Plugins</c> does not accept.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void MistakesAreToldWhereTheyAreMade()
    {
        var plugin = new Plugin("bounds");
        plugin.Command("one", "", "One.", _ => "one");
        plugin.Filter(_ => Verdict.Pass);

        plugin.Invoking(again => again.Command("one", "", "One.", _ => "one")).Should().Throw<ArgumentException>().WithMessage("There are two commands /one.*");
        plugin.Invoking(again => again.Filter(_ => Verdict.Pass)).Should().Throw<InvalidOperationException>().WithMessage("A plug-in has one filter.");
        plugin.Invoking(early => early.Say("hello")).Should().Throw<InvalidOperationException>().WithMessage("*use OnStart.");
    }
}
