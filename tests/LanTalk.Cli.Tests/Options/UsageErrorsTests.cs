using LanTalk.Cli.Options;

namespace LanTalk.Cli.Tests.Options;

public sealed class UsageErrorsTests
{
    [Theory]
    [InlineData("jion", "lantalk", "'jion' is not a command of lantalk. Did you mean join?")]
    [InlineData("jion host", "lantalk", "'jion' is not a command of lantalk. Did you mean join?", "'host' is not a command of lantalk.")]
    [InlineData("frobnicate", "lantalk", "'frobnicate' is not a command of lantalk.")]
    [InlineData("--vresion", "lantalk", "'--vresion' is not an option of lantalk. Did you mean --version?")]
    [InlineData("join --nmae Bob", "lantalk join", "'--nmae' is not an option of lantalk join. Did you mean --name?")]
    [InlineData("join --hlep", "lantalk join", "'--hlep' is not an option of lantalk join. Did you mean --help?")]
    [InlineData("join host --nmae Bob", "lantalk join", "'--nmae' is not an option of lantalk join. Did you mean --name?")]
    [InlineData("join host name Bob", "lantalk join", "'name' is one word too many for lantalk join.", "'Bob' is one word too many for lantalk join.")]
    [InlineData("join --host 10.0.0.5", "lantalk join", "'--host' is not an option of lantalk join, which takes HOST[:PORT] without it.")]
    [InlineData("ban lsit", "lantalk ban", "'lsit' is not a command of lantalk ban. Did you mean list?")]
    [InlineData("config sett name Bob", "lantalk config", "'sett' is not a command of lantalk config. Did you mean set?",
        "'name' is not a command of lantalk config, which has show, path, set.",
        "'Bob' is not a command of lantalk config, which has show, path, set.")]
    [InlineData("config list", "lantalk config", "'list' is not a command of lantalk config, which has show, path, set.")]
    [InlineData("config", "lantalk config", "lantalk config needs a command: show, path, set.")]
    [InlineData("serve --prot 5050 --port x", "lantalk serve", "'--prot' is not an option of lantalk serve. Did you mean --port?",
        "--port is 'x': it takes a whole number from 0 to 65535.")]
    public void AWordThatNobodyKnowsIsNamedAndTheNearestOneIsSuggested(string line, string name, params string[] errors)
    {
        var result = Tool.CreateRoot().Parse(line.Split(' '), Tool.Parsing);

        UsageErrors.NameOf(result.CommandResult).Should().Be(name);
        UsageErrors.Of(result).Should().Equal(errors);
    }

    [Fact]
    public void WhatIsMissingIsSaidWhereEveryWordIsKnown()
    {
        UsageErrors.Of(Tool.CreateRoot().Parse(["config", "set", "theme"], Tool.Parsing)).Should().ContainSingle().Which.Should().Contain("'set'");
    }

    [Theory]
    [InlineData("help", "help")]
    [InlineData("help join", "help join")]
    [InlineData("version", "--version")]
    [InlineData("-v", "--version")]
    [InlineData("-V", "--version")]
    [InlineData("send help", "send help")]
    [InlineData("send -v", "send -v")]
    public void TheHelpAndTheVersionAreThereByTheWordsOfOtherProgramsToo(string typed, string meant)
    {
        Shorthands.Expand(typed.Split(' ')).Should().Equal(meant.Split(' '));
        Tool.CreateRoot().Parse(["join", "-h"], Tool.Parsing).Errors.Should().BeEmpty();
        Tool.CreateRoot().Parse(["help", "config", "set"], Tool.Parsing).Errors.Should().BeEmpty();
    }
}
