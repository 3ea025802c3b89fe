// Makes src/LanTalk.Protocol/Unicode/tables.txt, which is used to check and compare names and to search texts, from Unicode's own data.
// Run it in the repository's root, with a directory that holds these files of one version of Unicode:
//     dotnet run docs/unicode/make.cs -- DIRECTORY
// https://www.unicode.org/Public/VERSION/ucd/: UnicodeData.txt, CaseFolding.txt, CompositionExclusions.txt, PropertyValueAliases.txt,
// ScriptExtensions.txt, Scripts.txt; https://www.unicode.org/Public/security/VERSION/: confusables.txt, IdentifierStatus.txt.
#:property PublishAot=false
#:property NoWarn=MA0047;MA0048
using System.Globalization;
using System.Text;

if (args is not [{ } directory])
{
    await Console.Error.WriteLineAsync("usage: dotnet run docs/unicode/make.cs -- DIRECTORY (with the files that the first lines of make.cs name)");
    return 2;
}

var characters = Ucd.Characters(directory);
var decompositions = characters.Where(c => c.Value.Decomposition.Length > 0 && c.Value.Decomposition[0] != '<')
    .ToDictionary(c => c.Key, c => Ucd.CodePoints(c.Value.Decomposition));
var widths = characters.Where(c => c.Value.Decomposition.StartsWith("<wide>", StringComparison.Ordinal) || c.Value.Decomposition.StartsWith("<narrow>", StringComparison.Ordinal))
    .ToDictionary(c => c.Key, c => Ucd.CodePoints(c.Value.Decomposition[(c.Value.Decomposition.IndexOf('>', StringComparison.Ordinal) + 1)..]));
var folds = Ucd.Fields(directory, "CaseFolding.txt").Where(line => line[1] is "C" or "F").ToDictionary(line => Ucd.CodePoint(line[0]), line => Ucd.CodePoints(line[2]));
var excluded = Ucd.Fields(directory, "CompositionExclusions.txt").SelectMany(line => Ucd.Range(line[0])).ToHashSet();
var scripts = Ucd.Scripts(directory);
var allowed = Ucd.Fields(directory, "IdentifierStatus.txt").Where(line => line[1] == "Allowed").SelectMany(line => Ucd.Range(line[0])).ToHashSet();

// A script of which UTS #39 recommends no letter is no longer in common use, or not yet, but people may still write their names in it. Of other
// scripts, only the recommended letters: that leaves out invisible ones, those of no language, and forms that exist for old encodings.
var isWord = characters.Where(c => c.Value.Category[0] is 'L' or 'M' || c.Value.Category == "Nd").Select(c => c.Key).ToHashSet();
var common = allowed.Where(c => isWord.Contains(c) && characters[c].Category[0] == 'L').SelectMany(c => scripts.GetValueOrDefault(c, [])).ToHashSet(StringComparer.Ordinal);
var names = isWord.Where(c => allowed.Contains(c) || (scripts.TryGetValue(c, out var of) && !of.Any(s => s is "Zyyy" or "Zinh" || common.Contains(s)))).ToHashSet();

var confusables = Ucd.Fields(directory, "confusables.txt").ToDictionary(line => Ucd.CodePoint(line[0]), line => Ucd.CodePoints(line[1]));

// The characters that a comparison can reach from a name; others are never looked up in the table of look-alikes.
var met = new HashSet<int>(names);
for (var unseen = names.ToList(); unseen.Count > 0;)
{
    unseen = [.. unseen.SelectMany(c => new[] { decompositions, folds, confusables }.SelectMany(table => table.GetValueOrDefault(c, []))).Where(met.Add)];
}

var text = new StringBuilder();
text.Append(
    $"""
    # Made by docs/unicode/make.cs from the Unicode Character Database and the data of UTS #39, {File.ReadLines(Path.Combine(directory, "Scripts.txt")).First().TrimStart('#', ' ').Replace("Scripts-", "version ", StringComparison.Ordinal).Replace(".txt", "", StringComparison.Ordinal)}.
    # Copyright © 1991-2025 Unicode, Inc. All rights reserved. Distributed under the Unicode License v3: see LICENSE-UNICODE.txt.
    # Code points are hexadecimal, FIRST-LAST is a range, and a line is: what, a blank, into what.

    """);
Section("decompositions", decompositions);
Section("not-composed", excluded.Order().Select(c => $"{c:X}"));
Section("classes", Ucd.Ranges(characters.Where(c => c.Value.Class != 0).ToDictionary(c => c.Key, c => c.Value.Class.ToString(CultureInfo.InvariantCulture))));
Section("folds", folds);
Section("widths", widths);
Section("confusables", confusables.Where(c => met.Contains(c.Key)).ToDictionary());
Section("names", Ucd.Ranges(names.ToDictionary(c => c, c => scripts.GetValueOrDefault(c, ["Zzzz"]) is var of && of.Any(s => s is "Zyyy" or "Zinh") ? "*" : string.Join(' ', of))));
await File.WriteAllTextAsync(Path.Combine("src", "LanTalk.Protocol", "Unicode", "tables.txt"), text.ToString());
return 0;

void Section(string name, object content)
{
    text.Append(CultureInfo.InvariantCulture, $"[{name}]\n");
    var lines = content as IEnumerable<string>
        ?? ((Dictionary<int, int[]>)content).OrderBy(entry => entry.Key).Select(entry => $"{entry.Key:X} {string.Join(' ', entry.Value.Select(c => $"{c:X}"))}");
    foreach (var line in lines)
    {
        text.Append(line).Append('\n');
    }
}

internal sealed record Character(string Category, int Class, string Decomposition);

internal static class Ucd
{
    public static int CodePoint(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static int[] CodePoints(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CodePoint)];

    public static IEnumerable<int> Range(string text)
    {
        var ends = text.Split("..");
        return Enumerable.Range(CodePoint(ends[0]), CodePoint(ends[^1]) - CodePoint(ends[0]) + 1);
    }

    /// <summary>The lines of a file, with trimmed fields.</summary>
    public static IEnumerable<string[]> Fields(string directory, string file) => File.ReadLines(Path.Combine(directory, file))
        .Select(line => line.TrimStart('\ufeff').Split('#')[0].Trim())
        .Where(line => line.Length > 0)
        .Select(line => line.Split(';', StringSplitOptions.TrimEntries));

    public static SortedDictionary<int, Character> Characters(string directory)
    {
        var read = new SortedDictionary<int, Character>();
        var first = 0;
        foreach (var line in Fields(directory, "UnicodeData.txt"))
        {
            var codePoint = CodePoint(line[0]);
            var character = new Character(line[2], int.Parse(line[3], CultureInfo.InvariantCulture), line[5]);
            first = line[1].EndsWith(", Last>", StringComparison.Ordinal) ? first : codePoint;
            for (; first <= codePoint; first++)
            {
                read[first] = character;
            }

            first = codePoint;
        }

        return read;
    }

    /// <summary>The scripts that each character is used in, by their short names.</summary>
    public static Dictionary<int, string[]> Scripts(string directory)
    {
        var shortNames = Fields(directory, "PropertyValueAliases.txt").Where(line => line[0] == "sc").ToDictionary(line => line[2], line => line[1], StringComparer.Ordinal);
        var scripts = new Dictionary<int, string[]>();
        foreach (var line in Fields(directory, "Scripts.txt"))
        {
            Set(line[0], [shortNames[line[1]]]);
        }

        foreach (var line in Fields(directory, "ScriptExtensions.txt"))
        {
            Set(line[0], line[1].Split(' '));
        }

        return scripts;

        void Set(string range, string[] names)
        {
            foreach (var codePoint in Range(range))
            {
                scripts[codePoint] = names;
            }
        }
    }

    /// <summary>Merges neighbours with the same value into one line.</summary>
    public static IEnumerable<string> Ranges(Dictionary<int, string> values)
    {
        int? start = null;
        var last = 0;
        foreach (var codePoint in values.Keys.Order())
        {
            if (start is { } from && (codePoint != last + 1 || values[codePoint] != values[from]))
            {
                yield return Line(from);
                start = codePoint;
            }

            start ??= codePoint;
            last = codePoint;
        }

        if (start is { } rest)
        {
            yield return Line(rest);
        }

        string Line(int from) => from == last ? $"{from:X} {values[from]}" : $"{from:X}-{last:X} {values[from]}";
    }
}
