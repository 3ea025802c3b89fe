using System.Text;

namespace LanTalk.Terminal.Devices;

/// <summary>The terminal of this process.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private const int UsualColumns = 80;
    private const int UsualRows = 24;

    // Not Console.Out, which cuts long texts into several writes: half a frame would be seen.
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly IKeyboard _keyboard = OperatingSystem.IsWindows() ? new WindowsKeyboard() : new UnixKeyboard();

    /// <inheritdoc/>
    public int Columns => Console.WindowWidth is > 0 and var columns ? columns : UsualColumns;

    /// <inheritdoc/>
    public int Rows => Console.WindowHeight is > 0 and var rows ? rows : UsualRows;

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
