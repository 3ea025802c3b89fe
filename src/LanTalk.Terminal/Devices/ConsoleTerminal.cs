using System.Text;

namespace LanTalk.Terminal.Devices;

/// <summary>The terminal of this process.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    // Not Console.Out, which cuts long texts into several writes: half a frame would be seen.
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly IKeyboard _keyboard = OperatingSystem.IsWindows() ? new WindowsKeyboard() : new UnixKeyboard();

    /// <inheritdoc/>
    public int Columns => TerminalCapabilities.Size.Columns;

    /// <inheritdoc/>
    public int Rows => TerminalCapabilities.Size.Rows;

    /// <inheritdoc/>
    public bool TakesSignalKeys
    {
        get => Console.TreatControlCAsInput;
        set => Console.TreatControlCAsInput = value;
    }

    /// <inheritdoc/>
    public bool WaitForInput(TimeSpan atMost) => _keyboard.WaitForInput(atMost);

    /// <inheritdoc/>
    public char Read() => _keyboard.Read();

    /// <inheritdoc/>
    public void Write(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.Flush();
    }
}
