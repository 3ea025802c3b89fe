using LanTalk.Cli.Lines;

namespace LanTalk.Cli.Tests.Lines;

public sealed class ClientCommandsTests
{
    [Theory]
    [InlineData("/join ops", "join", "ops")]
    [InlineData("/JOIN", "join", "")]
    [InlineData("/joined ops", "joined", "ops")]
    [InlineData(" /VERIFY  Carol ", "verify", "Carol")]
    [InlineData("/j #ops", "join", "#ops")]
    [InlineData("/part\u00a0ops", "leave", "ops")]
    [InlineData("//join ops", null, "")]
    [InlineData("join ops", null, "")]
    [InlineData("/", "", "")]
    [InlineData("", null, "")]
    public void ALineBeginsWithACommandOrIsAText(string line, string? command, string argument)
    {
        ClientCommands.Of(line, out var found).Should().Be(command);
        found.Should().Be(argument);
    }

    [Theory]
    [InlineData("/quit", true)]
    [InlineData(" /QUIT ", true)]
    [InlineData("/exit", true)]
    [InlineData("/quit now", false)]
    [InlineData("//quit", false)]
    public void QuitStandsAlone(string line, bool isQuit)
    {
        ClientCommands.IsQuit(line).Should().Be(isQuit);
    }

    [Fact]
    public void NoWordStandsForTwoCommands()
    {
        ClientCommands.All.SelectMany(command => command.Aliases.Prepend(command.Name)).Should().OnlyHaveUniqueItems();
    }
}
