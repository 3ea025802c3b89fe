using System.Text;
using LanTalk.Protocol.Unicode;

namespace LanTalk.Protocol.Names;

/// <summary>
/// Keys that are equal for names that could be mistaken for each other. Either of the two keys is enough: <see cref="Of"/> ignores case, so it misses
/// names that look alike in capitals only (a Cyrillic В is like B, but в is not like b), which <see cref="LookOf"/> finds.
/// </summary>
public static class NameKey
{
    /// <summary>One step may not reach the fixed point: 0 looks like O, which is o in lower case.</summary>
    private const int MostSteps = 4;

    /// <summary>Equal for names that differ in case, or look alike in lower case.</summary>
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

    /// <summary>Equal for names that look alike as written: the skeleton of UTS #39.</summary>
    public static string LookOf(string name) => Ascii.IsValid(name) ? OfAscii(name.Replace('I', 'l'), 'O') : Folding.SkeletonOf(name);

    /// <summary>Whether two names could be mistaken for each other.</summary>
    public static bool AreOne(string one, string other) =>
        UserName.Comparer.Equals(one, other) || string.Equals(LookOf(one), LookOf(other), StringComparison.Ordinal);

    // Most names are ASCII, and need no tables.
    private static string OfAscii(string name, char zero) =>
        name.Replace('0', zero).Replace('1', 'l').Replace("m", "rn", StringComparison.Ordinal);
}
