using LanTalk.Cli.Settings;
using LanTalk.Client.Configuration;
using LanTalk.Testing;

namespace LanTalk.Cli.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => SettingsFile.PathIn(_directory.Path);

    [Fact]
    public void WithoutAFileEverythingIsAsByDefault()
    {
        var settings = SettingsFile.In(_directory.Path).Read();

        settings.Name.Should().BeNull();
        settings["theme"].Should().Be("auto");
        settings.Away.Should().Be(TimeSpan.FromMinutes(5));
        settings.IsPlain.Should().BeFalse();
    }

    [Fact]
    public void WhatIsSetIsThereTheNextTime()
    {
        SettingsFile.In(_directory.Path).Set("theme", "light");
        SettingsFile.In(_directory.Path).Set("name", "Bob");

        var settings = SettingsFile.In(_directory.Path).Read();

        (settings.Name, settings.Theme.Name).Should().Be(("Bob", "light"));
        File.ReadAllText(Path).Should().Be("""
            {
              "name": "Bob",
              "theme": "light"
            }

            """);
    }

    [Theory]
    [InlineData("theme", "pink", "*'pink' will not do for theme: it is one of auto, dark, light, mono*")]
    [InlineData("color", "red", "there is no setting 'color'; the settings are *theme*")]
    [InlineData("away", "-1", "*0 to 1440*")]
    [InlineData("name", "two words", "*a name is*")]
    public void WhatWillNotDoIsNotSet(string name, string value, string problem)
    {
        var set = () => SettingsFile.In(_directory.Path).Set(name, value);

        set.Should().Throw<ArgumentException>().WithMessage(problem);
        File.Exists(Path).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"theme":"pink"}""")]
    [InlineData("""{"unknown":"x"}""")]
    [InlineData("""{"away":5}""")]
    [InlineData("nonsense")]
    public void AFileThatMakesNoSenseIsRefused(string text)
    {
        File.WriteAllText(Path, text);

        var read = () => SettingsFile.In(_directory.Path).Read();

        read.Should().Throw<ConfigFileException>();
    }

    [Theory]
    [InlineData("bell", "\a")]
    [InlineData("osc9", "\e]9;Carol: hi\a")]
    [InlineData("osc777", "\e]777;notify;Carol;hi\a")]
    [InlineData("off", null)]
    public void OneIsCalledAsOneLikes(string how, string? sequence)
    {
        SettingsFile.In(_directory.Path).Set("notify", how).NotificationOf("Carol", "hi").Should().Be(sequence);
    }

    [Fact]
    public void EveryDefaultWillDo()
    {
        ClientSettings.All.Where(setting => setting.Default.Length > 0).Should().OnlyContain(setting => setting.Check(setting.Default) == null);
    }

    public void Dispose() => _directory.Dispose();
}
