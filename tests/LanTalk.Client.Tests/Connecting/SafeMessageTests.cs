using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using LanTalk.Client.Connecting;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Tests.Connecting;

public sealed class SafeMessageTests
{
    // An escape, a bell, a C1 control, a carriage return, an override of the reading order, half a surrogate pair.
    private const string Hostile = "x\e[2J\a\u009b1m\r\n\u202eevil\u2066\ud800";

    private static readonly string[] Undisplayed = ["Salt", "B", "Proof", "RateLimit", "QueryLimit",
        "IdleTimeout", "Key", "AgreementKey", "AgreementSignature", "Id", "Encapsulation", "Ciphertext", "Share", "Qr"];

    public static TheoryData<ServerMessage> Messages => new()
    {
        new AuthRequest(Hostile, true) { ServerName = Hostile },
        new AuthChallenge(Hostile, ""),
        new AuthOk(Hostile, Hostile, Hostile),
        new AuthFail(Hostile, Hostile, Hostile),
        new RoomState(Hostile, Hostile, Hostile, 1, 2, Hostile),
        new RoomMessage(Hostile, Hostile, Hostile, true) { Room = Hostile, Nonce = Hostile },
        new Acknowledgement(Hostile, Hostile),
        new PrivateMessage(Hostile, Hostile, Hostile) { Id = Hostile },
        new SealedPrivateMessage(Hostile, Hostile, "", "", "", "", "", ""),
        new KeyAnswer(Hostile, Hostile, true),
        new SystemMessage(Hostile, Hostile, Hostile, Hostile, Hostile) { Room = Hostile, Nonce = Hostile, Topic = Hostile },
        new Overview(Hostile, 1, [Hostile], [new CommandInfo("pm", Hostile, Hostile, Hostile)]),
        new MemberNews(Hostile, Hostile) { Users = [Hostile], Changes = [new MemberChange(Hostile, Hostile, Hostile)] },
        new HistoryPage(Hostile, Hostile, []),
        new Found(Hostile, Hostile, [], []),
        new Invitation(Hostile, Hostile, "", 0) { Id = Hostile, Room = Hostile },
        new Ticket(Hostile, Hostile, Hostile, 600),
        new ShareList(Hostile, [], Hostile),
        new Pong(Hostile),
    };

    [Fact]
    public void TheTitlesOfSharesAreSafe()
    {
        var share = new ShareFacts(17, Hostile, 1, 2, 1, "");

        ((RoomMessage)SafeMessage.Clean(new RoomMessage("14:22", "Carol", "x") { Share = share })).Share!.Title.Should().Be(SafeText.Clean(Hostile));
        var presence = ((ShareList)SafeMessage.Clean(new ShareList("14:22", [new SharePresence(share, Hostile, 0, 0) { GotBy = [Hostile] }]))).Shares.Single();
        presence.Share.Title.Should().Be(SafeText.Clean(Hostile));
        SafeText.IsSafe(presence.User + presence.GotBy!.Single()).Should().BeTrue();
        var list = new ShareList("14:22", []) { Sealed = [new SealedPresence(18, Hostile, Hostile, 1, "", 0, 0) { GotBy = [Hostile] }] };
        var sealedOne = ((ShareList)SafeMessage.Clean(list)).Sealed!.Single();
        SafeText.IsSafe(sealedOne.User + sealedOne.To + sealedOne.GotBy!.Single()).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void EveryFieldThatIsShownIsSafe(ServerMessage message)
    {
        var clean = SafeMessage.Clean(message);

        var texts = clean.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(string) && !Undisplayed.Contains(property.Name))
            .Select(property => (property.Name, Value: (string?)property.GetValue(clean))).ToList();
        texts.Should().NotBeEmpty().And.OnlyContain(text => text.Name == "Nonce" || text.Value != null);

        // Users' messages may have several lines.
        var isSaid = message is RoomMessage or PrivateMessage;
        texts.Should().OnlyContain(text => text.Value == null
            || (text.Value != Hostile && SafeText.IsSafe(isSaid && text.Name == "Text" ? text.Value.Replace("\n", "") : text.Value)));
    }

    [Fact]
    public void WhatIsCompletedIsSafe()
    {
        var clean = (Overview)SafeMessage.Clean(new Overview("14:22", 1, [Hostile],
            [new CommandInfo("pm", Hostile, Hostile, Hostile), new CommandInfo(Hostile, "", ""), new CommandInfo("", "", "")]));

        clean.Users.Should().ContainSingle().Which.Should().Match(name => SafeText.IsSafe(name));
        var command = clean.Commands.Should().ContainSingle().Which;
        SafeText.IsSafe(command.Arguments + command.Help + command.Bot).Should().BeTrue();
    }

    [Theory]
    [InlineData("ci-hook", true)]
    [InlineData("-", false)]
    [InlineData("ci hook", false)]
    public void TheCommandOfAPluginMayHaveAHyphen(string name, bool isKept)
    {
        var clean = (Overview)SafeMessage.Clean(new Overview("14:22", 1, [], [new CommandInfo(name, "", "")]));

        clean.Commands.Any(command => command.Name == name).Should().Be(isKept);
    }

    [Fact]
    public void WhoIsInARoomIsSafe()
    {
        var clean = (MemberNews)SafeMessage.Clean(
            new MemberNews("14:22", "ops") { Users = [Hostile], Changes = [new MemberChange(Hostile, Hostile, Hostile)] });

        var change = clean.Changes!.Single();
        new[] { clean.Users!.Single(), change.Event, change.User, change.Name! }.Should().OnlyContain(text => SafeText.IsSafe(text));
    }

    [Fact]
    public void WhatWasSaidBeforeIsSafe()
    {
        var past = new PastMessage(1, Hostile, Hostile, 0) { Room = Hostile };
        var page = (HistoryPage)SafeMessage.Clean(new HistoryPage("14:22", "ops", [past]));
        var found = (Found)SafeMessage.Clean(new Found("14:22", "x", [Hostile], [past]));
        var overview = (Overview)SafeMessage.Clean(new Overview("14:22", 1, [], []) { Rooms = [new RoomInfo(Hostile, 1, Hostile)] });

        PastMessage[] messages = [.. page.Messages, .. found.Messages];
        messages.SelectMany(message => new[] { message.User, message.Text.Replace("\n", ""), message.Room! })
            .Concat([found.Rooms.Single(), overview.Rooms!.Single().Room, overview.Rooms!.Single().Topic!])
            .Should().OnlyContain(text => SafeText.IsSafe(text));
    }

    [Fact]
    public void EveryTypeOfMessageIsAmongThem()
    {
        var types = typeof(ServerMessage).GetCustomAttributes<System.Text.Json.Serialization.JsonDerivedTypeAttribute>()
            .Select(attribute => attribute.DerivedType);

        Messages.Select(row => row.Data.GetType()).Should().BeEquivalentTo(types);
    }

    [Theory]
    [InlineData("14:22", "14:22")]
    [InlineData("11-24 14:22", "11-24 14:22")]
    [InlineData("24:22", "--:--")]
    [InlineData("14:22] [sealed] (private) Alice: hi", "--:--")]
    [InlineData("", "--:--")]
    public void ATimeIsATime(string time, string clean)
    {
        ((RoomMessage)SafeMessage.Clean(new RoomMessage(time, "Bob", "hi"))).Timestamp.Should().Be(clean);
    }

    [Theory]
    [InlineData("Bob_2-x", "Bob_2-x")]
    [InlineData("Zoë O'Neil", "Zoë O'Neil")]
    [InlineData("[sealed] (private) Alice", "\ufffdsealed\ufffd \ufffdprivate\ufffd Alice")]
    [InlineData("\U0001F512 Alice: hi", "\ufffd Alice\ufffd hi")]
    public void ANameCannotForgeALine(string name, string clean)
    {
        ((RoomMessage)SafeMessage.Clean(new RoomMessage("14:22", name, "hi"))).User.Should().Be(clean);
    }

    [Theory]
    [InlineData("ops", "ops")]
    [InlineData("Ops", "ops")]
    [InlineData("ops] Alice: hi", "-")]
    [InlineData("", "-")]
    public void WhatIsNoNameOfARoomIsNeitherTheLobbyNorAnotherRoom(string room, string clean)
    {
        ((RoomMessage)SafeMessage.Clean(new RoomMessage("14:22", "Bob", "hi") { Room = room })).Room.Should().Be(clean);
        ((RoomState)SafeMessage.Clean(new RoomState("14:22", room, "e", 0, 0))).Room.Should().Be(clean);
    }

    [Fact]
    public void WhatIsNoNonceIsNone()
    {
        var message = new RoomMessage("14:22", "Bob", "hi") { Nonce = "q83vEjRWeJ" };

        SafeMessage.Clean(message).Should().Be(message);
        ((RoomMessage)SafeMessage.Clean(message with { Nonce = "\u001b[2J" })).Nonce.Should().BeNull();
        ((RoomMessage)SafeMessage.Clean(message with { Nonce = new string('x', 33) })).Nonce.Should().BeNull();
    }

    [Fact]
    public void ANameHasAnEnd()
    {
        ((RoomMessage)SafeMessage.Clean(new RoomMessage("14:22", new string('x', 100_000), "hi"))).User.Should()
            .HaveLength(96, "a name has 24 characters, of 4 units at most");
    }

    [Fact]
    public void AServerCannotMarkAMessageAsSealed()
    {
        var line = """{"type":"pm","ts":"14:22","from_user":"Alice","text":"hi","sealed":true,"IsSealed":true,"isSealed":true}""";

        var message = (PrivateMessage)MessageJson.ReadServerMessage(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(line)))!;

        message.IsSealed.Should().BeFalse();
        JsonSerializer.Serialize(message).Should().NotContain("true");
    }

    [Fact]
    public void AnOpenedMessageSaysSoInJson()
    {
        Encoding.UTF8.GetString(MessageJson.ToFrame(new PrivateMessage("14:22", "Alice", "hi") { IsSealed = true }))
            .Should().Be("""{"type":"pm","ts":"14:22","from_user":"Alice","text":"hi","sealed":true}""" + "\n");
        Encoding.UTF8.GetString(MessageJson.ToFrame(new PrivateMessage("14:22", "Alice", "hi"))).Should().NotContain("sealed");
    }

    [Fact]
    public void OnlyWhatSomebodySaidKeepsItsLines()
    {
        ((RoomMessage)SafeMessage.Clean(new RoomMessage("14:22", "Bob\n", "a\r\n\tb\e\n\u2028")))
            .Should().BeEquivalentTo(new { User = "Bob\ufffd", Text = "a\n b␛\n\ufffd" });
        ((PrivateMessage)SafeMessage.Clean(new PrivateMessage("14:22", "Bob", "a\nb"))).Text.Should().Be("a\nb");
        ((SystemMessage)SafeMessage.Clean(new SystemMessage("14:22", "a\nb"))).Text.Should().Be("a␊b");
        ((RoomState)SafeMessage.Clean(new RoomState("14:22", "ops", "e", 0, 0) { Topic = "a\nb" })).Topic.Should().Be("a␊b");
    }
}
