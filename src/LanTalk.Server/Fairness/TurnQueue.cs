using System.Diagnostics.CodeAnalysis;

namespace LanTalk.Server.Fairness;

/// <summary>A queue in which the owners of its items take turns: an owner of many items delays only itself. Not thread-safe.</summary>
internal sealed class TurnQueue<T>
    where T : class
{
    private readonly Dictionary<string, Queue<T>> _lines = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();

    /// <summary>Adds an item behind those of the same owner.</summary>
    public void Enqueue(string owner, T item)
    {
        if (!_lines.TryGetValue(owner, out var line))
        {
            _lines[owner] = line = new Queue<T>();
            _turns.Enqueue(owner);
        }

        line.Enqueue(item);
    }

    /// <summary>Takes the next item; false if there is none.</summary>
    public bool TryDequeue([NotNullWhen(true)] out T? item)
    {
        item = null;
        if (!_turns.TryDequeue(out var owner))
        {
            return false;
        }

        var line = _lines[owner];
        item = line.Dequeue();
        if (line.Count == 0)
        {
            _lines.Remove(owner);
        }
        else
        {
            _turns.Enqueue(owner);
        }

        return true;
    }
}
