namespace LanTalk.Architecture.Tests;

/// <summary>
/// Reads a table: each line names a folder, and after a colon the folders that it may, or must not, know. An indented line continues the one before.
/// </summary>
internal static class FolderLines
{
    /// <summary>The names on each line.</summary>
    public static SortedDictionary<string, SortedSet<string>> Read(string table)
    {
        var lines = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var folder = "";
        foreach (var line in table.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var names = line;
            if (!line.StartsWith(' '))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                (folder, names) = (line[..colon], line[(colon + 1)..]);
                lines.Add(folder, new SortedSet<string>(StringComparer.Ordinal));
            }

            lines[folder].UnionWith(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return lines;
    }

    /// <summary>A line in the form of a table.</summary>
    public static string Write(string folder, IEnumerable<string> names)
    {
        const int Width = 140;
        var text = $"{folder}:";
        var length = text.Length;
        foreach (var name in names)
        {
            if (length + 1 + name.Length > Width)
            {
                text += "\n   ";
                length = 3;
            }

            text += $" {name}";
            length += 1 + name.Length;
        }

        return text;
    }

    /// <summary>A cycle; null if there is none.</summary>
    public static string? CycleIn(IReadOnlyDictionary<string, SortedSet<string>> lines)
    {
        var isDone = new Dictionary<string, bool>(StringComparer.Ordinal);
        return lines.Keys.Select(folder => From(folder, [])).FirstOrDefault(cycle => cycle is not null);

        string? From(string folder, IReadOnlyList<string> way)
        {
            if (isDone.TryGetValue(folder, out var done))
            {
                return done ? null : string.Join(" → ", way.SkipWhile(passed => passed != folder).Append(folder));
            }

            isDone[folder] = false;
            var cycle = (lines.GetValueOrDefault(folder) ?? []).Select(known => From(known, [.. way, folder])).FirstOrDefault(found => found is not null);
            isDone[folder] = true;
            return cycle;
        }
    }
}
