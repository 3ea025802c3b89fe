namespace LanTalk.Terminal.Devices;

/// <summary>The keys of a Windows console, which arrive whole, as the characters that a terminal sends for them.</summary>
internal sealed class WindowsKeyboard : IKeyboard
{
    private readonly Queue<char> _characters = new();

    /// <inheritdoc/>
    public bool WaitForInput(TimeSpan atMost) => _characters.Count > 0 || SpinWait.SpinUntil(() => Console.KeyAvailable, atMost);

    /// <inheritdoc/>
    public char Read()
    {
        try
        {
            while (_characters.Count == 0)
            {
                foreach (var c in KeySequences.Of(Console.ReadKey(intercept: true)))
                {
                    _characters.Enqueue(c);
                }
            }
        }
        catch (InvalidOperationException e)
        {
            throw new IOException("The terminal is gone.", e);
        }

        return _characters.Dequeue();
    }
}
