namespace LanTalk.Terminal.Devices;

/// <summary>
/// The input half of a terminal, one character at a time. It reads nothing that was not asked for: the rest is left for other programs.
/// </summary>
internal interface IKeyboard
{
    /// <inheritdoc cref="ITerminal.WaitForInput"/>
    bool WaitForInput(TimeSpan atMost);

    /// <inheritdoc cref="ITerminal.Read"/>
    char Read();
}
