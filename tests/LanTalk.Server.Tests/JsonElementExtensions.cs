using System.Text.Json;

namespace LanTalk.Server.Tests;

/// <summary>Shortcuts to the fields of a message.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A field that is a string; null if it is missing.</summary>
    public static string? Text(this JsonElement message, string field) => message.TryGetProperty(field, out var value) ? value.GetString() : null;

    /// <summary>The texts of the messages of a type.</summary>
    public static IEnumerable<string?> Texts(this IEnumerable<JsonElement> messages, string type) =>
        messages.Where(message => message.Text("type") == type).Select(message => message.Text("text"));
}
