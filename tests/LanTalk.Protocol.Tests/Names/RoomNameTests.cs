using LanTalk.Protocol.Names;

namespace LanTalk.Protocol.Tests.Names;

public sealed class RoomNameTests
{
    [Theory]
    [InlineData("", "the name of a room is 1 to 24 letters or digits of any script, '_' or '-'")]
    [InlineData("what?!", "the name of a room is 1 to 24 letters or digits of any script, '_' or '-'")]
    [InlineData("on call", "the name of a room has no blanks: try on-call")]
    [InlineData("#on call", "the name of a room has no blanks: try on-call")]
    [InlineData("\u043eps", "the name of a room is written in one script, so that none can pass for another by letters that look alike")]
    public void WhatIsWrongWithANameIsSaidWithWhatToDo(string typed, string problem)
    {
        RoomName.FromTyped(typed).Should().BeNull();
        RoomName.ProblemOf(typed).Should().Be(problem);
    }

    [Theory]
    [InlineData("Ops", "ops")]
    [InlineData("#Кухня", "кухня")]
    [InlineData("日本語", "日本語")]
    public void AnyScriptIsANameInLowerCase(string typed, string name)
    {
        RoomName.FromTyped(typed).Should().Be(name);
        RoomName.ProblemOf(name).Should().BeNull();
    }
}
