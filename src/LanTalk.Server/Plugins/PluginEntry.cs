using System.Security.Cryptography;
using System.Text.Json.Serialization;
using LanTalk.Server.PluginLines;

namespace LanTalk.Server.Plugins;

/// <summary>A plug-in that the operator has added.</summary>
/// <param name="Name">Its name, from its manifest.</param>
/// <param name="Path">Its file, a full path.</param>
public sealed record PluginEntry(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("path")] string Path)
{
    // The generated reader sets what an entry does not have to null, in spite of initial values.
    private static readonly Dictionary<string, string> NoOptions = new(StringComparer.Ordinal);

    /// <summary>What <see cref="OnTimeout"/> can be: <c>pass</c> and <c>refuse</c>.</summary>
    public static IReadOnlyList<string> TimeoutChoices => FilterForm.Choices;

    /// <summary>Whether it is only tried: it has all permissions that it asks for, and its file may change.</summary>
    [JsonIgnore]
    internal bool IsTrial { get; init; }

    /// <summary>The SHA-256 of its file when it was added, in hexadecimal; null for a trial.</summary>
    [JsonPropertyName("sha256")]
    public string? Sha256 { get; init; }

    /// <summary>Whether it is not to run.</summary>
    [JsonPropertyName("disabled")]
    public bool IsDisabled { get; init; }

    /// <summary>What the operator granted: words of <see cref="Permission"/>.</summary>
    [JsonPropertyName("allow")]
    public IReadOnlyList<string> Allow { get; init => field = value ?? []; } = [];

    /// <summary>What the operator set of its options.</summary>
    [JsonPropertyName("options")]
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? NoOptions; } = NoOptions;

    /// <summary>What happens with texts for which its filter gives no verdict in time; null for what its manifest says.</summary>
    [JsonPropertyName("on_timeout")]
    public string? OnTimeout { get; init; }

    /// <summary>The secret in the address of its web hook; null if it has none.</summary>
    [JsonPropertyName("hook")]
    public string? Hook { get; init; }

    /// <summary>The SHA-256 of a file, in hexadecimal.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>A new secret for the address of a web hook: 128 random bits.</summary>
    public static string NewHook() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether it would run in the same way.</summary>
    internal bool IsSame(PluginEntry other) =>
        Name == other.Name && Path == other.Path && Sha256 == other.Sha256 && IsDisabled == other.IsDisabled && Hook == other.Hook
        && OnTimeout == other.OnTimeout
        && Allow.SequenceEqual(other.Allow, StringComparer.Ordinal)
        && Options.OrderBy(each => each.Key, StringComparer.Ordinal).SequenceEqual(other.Options.OrderBy(each => each.Key, StringComparer.Ordinal));
}
