using LanTalk.Client.Configuration;
using LanTalk.Client.Tests.Configuration;
using LanTalk.Client.Trust;

namespace LanTalk.Client.Tests.Trust;

public sealed class UserKeyFileTests
{
    [Fact]
    public void TheKeyIsMadeOnceAndThenIsTheSame()
    {
        var file = new FakeConfigFile();

        using var made = UserKeyFile.LoadOrCreate(file);
        using var loaded = UserKeyFile.LoadOrCreate(file);

        loaded.Identity.Should().Be(made.Identity);
        file.Text!.Split('\n').Should().HaveCount(3).And.HaveElementAt(2, "").And.Subject.First().Should().StartWith("# ");
    }

    [Fact]
    public void WhoComesSecondTakesTheKeyOfTheFirst()
    {
        var first = new FakeConfigFile();
        using var made = UserKeyFile.LoadOrCreate(first);
        var second = new FakeConfigFile { WrittenByAnother = first.Text };

        using var taken = UserKeyFile.LoadOrCreate(second);

        taken.Identity.Should().Be(made.Identity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# a comment alone\n")]
    [InlineData("AAAA\n")]
    [InlineData("not base64url at all, and of no length that would do!!\n")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")]
    public void WhatIsNoKeyIsAnErrorAndStaysAsItIs(string text)
    {
        var file = new FakeConfigFile(text);

        file.Invoking(UserKeyFile.LoadOrCreate).Should().Throw<ConfigFileException>();
        file.Text.Should().Be(text);
    }
}
