using System.Globalization;
using System.Text;
using System.Text.Json;
using LanTalk.Protocol.Text;

namespace LanTalk.Server.Moderation;

/// <summary>
/// Reads the bans from their file: a JSON array of addresses, ranges or keys, each a plain string or an object with <c>address</c> or <c>key</c>,
/// <c>name</c>, <c>reason</c>, <c>until</c> (ISO 8601) and <c>by</c>. It never guesses: anything it does not understand is an error.
/// </summary>
internal static class BanFileReader
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the bans from a file's bytes.</summary>
    /// <exception cref="BanFileException">They are not in the form described.</exception>
    public static List<Ban> Read(string path, ReadOnlySpan<byte> content)
    {
        var bytes = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        var reader = new Utf8JsonReader(bytes, Options);
        try
        {
            return ReadArray(ref reader);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            var line = e is JsonException { LineNumber: { } number } ? number : LineAt(bytes, reader.TokenStartIndex);
            var cause = e is FormatException ? e.Message : "it is not valid JSON";
            throw new BanFileException(
                $"{path}, line {line + 1}: {cause}. Fix the file, or write [] into it for no bans; it was left as it is.", e);
        }
    }

    private static List<Ban> ReadArray(ref Utf8JsonReader reader)
    {
        var bans = new List<Ban>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("it must be a list, such as [\"10.1.2.3\"]");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bans.Add(reader.TokenType switch
            {
                JsonTokenType.String => new Ban(TargetOf(reader.GetString()!)),
                JsonTokenType.StartObject => ReadObject(ref reader),
                _ => throw new FormatException("a ban is an address or a key in quotes, or an object with an \"address\" or a \"key\""),
            });
        }

        reader.Read();
        return bans;
    }

    private static Ban ReadObject(ref Utf8JsonReader reader)
    {
        BanTarget? target = null;
        string? reason = null, by = null, user = null;
        DateTimeOffset? until = null;
        var extra = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "address" or "key" when target is not null:
                    throw new FormatException("a ban has one \"address\" or one \"key\"");
                case "address" or "key":
                    target = TargetOf(TextOf(ref reader, name) ?? "");
                    break;
                case "name":
                    user = TextOf(ref reader, name);
                    break;
                case "reason":
                    reason = TextOf(ref reader, name);
                    break;
                case "by":
                    by = TextOf(ref reader, name);
                    break;
                case "until":
                    until = TimeOf(TextOf(ref reader, name));
                    break;
                default:
                    extra[name] = JsonElement.ParseValue(ref reader);
                    break;
            }
        }

        return target is null
            ? throw new FormatException("this ban has no \"address\" and no \"key\"")
            : new Ban(target, reason, until, by) { Name = user, Extra = extra };
    }

    private static BanTarget TargetOf(string text) =>
        BanTarget.TryParse(text, out var target, out var error) ? target : throw new FormatException(SafeText.Clean(error));

    private static string? TextOf(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.String => SafeText.Clean(reader.GetString()!),
        JsonTokenType.Null => null,
        _ => throw new FormatException($"\"{name}\" must be a text in quotes"),
    };

    private static DateTimeOffset? TimeOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new FormatException($"'{text}' is not a time such as 2026-01-31T12:00:00Z");
    }

    private static int LineAt(ReadOnlySpan<byte> bytes, long index) => bytes[..(int)Math.Min(index, bytes.Length)].Count((byte)'\n');
}
