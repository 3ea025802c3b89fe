using LanTalk.Cli.Lines;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Lines;

public sealed class LineCheckTests
{
    private static readonly CommandInfo[] Told = [new("pm", "<user> <message>", "Send."), new("poll", "<question>", "Ask everybody.")];

    [Theory]
    [InlineData("hello")]
    [InlineData("/pm Carol hi")]
    [InlineData("/PM\tCarol\thi")]
    [InlineData("/w Carol hi")]
    [InlineData("\u00a0/pm Carol hi")]
    [InlineData("/poll tea?")]
    [InlineData("//etc/hosts")]
    [InlineData("./configure && make")]
    [InlineData("./build.sh")]
    [InlineData(":/ well")]
    [InlineData("1/2 of it")]
    [InlineData("one\n/pm Carol hi")]
    [InlineData("/usr/bin\n/etc")]
    [InlineData("/* a note */\nint x;")]
    [InlineData("/pm Carol one\ntwo")]
    [InlineData("/say /quit\nnow")]
    public void WhatIsMeantAsItIsCanBeSent(string text)
    {
        LineCheck.ProblemOf(text, CommandPlaces.Prompt, Told).Should().BeNull();
    }

    [Theory]
    [InlineData("/mp Carol hi", "the nearest is /pm.")]
    [InlineData("/pmm Carol hi", "the nearest is /pm.")]
    [InlineData("/mgs Carol hi", "the nearest is /pm.")]
    [InlineData("/jion ops", "the nearest is /join.")]
    [InlineData("/pol tea?", "the nearest is /poll.")]
    [InlineData("/pm\u200bCarol hi", "there is no command /pm\u200bCarol;")]
    [InlineData("/frobnicate", "there is no command /frobnicate; /help lists them.")]
    [InlineData("/etc/hosts is wrong", "there is no command /etc/hosts;")]
    [InlineData("/ pm Carol hi", "a command follows its slash at once.")]
    [InlineData("/say", "/say takes a text.")]
    [InlineData("\ufeff/pm Carol hi", "something invisible")]
    [InlineData("\u200b /mp Carol hi", "something invisible")]
    [InlineData(". /pm Carol hi", "with something before it")]
    [InlineData("./pm Carol hi", "with something before it")]
    [InlineData(". /mp Carol hi", "with something before it")]
    [InlineData("\uff0fpm Carol hi", "with another slash")]
    [InlineData("\\pm Carol hi", "with another slash")]
    [InlineData("/mp Carol one\ntwo", "a command has one line")]
    [InlineData("/quit\nnow", "a command has one line")]
    [InlineData("\n/mp Carol hi", "the nearest is /pm.")]
    [InlineData("/pm\nCarol", "/pm of several needs a user and a text")]
    public void ASlipIsNotSentAndTheNearestCommandIsNamed(string text, string problem)
    {
        LineCheck.ProblemOf(text, CommandPlaces.Prompt, Told).Should().Contain(problem);
    }

    [Theory]
    [InlineData("/frobnicate", true)]
    [InlineData("/hello", true)]
    [InlineData("/ci-status", true)]
    [InlineData("/frob/nicate", false)]
    [InlineData("/mp Carol hi", false)]
    public void AServerThatHasToldNoCommandsMayHaveOthers(string text, bool isSent)
    {
        (LineCheck.ProblemOf(text, CommandPlaces.Pipe, []) is null).Should().Be(isSent);
    }

    [Fact]
    public void WhatIsForAPromptIsRefusedInAPipe()
    {
        LineCheck.ProblemOf("/window 2", CommandPlaces.Pipe, []).Should().Be("/window is for a prompt.");
    }
}
