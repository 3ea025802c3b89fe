using LanTalk.Client.Configuration;

namespace LanTalk.Client.Tests.Configuration;

internal sealed class FakeConfigFile(string? text = null) : IConfigFile
{
    public string? Text { get; set; } = text;

    /// <summary>What another process writes just before the next change.</summary>
    public string? WrittenByAnother { get; set; }

    public string? Read() => Text;

    public void Change(Func<string?, string> change)
    {
        Text = WrittenByAnother ?? Text;
        Text = change(Text);
    }

    public ConfigFileException Corrupt(string why) => new($"the file cannot be used: {why}");
}
