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
    [InlineData("/pm\tBob\ttwo words", "Bob", "two words", false)]
    [InlineData("/pm\u00a0Bob\u2003hi", "Bob", "hi", false)]
    [InlineData("\t/pm Bob\thi", "Bob", "hi", false)]
    [InlineData("/msg Bob hi", "Bob", "hi", false)]
    [InlineData("/QUERY Bob hi", "Bob", "hi", false)]
    [InlineData("/w Bob hi", "Bob", "hi", false)]
    [InlineData("/me\twaves", null, "/me waves", false)]
    [InlineData("/names", null, "/users", true)]
    [InlineData("/list", null, "/rooms", true)]
    [InlineData("/say /quit", null, "//quit", false)]
    [InlineData("/say . /pm", null, ". /pm", false)]
    [InlineData("/away", null, "/me is away", false)]
    [InlineData("/away lunch", null, "/me is away: lunch", false)]
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

    [Theory]
    [InlineData("/pm Carol\n    indented", "Carol", "    indented")]
    [InlineData("\n/pm\tCarol\ttwo\nlines", "Carol", "two\nlines")]
    [InlineData("/w Carol two\nlines", "Carol", "two\nlines")]
    [InlineData("/say //x\ny", null, "///x\ny")]
    [InlineData("/usr\n/etc", null, "//usr\n/etc")]
    public void SeveralLinesArePrivateOrSaidAsTheyAre(string text, string? to, string said)
    {
        var outgoing = ChatLine.ParseLines(text, "ops");

        outgoing.To.Should().Be(to);
        outgoing.Text.Should().Be(said);
        outgoing.IsCommand.Should().BeFalse();
    }
}
