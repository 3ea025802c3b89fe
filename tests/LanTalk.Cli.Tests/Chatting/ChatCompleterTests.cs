using LanTalk.Cli.Chatting;
using LanTalk.Cli.Lines;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class ChatCompleterTests
{
    private readonly Roster _roster = new();

    public ChatCompleterTests()
    {
        _roster.Learn(new Received(new Overview("14:22", 4, ["Alice", "Carol", "Caroline", "Cary"],
            [new CommandInfo("pm", "<user> <message>", "Send."), new CommandInfo("pmx", "", "X.")])));
        _roster.Learn(new Received(new RoomMessage("14:22", "Caroline", "hi")));
    }

    [Theory]
    [InlineData("ca", "Caroline: ", "Carol: ", "Cary: ")]
    [InlineData("hi car", "Caroline ", "Carol ", "Cary ")]
    [InlineData("/pm al", "Alice ")]
    [InlineData("one\nal", "Alice: ")]
    [InlineData("/p", "/pm ", "/pmx ")]
    [InlineData("/join o", "ops ")]
    [InlineData("/j #o", "#ops ")]
    [InlineData("/pm ", "Caroline ", "Alice ", "Carol ", "Cary ")]
    [InlineData("/msg ", "Caroline ", "Alice ", "Carol ", "Cary ")]
    [InlineData("/query al", "Alice ")]
    [InlineData("/pm Carol hi car", "Caroline ", "Carol ", "Cary ")]
    [InlineData("/set th", "theme ")]
    [InlineData("/set theme l", "light ")]
    [InlineData("/help k", "keys ")]
    [InlineData("/search from:al", "from:Alice ")]
    [InlineData("//a")]
    [InlineData("")]
    [InlineData("hi ")]
    [InlineData("/set nothing x")]
    public void AWordBecomesWhatItBegins(string before, params string[] expected)
    {
        var completer = new ChatCompleter(() => ClientCommands.OfPrompt.Concat(_roster.Commands), _roster.NamesLike, () => ["lobby", "ops"]);

        completer.Complete(before).Candidates.Select(candidate => candidate.Text).Should().Equal(expected);
    }

    [Fact]
    public void OtherWordsForACommandAreListedToo()
    {
        var completer = new ChatCompleter(() => ClientCommands.WithAliases(_roster.Commands), _roster.NamesLike, () => []);

        completer.Complete("/").Candidates.Select(candidate => candidate.Text).Should().Equal("/msg ", "/pm ", "/pmx ", "/query ", "/w ");
        completer.Complete("/ms").Candidates[0].Hint.Should().Be("<user> <message>  Send. The same as /pm.");
    }

    [Fact]
    public void ACommandIsListedWithItsHelp()
    {
        var completer = new ChatCompleter(() => _roster.Commands, _roster.NamesLike, () => []);

        completer.Complete("/pm").Candidates[0].Hint.Should().Be("<user> <message>  Send.");
    }
}
