using LanTalk.Cli.Lines;

namespace LanTalk.Cli.Tests.Lines;

public sealed class ClientCommandsTests
{
    [Theory]
    [InlineData("/join ops", "join", "ops")]
    [InlineData("/JOIN", "join", "")]
    [InlineData("/joined ops", "joined", "ops")]
    [InlineData(" /VERIFY  Carol ", "verify", "Carol")]
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
    [InlineData("/quit now", false)]
    [InlineData("//quit", false)]
    public void QuitStandsAlone(string line, bool isQuit)
    {
        ClientCommands.IsQuit(line).Should().Be(isQuit);
    }
}
