using System.Text;
using System.Text.Json;

namespace LanTalk.Cli.Settings;

/// <summary>
/// The text of <c>config.json</c>: a JSON object with a string for each setting that was set. People edit it, and newer versions write it: comments,
/// unknown settings and the order are preserved.
/// </summary>
internal static class SettingsText
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Its values, the last one of each name; a value that is not a string is given as its JSON.</summary>
    /// <exception cref="JsonException">It is not a JSON object.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        Walk(bytes, (name, from, to) => found[name] = bytes[from] == '"'
            ? JsonSerializer.Deserialize(bytes.AsSpan(from, to - from), SettingsJson.Default.String)!
            : Encoding.UTF8.GetString(bytes.AsSpan(from, to - from)));
        return found;
    }

    /// <summary>The text with a new value for a setting.</summary>
    /// <param name="text">The text before; null for none.</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="JsonException">The text before is not a JSON object.</exception>
    public static string Set(string? text, string name, string value)
    {
        var json = JsonSerializer.Serialize(value, SettingsJson.Default.String);
        var entry = $"{JsonSerializer.Serialize(name, SettingsJson.Default.String)}: {json}";
        if (string.IsNullOrWhiteSpace(text))
        {
            return $"{{\n  {entry}\n}}\n";
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        (int From, int To)? there = null;
        var lastEnd = -1;
        var start = Walk(bytes, (other, from, to) =>
        {
            there = other == name ? (from, to) : there;
            lastEnd = to;
        });

        return there is { } old ? Replace(bytes, old.From, old.To, json)
            : lastEnd < 0 ? Replace(bytes, start, start, $"\n  {entry}\n")
            : Replace(bytes, lastEnd, lastEnd, $",\n  {entry}");
    }

    private static string Replace(byte[] bytes, int from, int to, string text) =>
        $"{Encoding.UTF8.GetString(bytes.AsSpan(0, from))}{text}{Encoding.UTF8.GetString(bytes.AsSpan(to))}";

    /// <summary>Visits the object's entries, each with where its value begins and ends; returns where the object's first entry would begin.</summary>
    private static int Walk(ReadOnlySpan<byte> bytes, Action<string, int, int> entry)
    {
        var reader = new Utf8JsonReader(bytes, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("it must begin with {");
        }

        var start = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            entry(name, from, (int)reader.BytesConsumed);
        }

        reader.Read(); // to the end: anything after the object is an error
        return start;
    }
}
