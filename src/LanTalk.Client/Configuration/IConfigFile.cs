namespace LanTalk.Client.Configuration;

/// <summary>A text that outlives the process; several processes may use it at once.</summary>
internal interface IConfigFile
{
    /// <summary>The text; null if there is none yet.</summary>
    /// <exception cref="ConfigFileException">It cannot be read, or others could have changed it.</exception>
    string? Read();

    /// <summary>Replaces the text, whole or not at all, without another change in between.</summary>
    /// <param name="change">Makes the new text from the old one.</param>
    /// <exception cref="ConfigFileException">It cannot be read or written.</exception>
    void Change(Func<string?, string> change);

    /// <summary>The exception for a text that makes no sense.</summary>
    ConfigFileException Corrupt(string why);
}
