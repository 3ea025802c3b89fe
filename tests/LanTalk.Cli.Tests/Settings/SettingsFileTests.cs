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
              "theme": "light",
              "name": "Bob"
            }

            """);
    }

    [Theory]
    [InlineData("theme", "pink", "*'pink' is not valid for theme: it is one of auto, dark, light, mono*")]
    [InlineData("color", "red", "there is no setting 'color'; the settings are *theme*")]
    [InlineData("away", "-1", "*0 to 1440*")]
    [InlineData("name", "two words", "*a name has no blanks: try two-words*")]
    public void WhatWillNotDoIsNotSet(string name, string value, string problem)
    {
        var set = () => SettingsFile.In(_directory.Path).Set(name, value);

        set.Should().Throw<ArgumentException>().WithMessage(problem);
        File.Exists(Path).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"sounds":"on","away":"7"}""", "there is no setting 'sounds'")]
    [InlineData("""{"theme":"solarized","away":7}""", "'solarized' is not valid for theme")]
    [InlineData("""{"plain":{"on":[true]},"away":"7"}""", "is not valid for plain")]
    public void WhatANewerVersionHasWrittenIsToldAndStaysAndTheRestCounts(string text, string problem)
    {
        File.WriteAllText(Path, text);
        var file = SettingsFile.In(_directory.Path);

        var settings = file.Read();

        settings.Away.Should().Be(TimeSpan.FromMinutes(7));
        settings.Problems.Should().ContainSingle().Which.Should().StartWith($"{Path}: ").And.Contain(problem);
        file.Set("away", "8").Away.Should().Be(TimeSpan.FromMinutes(8));
        File.ReadAllText(Path).Should().Be(text.Replace("\"7\"", "\"8\"").Replace(":7", ":\"8\""));
    }

    [Theory]
    [InlineData("// mine\n{ /* dark */ \"theme\": \"dark\", }\n", "// mine\n{ /* dark */ \"theme\": \"light\", }\n",
        "// mine\n{ /* dark */ \"theme\": \"dark\",\n  \"name\": \"Bob\", }\n")]
    [InlineData("{}", "{\n  \"theme\": \"light\"\n}", "{\n  \"name\": \"Bob\"\n}")]
    [InlineData("", "{\n  \"theme\": \"light\"\n}\n", "{\n  \"name\": \"Bob\"\n}\n")]
    [InlineData("{\"theme\":\"dark\",\"ü\":1,\"theme\":\"mono\"}", "{\"theme\":\"dark\",\"ü\":1,\"theme\":\"light\"}",
        "{\"theme\":\"dark\",\"ü\":1,\"theme\":\"mono\",\n  \"name\": \"Bob\"}")]
    public void WhatAPersonWroteAroundTheSettingsStays(string before, string changed, string added)
    {
        File.WriteAllText(Path, before);
        SettingsFile.In(_directory.Path).Set("theme", "light").Theme.Name.Should().Be("light");
        File.ReadAllText(Path).Should().Be(changed);

        File.WriteAllText(Path, before);
        SettingsFile.In(_directory.Path).Set("name", "Bob").Name.Should().Be("Bob");
        File.ReadAllText(Path).Should().Be(added);
    }

    [Fact]
    public void ALinkToAFileElsewhereStays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link takes a privilege there.");
        var elsewhere = Directory.CreateDirectory(_directory.File("dotfiles")).FullName;
        File.CreateSymbolicLink(Path, System.IO.Path.Combine("dotfiles", "config.json"));

        SettingsFile.In(_directory.Path).Set("theme", "light");
        SettingsFile.In(_directory.Path).Set("theme", "dark");

        new FileInfo(Path).LinkTarget.Should().NotBeNull();
        File.ReadAllText(System.IO.Path.Combine(elsewhere, "config.json")).Should().Contain("dark");
        Directory.GetFiles(elsewhere).Should().ContainSingle();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"theme":"dark"} {}""")]
    [InlineData("""{"theme":"da""")]
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
