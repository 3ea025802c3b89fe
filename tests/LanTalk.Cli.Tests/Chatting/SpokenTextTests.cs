using LanTalk.Cli.Chatting;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class SpokenTextTests
{
    private readonly SpokenText _texts = new(isEncrypted: true);

    public static TheoryData<ChatEvent, string?> Events => new()
    {
        { new Received(new RoomMessage("14:22", "Carol", "hi")), "Carol says: hi, at 14:22" },
        { new Received(new RoomMessage("14:22", "Carol", "hi") { Room = "ops" }), "Carol says in ops: hi, at 14:22" },
        { new Received(new RoomMessage("14:22", "Carol", "waves", Action: true)), "Carol waves, at 14:22" },
        { new Received(new PrivateMessage("14:22", "Carol", "psst") { IsSealed = true }), "Carol says to you alone, sealed: psst, at 14:22" },
        { new Received(new SystemMessage("14:22", "Carol joined.", SystemEvents.Join)), "Carol joined." },
        { new Received(new SystemMessage("14:22", "Too fast.", SystemEvents.Refused)), "Refused: Too fast." },
        { new ConnectionLost(), "The connection is lost; trying again." },
        { new Received(new Overview("14:22", 0, [], [])), null },
        { new Received(new RoomMessage("14:22", "Carol", "one\ntwo")), $"Carol says: line 1: one{Environment.NewLine}  line 2: two, at 14:22" },
        {
            new Received(new RoomMessage("14:22", "Carol", "…") { Share = new ShareFacts(17, "trip", 2, 2_300_187, 187, "root") }),
            "Carol shares number 17: trip (2 files, 2.3 MB), at 14:22"
        },
        { new Received(new RoomMessage("14:22", "Carol", "\e[2J")), "Carol says: ␛[2J, at 14:22" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void WhatHappensIsSaidInWords(ChatEvent happened, string? spoken)
    {
        _texts.Of(happened, "Bob", "lobby")?.ToString().Should().Be(spoken);
    }
}
