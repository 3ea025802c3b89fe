using LanTalk.Client.Settings;
using LanTalk.Client.Tests.Trust;
using LanTalk.Client.Trust;

namespace LanTalk.Client.Tests.Settings;

public sealed class SettingsFileTests
{
    private readonly FakeConfigFile _file = new();

    [Fact]
    public void WithoutAFileEverythingIsAsByDefault()
    {
        var settings = new SettingsFile(_file).Read();

        settings.Name.Should().BeNull();
        settings["theme"].Should().Be("auto");
        settings.Away.Should().Be(TimeSpan.FromMinutes(5));
        settings.IsPlain.Should().BeFalse();
    }

    [Fact]
    public void WhatIsSetIsThereTheNextTime()
    {
        new SettingsFile(_file).Set("theme", "light");
        new SettingsFile(_file).Set("name", "Bob");

        var settings = new SettingsFile(_file).Read();

        (settings.Name, settings.Theme.Name).Should().Be(("Bob", "light"));
        _file.Text.Should().Be("""
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
        var set = () => new SettingsFile(_file).Set(name, value);

        set.Should().Throw<ArgumentException>().WithMessage(problem);
        _file.Text.Should().BeNull();
    }

    [Theory]
    [InlineData("""{"theme":"pink"}""")]
    [InlineData("""{"unknown":"x"}""")]
    [InlineData("""{"away":5}""")]
    [InlineData("nonsense")]
    public void AFileThatMakesNoSenseIsRefused(string text)
    {
        _file.Text = text;

        var read = () => new SettingsFile(_file).Read();

        read.Should().Throw<ConfigFileException>();
    }

    [Theory]
    [InlineData("bell", "\a")]
    [InlineData("osc9", "\e]9;Carol: hi\a")]
    [InlineData("osc777", "\e]777;notify;Carol;hi\a")]
    [InlineData("off", null)]
    public void OneIsCalledAsOneLikes(string how, string? sequence)
    {
        new SettingsFile(_file).Set("notify", how).NotificationOf("Carol", "hi").Should().Be(sequence);
    }

    [Fact]
    public void EveryDefaultWillDo()
    {
        ClientSettings.All.Where(setting => setting.Default.Length > 0).Should().OnlyContain(setting => setting.Check(setting.Default) == null);
    }
}
