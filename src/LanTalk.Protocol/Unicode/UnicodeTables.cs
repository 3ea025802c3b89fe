using System.Globalization;

namespace LanTalk.Protocol.Unicode;

/// <summary>
/// Data on characters beyond ASCII, read from <c>tables.txt</c> when the first of them is met. The tool carries this data itself: .NET has none of it
/// without ICU, and the tool runs without ICU everywhere, so that it is the same program on every system.
/// </summary>
internal sealed class UnicodeTables
{
    private static readonly Lazy<UnicodeTables> Loaded = new(() => new UnicodeTables());

    private readonly List<NameRange> _names = [];

    private UnicodeTables()
    {
        var notComposed = new HashSet<int>();
        using var file = typeof(UnicodeTables).Assembly.GetManifestResourceStream("unicode-tables.txt")!;
        using var reader = new StreamReader(file);
        for (var section = ""; reader.ReadLine() is { } line;)
        {
            if (line[0] == '[')
            {
                section = line;
            }
            else if (line[0] != '#')
            {
                Read(section, line, notComposed);
            }
        }

        foreach (var (composed, pair) in Decompositions)
        {
            if (pair is [var first, var second] && !notComposed.Contains(composed) && !Classes.ContainsKey(composed) && !Classes.ContainsKey(first))
            {
                Compositions[(first, second)] = composed;
            }
        }
    }

    /// <summary>The tables.</summary>
    public static UnicodeTables All => Loaded.Value;

    /// <summary>The canonical decomposition of a character, one step.</summary>
    public Dictionary<int, int[]> Decompositions { get; } = [];

    /// <summary>The composed form of two characters.</summary>
    public Dictionary<(int First, int Second), int> Compositions { get; } = [];

    /// <summary>The combining class of a character, where it is not 0.</summary>
    public Dictionary<int, int> Classes { get; } = [];

    /// <summary>Full case folding.</summary>
    public Dictionary<int, int[]> Folds { get; } = [];

    /// <summary>Full-width and half-width forms, and the ordinary ones.</summary>
    public Dictionary<int, int[]> Widths { get; } = [];

    /// <summary>The look-alikes of UTS #39 that can occur when names are compared, and the characters they look like.</summary>
    public Dictionary<int, int[]> Confusables { get; } = [];

    /// <summary>Whether a character is allowed in a name.</summary>
    /// <param name="character">The character.</param>
    /// <param name="scripts">The scripts that it is used in, by their short names; empty if it is used in any.</param>
    public bool MayStandInName(int character, out string[] scripts)
    {
        var (low, high) = (0, _names.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var range = _names[middle];
            if (character >= range.First && character <= range.Last)
            {
                scripts = range.Scripts;
                return true;
            }

            (low, high) = character < range.First ? (low, middle - 1) : (middle + 1, high);
        }

        scripts = [];
        return false;
    }

    private void Read(string section, string line, HashSet<int> notComposed)
    {
        var fields = line.Split(' ');
        var ends = fields[0].Split('-');
        var (first, last) = (Hexadecimal(ends[0]), Hexadecimal(ends[^1]));
        switch (section)
        {
            case "[decompositions]":
                Decompositions[first] = CodePoints(fields);
                break;
            case "[not-composed]":
                notComposed.Add(first);
                break;
            case "[classes]":
                var number = int.Parse(fields[1], CultureInfo.InvariantCulture);
                for (var character = first; character <= last; character++)
                {
                    Classes[character] = number;
                }

                break;
            case "[folds]":
                Folds[first] = CodePoints(fields);
                break;
            case "[widths]":
                Widths[first] = CodePoints(fields);
                break;
            case "[confusables]":
                Confusables[first] = CodePoints(fields);
                break;
            default:
                _names.Add(new NameRange(first, last, fields[1] == "*" ? [] : fields[1..]));
                break;
        }
    }

    private static int[] CodePoints(string[] fields) => [.. fields.Skip(1).Select(Hexadecimal)];

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly record struct NameRange(int First, int Last, string[] Scripts);
}
