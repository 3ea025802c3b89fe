namespace LanTalk.Terminal.Devices;

/// <summary>The terminal: characters in, text out. What the characters mean is for the reader of keys to find out.</summary>
internal interface ITerminal
{
    /// <summary>The width.</summary>
    int Columns { get; }

    /// <summary>The height.</summary>
    int Rows { get; }

    /// <summary>
    /// Whether Ctrl-C, Ctrl-Z and Ctrl-\ are input like other keys. Otherwise the terminal sends a signal for them and throws away what was
    /// typed before, which may be the end mark of a paste.
    /// </summary>
    bool TakesSignalKeys { get; set; }

    /// <summary>Waits until a character can be read.</summary>
    /// <param name="atMost">How long to wait; zero only looks.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="IOException">There are no more: the terminal is gone.</exception>
    bool WaitForInput(TimeSpan atMost);

    /// <summary>Waits for a character (a UTF-16 code unit); nothing of it is shown.</summary>
    /// <exception cref="IOException">There are no more: the terminal is gone.</exception>
    char Read();

    /// <summary>Writes text in one go.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    void Write(string text);
}
