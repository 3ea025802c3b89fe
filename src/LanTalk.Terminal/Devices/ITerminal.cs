namespace LanTalk.Terminal.Devices;

/// <summary>The terminal: keys in, bytes out.</summary>
internal interface ITerminal
{
    /// <summary>The width.</summary>
    int Columns { get; }

    /// <summary>The height.</summary>
    int Rows { get; }

    /// <summary>Whether a key can be read without waiting.</summary>
    bool IsKeyAvailable { get; }

    /// <summary>Waits for a key; nothing of it is shown.</summary>
    /// <exception cref="IOException">There are no more: the terminal is gone.</exception>
    ConsoleKeyInfo ReadKey();

    /// <summary>Writes text in one go.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    void Write(string text);
}
