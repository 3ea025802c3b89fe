using LanTalk.Cli.Lines;

namespace LanTalk.Cli.Tests.Lines;

public sealed class ChatLineTests
{
    [Theory]
    [InlineData("hello", null, "hello", false)]
    [InlineData("/users", null, "/users", true)]
    [InlineData("//etc", null, "//etc", false)]
    [InlineData("/me waves", null, "/me waves", false)]
    [InlineData("/pm Bob  two words ", "Bob", "two words", false)]
    [InlineData("/PM Bob hi", "Bob", "hi", false)]
    [InlineData(" /pm Bob not kept", "Bob", "not kept", false)] // a blank before it only keeps it out of the history
    [InlineData("/pm Bob", null, "/pm Bob", true)]
    [InlineData("/pmx Bob hi", null, "/pmx Bob hi", true)]
    public void ALineIsSaidOrACommandOrAPrivateMessage(string line, string? to, string text, bool isCommand)
    {
        var outgoing = ChatLine.Parse(line, "ops");

        outgoing.To.Should().Be(to);
        outgoing.Text.Should().Be(text);
        outgoing.IsCommand.Should().Be(isCommand);
        outgoing.Room.Should().Be(to is null ? "ops" : null);
    }

    [Fact]
    public void TheLobbyIsNotNamed()
    {
        ChatLine.Parse("hello", "lobby").Room.Should().BeNull();
    }
}
