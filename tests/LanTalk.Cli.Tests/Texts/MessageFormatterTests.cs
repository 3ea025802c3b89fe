using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Tests.Texts;

public sealed class MessageFormatterTests
{
    private static readonly Viewpoint Bob = new() { OwnName = "Bob" };

    public static TheoryData<ServerMessage, string> Messages => new()
    {
        { new RoomMessage("14:22", "Alice", "hi"), "[14:22] Alice: hi" },
        { new RoomMessage("14:22", "Alice", "waves", true), "[14:22] * Alice waves" },
        { new PrivateMessage("14:22", "Alice", "psst"), "[14:22] (private) Alice: psst" },
        { new PrivateMessage("14:22", "Alice", "psst") { IsSealed = true }, "[14:22] [sealed] (private) Alice: psst" },
        { new SystemMessage("14:22", "Bob joined.", "join", "Bob"), "[14:22] *** Bob joined. ***" },
        { new SystemMessage("14:22", "Online: Bob", "reply"), "[14:22]   Online: Bob" },
        { new SystemMessage("14:22", "Too fast.", "refused"), "[14:22] *** Too fast. ***" },
        { new AuthOk("14:22", "Bob", "Alice"), "[14:22] *** Bob, you are on Alice's server; /help lists the commands. ***" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void AMessageIsOneLine(ServerMessage message, string line)
    {
        MessageFormatter.Format(message, Bob).ToString().Should().Be(line);
    }

    [Theory]
    [InlineData(true, "[14:22] 🔒 (private) to Alice: psst")]
    [InlineData(false, "[14:22] (private, not sealed) to Alice: psst")]
    public void AnEchoSaysWhetherItWasSealed(bool isSealed, string line)
    {
        MessageFormatter.EchoPrivate("14:22", "Alice", "psst", isSealed, new Viewpoint { Seal = MessageFormatter.Utf8Seal }).ToString().Should().Be(line);
    }

    [Fact]
    public void NothingInAMessageReachesTheTerminalRaw()
    {
        var hostile = MessageFormatter.Format(new RoomMessage("\e[1m", "A\e]0;x\a", "\e[2J\u009b1m\f\r\n"), Viewpoint.Nobody);

        hostile.ToString().Should().Be("[␛[1m] A␛]0;x␇: ␛[2J\ufffd1m␌");
    }

    [Theory]
    [InlineData("Bob: look", true)]
    [InlineData("is bob there?", true)]
    [InlineData("Bobby is", false)]
    [InlineData("a bobsled", false)]
    [InlineData("kabob bob", true)]
    public void AMentionStandsOut(string text, bool mentions)
    {
        var line = MessageFormatter.Format(new RoomMessage("14:22", "Alice", text), Bob).ToTerminal(Theme.Auto);

        line.Contains($"\e[{Theme.Auto.Sgr(Style.Mention)}m").Should().Be(mentions);
    }

    public static TheoryData<ServerMessage, string> Signed => new()
    {
        { new RoomMessage("14:22", "Bob", "hi, this is Bob"), "[14:22]>Bob: hi, this is Bob" },
        { new RoomMessage("14:22", "bob", "waves", true), "[14:22]>* bob waves" },
        { new RoomMessage("14:22", "Alice", "hi Bob"), "[14:22]!Alice: hi Bob" },
        { new RoomMessage("14:22", "Alice", "pokes bob", true), "[14:22]!* Alice pokes bob" },
        { new RoomMessage("14:22", "Alice", "hi all"), "[14:22] Alice: hi all" },
        { new RoomMessage("14:22", "Alice", "hi Bob") { Room = "ops" }, "[14:22]![ops] Alice: hi Bob" },
        { new PrivateMessage("14:22", "Alice", "psst"), "[14:22]!(private) Alice: psst" },
        { new SystemMessage("14:22", "Bob joined.", "join", "Bob"), "[14:22] *** Bob joined. ***" },
        { new RoomMessage("14:22", "Bob", "a\nb"), $"[14:22]>Bob: a{Environment.NewLine}             b" },
    };

    [Theory]
    [MemberData(nameof(Signed))]
    public void OwnLinesAndThoseThatCallTheReaderHaveASignThatNeedsNoColour(ServerMessage message, string line)
    {
        MessageFormatter.Format(message, Bob with { HasSigns = true }).ToString().Should().Be(line);
    }

    [Fact]
    public void WhatTheReaderSaysIsNoMention()
    {
        MessageFormatter.Format(new RoomMessage("14:22", "Bob", "I am Bob"), Bob).ToTerminal(Theme.Auto).Should().NotContain(Theme.Auto.Sgr(Style.Mention));
    }

    [Fact]
    public void AnOwnPrivateMessageHasTheSignOfOwnLines()
    {
        MessageFormatter.EchoPrivate("14:22", "Alice", "psst", isSealed: true, Bob with { HasSigns = true })
            .ToString().Should().Be("[14:22]>[sealed] (private) to Alice: psst");
    }

    [Fact]
    public void WithoutColourThereIsNoEscape()
    {
        MessageFormatter.Format(new PrivateMessage("14:22", "Alice", "psst"), Viewpoint.Nobody).ToTerminal(Theme.None).Should().NotContain("\e");
    }

    [Fact]
    public void ANameHasOneColourWhateverItsCase()
    {
        Style.ForName("alice").Should().Be(Style.ForName("ALICE"));
    }

    [Fact]
    public void WhatComesFromAnotherRoomNamesIt()
    {
        var message = new RoomMessage("14:22", "Carol", "hi") { Room = "ops" };

        MessageFormatter.Format(message, Viewpoint.Nobody).ToString().Should().Be("[14:22] [ops] Carol: hi");
        MessageFormatter.Format(message, new Viewpoint { Here = "ops" }).ToString().Should().Be("[14:22] Carol: hi");
        MessageFormatter.Format(message with { Room = null }, new Viewpoint { Here = "ops" }).ToString().Should().Be("[14:22] [lobby] Carol: hi");
        MessageFormatter.Format(message with { Action = true }, Viewpoint.Nobody).ToString().Should().Be("[14:22] [ops] * Carol hi");
    }

    [Theory]
    [InlineData(1, "*** 1 message is missing here: the server no longer keeps them. ***")]
    [InlineData(17, "*** 17 messages are missing here: the server no longer keeps them. ***")]
    public void AGapIsShownAsAGap(long count, string line)
    {
        MessageFormatter.Format(new Missing("lobby", count), Viewpoint.Nobody)!.ToString().Should().Be(line);
    }

    [Fact]
    public void OnlyWhatIsNewOfARoomIsShown()
    {
        var ops = new RoomState("14:22", "ops", "e", 0, 0, "Who is on call");

        MessageFormatter.Format(new Entered(ops, IsReturn: false), Viewpoint.Nobody)!.ToString().Should().Be("[14:22] *** You are in ops: Who is on call ***");
        MessageFormatter.Format(new Entered(ops, IsReturn: true), Viewpoint.Nobody).Should().BeNull();
        MessageFormatter.Format(new Entered(ops with { Room = "lobby", Topic = null }, IsReturn: false), Viewpoint.Nobody).Should().BeNull();
    }

    [Fact]
    public void FurtherLinesStandBelowTheFirst()
    {
        MessageFormatter.Format(new RoomMessage("14:22", "Bob", "def f():\n    return 1\n[14:22] Alice: me, too") { Room = "ops" }, Viewpoint.Nobody)
            .ToString().Split(Environment.NewLine)
            .Should().Equal("[14:22] [ops] Bob: def f():", "                       return 1", "                   [14:22] Alice: me, too");
        MessageFormatter.Format(new PrivateMessage("14:22", "Bob", "a\nb"), Viewpoint.Nobody).ToString().Split(Environment.NewLine)
            .Should().Equal("[14:22] (private) Bob: a", "                       b");
        MessageFormatter.NotSent("too fast.", "a\nb").ToString().Split(Environment.NewLine)
            .Should().Equal("Not sent: too fast: a", "                    b");
    }

    [Theory]
    [InlineData(SystemEvents.Join)]
    [InlineData(SystemEvents.Reply)]
    [InlineData(SystemEvents.Kick)]
    public void OnlyWhatSomebodySaidHasSeveralLines(string kind)
    {
        MessageFormatter.Format(new SystemMessage("14:22", "a\nb", kind), Viewpoint.Nobody).ToString().Should().Contain("a␊b");
    }

    [Fact]
    public void AShareIsOneLineThatOffersToGetIt()
    {
        var message = new RoomMessage("14:22", "Alice", "report.pdf, 2.3 MB. Number 17.") { Share = new ShareFacts(17, "report.pdf", 1, 2_300_187, 187, "root") };

        MessageFormatter.Format(message, Viewpoint.Nobody).ToString().Should().Be("[14:22] Alice shares #17 report.pdf (2.3 MB)");
        MessageFormatter.Format(message, new Viewpoint { OffersFiles = true }).ToString().Should().Be("[14:22] Alice shares #17 report.pdf (2.3 MB)  /get 17");
    }
}
