using System.Runtime.InteropServices;

namespace LanTalk.Terminal.Styling;

/// <summary>The style of a piece of text.</summary>
/// <param name="Role">Its role in the line.</param>
/// <param name="Hue">For <see cref="StyleRole.Name"/>, a number whose remainder by <see cref="Theme.NameColorCount"/> is one of the theme's colours.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Style(StyleRole Role, uint Hue = 0)
{
    /// <inheritdoc cref="StyleRole.Default"/>
    public static Style Default => default;

    /// <inheritdoc cref="StyleRole.Dim"/>
    public static Style Dim { get; } = new(StyleRole.Dim);

    /// <inheritdoc cref="StyleRole.Error"/>
    public static Style Error { get; } = new(StyleRole.Error);

    /// <inheritdoc cref="StyleRole.Warning"/>
    public static Style Warning { get; } = new(StyleRole.Warning);

    /// <inheritdoc cref="StyleRole.System"/>
    public static Style System { get; } = new(StyleRole.System);

    /// <inheritdoc cref="StyleRole.Reply"/>
    public static Style Reply { get; } = new(StyleRole.Reply);

    /// <inheritdoc cref="StyleRole.Private"/>
    public static Style Private { get; } = new(StyleRole.Private);

    /// <inheritdoc cref="StyleRole.Mention"/>
    public static Style Mention { get; } = new(StyleRole.Mention);

    /// <inheritdoc cref="StyleRole.Status"/>
    public static Style Status { get; } = new(StyleRole.Status);

    /// <inheritdoc cref="StyleRole.Code"/>
    public static Style Code { get; } = new(StyleRole.Code);

    /// <inheritdoc cref="StyleRole.StatusAlert"/>
    public static Style StatusAlert { get; } = new(StyleRole.StatusAlert);

    /// <summary>The style of a name that is alone: the same for the same name, everywhere and always.</summary>
    public static Style ForName(string name)
    {
        // FNV-1a, because string.GetHashCode differs from process to process.
        var hash = 2166136261u;
        foreach (var c in name)
        {
            hash = (hash ^ char.ToLowerInvariant(c)) * 16777619u;
        }

        return new Style(StyleRole.Name, hash);
    }
}
