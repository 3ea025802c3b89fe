namespace LanTalk.Client.Configuration;

/// <summary>A text that outlives the process; several processes may use it at once.</summary>
internal interface IConfigFile
{
    /// <summary>The text; null if there is none yet.</summary>
    /// <exception cref="ConfigFileException">It cannot be read, or others could have changed it.</exception>
    string? Read();

    /// <summary>Replaces the text, whole or not at all. No other change comes in between.</summary>
    /// <param name="change">Makes the new text of the old one.</param>
    /// <exception cref="ConfigFileException">It cannot be read or written.</exception>
    void Change(Func<string?, string> change);

    /// <summary>What to say when the text makes no sense.</summary>
    ConfigFileException Corrupt(string why);
}
