using System.Text;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Names;

/// <summary>
/// What two names have in common that are taken for one. Either of the two keys is enough: <see cref="Of"/> disregards the case, so it
/// misses what looks alike in capitals only (a Cyrillic В is like B, but в is not like b), which <see cref="LookOf"/> finds.
/// </summary>
public static class NameKey
{
    /// <summary>In one step it may not come to rest: 0 looks like O, which is o in lower case.</summary>
    private const int MostSteps = 4;

    /// <summary>The same for names that differ in case, or look alike in lower case.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name))
        {
            return OfAscii(name.ToLowerInvariant(), 'o');
        }

        for (var step = 0; step < MostSteps; step++)
        {
            var next = Folding.Fold(Folding.SkeletonOf(Folding.Fold(name)));
            if (next == name)
            {
                break;
            }

            name = next;
        }

        return name;
    }

    /// <summary>The same for names that look alike as they are written: the skeleton of UTS #39.</summary>
    public static string LookOf(string name) => Ascii.IsValid(name) ? OfAscii(name.Replace('I', 'l'), 'O') : Folding.SkeletonOf(name);

    /// <summary>Whether one name would be taken for the other.</summary>
    public static bool AreOne(string one, string other) =>
        UserName.Comparer.Equals(one, other) || string.Equals(LookOf(one), LookOf(other), StringComparison.Ordinal);

    // Most names are ASCII, and need no tables.
    private static string OfAscii(string name, char zero) =>
        name.Replace('0', zero).Replace('1', 'l').Replace("m", "rn", StringComparison.Ordinal);
}
