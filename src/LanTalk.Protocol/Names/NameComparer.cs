namespace LanTalk.Protocol.Names;

/// <summary>Compares names by their <see cref="NameKey"/>; different ones are ordered as people expect.</summary>
internal sealed class NameComparer : StringComparer
{
    /// <inheritdoc/>
    public override int Compare(string? x, string? y) => Equals(x, y) ? 0 : OrdinalIgnoreCase.Compare(x, y);

    /// <inheritdoc/>
    public override bool Equals(string? x, string? y) =>
        OrdinalIgnoreCase.Equals(x, y) || (x is not null && y is not null && string.Equals(NameKey.Of(x), NameKey.Of(y), StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode(string obj) => Ordinal.GetHashCode(NameKey.Of(obj));
}
