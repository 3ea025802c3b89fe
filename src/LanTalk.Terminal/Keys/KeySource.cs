using LanTalk.Terminal.Devices;

namespace LanTalk.Terminal.Keys;

/// <summary>The terminal's characters, some of which may be given back to be read again.</summary>
internal sealed class KeySource(ITerminal terminal)
{
    private readonly Queue<char> _again = new();

    /// <summary>Whether a character arrives within a time.</summary>
    public bool Comes(TimeSpan atMost) => _again.Count > 0 || terminal.WaitForInput(atMost);

    /// <summary>Waits for a character.</summary>
    public char Next() => _again.TryDequeue(out var c) ? c : terminal.Read();

    /// <summary>Gives back the characters that were read last.</summary>
    public void GiveBack(IEnumerable<char> characters)
    {
        char[] later = [.. _again];
        _again.Clear();
        foreach (var c in characters.Concat(later))
        {
            _again.Enqueue(c);
        }
    }
}
