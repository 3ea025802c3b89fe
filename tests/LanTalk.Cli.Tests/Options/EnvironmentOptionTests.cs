using System.CommandLine;
using LanTalk.Cli.Options;

namespace LanTalk.Cli.Tests.Options;

/// <summary>Each test has a variable of its own: the environment belongs to the whole process.</summary>
public sealed class EnvironmentOptionTests
{
    [Fact]
    public void WithoutAnythingTheDefaultCounts()
    {
        Parse("--test-default", null).Value.Should().Be(7);
    }

    [Fact]
    public void TheVariableCountsBeforeTheDefault()
    {
        Parse("--test-variable", "8").Value.Should().Be(8);
    }

    [Fact]
    public void TheOptionCountsBeforeTheVariable()
    {
        Parse("--test-option", "8", "--test-option", "9").Value.Should().Be(9);
    }

    [Fact]
    public void AnEmptyVariableIsNone()
    {
        Parse("--test-empty", "").Value.Should().Be(7);
    }

    [Fact]
    public void AVariableOfAContainerPlatformIsNone()
    {
        Parse("--test-link", "tcp://10.0.0.1:5050").Should().BeEquivalentTo((7, Array.Empty<string>()));
    }

    [Fact]
    public void AWrongVariableIsAnErrorThatNamesIt()
    {
        Parse("--test-wrong", "x").Errors.Should().ContainSingle().Which.Should().StartWith("LANTALK_TEST_WRONG is 'x':");
    }

    [Fact]
    public void AWrongOptionIsAnErrorThatNamesIt()
    {
        Parse("--test-bad", null, "--test-bad", "x").Errors.Should().ContainSingle().Which.Should().StartWith("--test-bad is 'x':");
    }

    private static (int Value, IReadOnlyList<string> Errors) Parse(string name, string? variable, params string[] arguments)
    {
        Environment.SetEnvironmentVariable(EnvironmentOption.VariableOf(name), variable);
        try
        {
            var option = EnvironmentOption.Create(name, "N", "A number.", 7, ValueParsers.Limit);
            var result = new RootCommand { option }.Parse(arguments);
            var errors = result.Errors.Select(error => error.Message).ToList();
            return (errors.Count == 0 ? result.GetValue(option) : 0, errors);
        }
        finally
        {
            Environment.SetEnvironmentVariable(EnvironmentOption.VariableOf(name), null);
        }
    }
}
