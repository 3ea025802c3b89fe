namespace LanTalk.Terminal.Devices;

/// <summary>The terminal: characters in, text out. The key reader works out what the characters mean.</summary>
internal interface ITerminal
{
    /// <summary>The width.</summary>
    int Columns { get; }

    /// <summary>The height.</summary>
    int Rows { get; }

    /// <summary>
    /// Whether Ctrl-C, Ctrl-Z and Ctrl-\ are input like other keys. Otherwise the terminal sends a signal for them and discards the input typed
    /// before them, which may include the end marker of a paste.
    /// </summary>
    bool TakesSignalKeys { get; set; }

    /// <summary>Waits until a character can be read.</summary>
    /// <param name="atMost">The longest wait; zero only looks.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="IOException">There are no more: the terminal is gone.</exception>
    bool WaitForInput(TimeSpan atMost);

    /// <summary>Waits for a character (a UTF-16 code unit), without echo.</summary>
    /// <exception cref="IOException">There are no more: the terminal is gone.</exception>
    char Read();

    /// <summary>Writes text in one go.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    void Write(string text);
}
