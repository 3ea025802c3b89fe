using System.CommandLine;

namespace LanTalk.Cli.Tests;

public sealed class ToolTests
{
    [Fact]
    public void TheVerbsAreTheOnesDocumented()
    {
        Tool.CreateRoot().Subcommands.Select(command => command.Name).Should().Equal(
            "join", "send", "tail", "files", "get", "discover", "serve", "invite", "ban", "plugin", "history", "config", "completion", "help");
    }

    [Fact]
    public void EveryVerbAndEveryOptionSaysWhatItIsFor()
    {
        foreach (var command in AllCommands(Tool.CreateRoot()))
        {
            command.Description.Should().NotBeNullOrEmpty(command.Name);
            command.Options.Should().NotContain(option => string.IsNullOrEmpty(option.Description));
            command.Arguments.Should().NotContain(argument => string.IsNullOrEmpty(argument.Description));
        }
    }

    [Theory]
    [InlineData("serve", "--name|--port|--bind|--password|--password-file|--data-dir|--no-beacon|--beacon-port|--rate-limit|--idle-timeout|--max-sessions|--log-level")]
    [InlineData("join", "--auto|--server|--name|--password|--password-file|--timeout|--json")]
    [InlineData("send", "--to|--host|--server|--room|--create|--name|--password|--password-file|--timeout|--give-up|--json")]
    [InlineData("tail", "--host|--server|--room|--lines|--name|--password|--password-file|--json")]
    [InlineData("history", "--search|--from|--since|--limit|--room|--data-dir|--json")]
    [InlineData("discover", "--timeout|--json|--watch|--beacon-port")]
    public void TheOptionsThatScriptsRelyOnAreThere(string verb, string options)
    {
        var command = Tool.CreateRoot().Subcommands.Single(command => command.Name == verb);

        command.Options.Select(option => option.Name).Should().Contain(options.Split('|'));
    }

    [Theory]
    [InlineData("@bob")]
    [InlineData("/?")]
    [InlineData("/h")]
    [InlineData("[suggest]")]
    public void WhatIsToBeSaidIsNothingElse(string word)
    {
        var result = Tool.CreateRoot().Parse(["send", word, "hello"], Tool.Parsing);

        result.Errors.Should().BeEmpty();
        result.GetValue<string[]>("TEXT").Should().Equal(word, "hello");
    }

    [Fact]
    public void AServerWhoseNameHasABlankIsOfferedOneWithout()
    {
        Tool.CreateRoot().Parse(["serve", "--name", "Zoe Blank"], Tool.Parsing).Errors.Select(error => error.Message).Should().Equal(
            "--name is 'Zoe Blank': a name has no blanks: try Zoe-Blank.");
    }

    private static IEnumerable<Command> AllCommands(Command command) => command.Subcommands.SelectMany(AllCommands).Prepend(command);
}
