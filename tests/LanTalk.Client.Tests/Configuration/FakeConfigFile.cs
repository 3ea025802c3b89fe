using LanTalk.Client.Configuration;

namespace LanTalk.Client.Tests.Configuration;

internal sealed class FakeConfigFile(string? text = null) : IConfigFile
{
    public string? Text { get; set; } = text;

    /// <summary>The text that another process writes just before the next change.</summary>
    public string? WrittenByAnother { get; set; }

    /// <summary>Whether the disk is full.</summary>
    public bool IsUnwritable { get; set; }

    public string? Read() => Text;

    public void Change(Func<string?, string> change)
    {
        if (IsUnwritable)
        {
            throw new ConfigFileException("the file cannot be written") { IsUnwritable = true };
        }

        Text = WrittenByAnother ?? Text;
        Text = change(Text);
    }

    public ConfigFileException Corrupt(string why) => new($"the file cannot be used: {why}");
}
