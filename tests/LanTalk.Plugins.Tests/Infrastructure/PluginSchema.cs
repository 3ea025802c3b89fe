using System.Text.Json;
using System.Text.RegularExpressions;

namespace LanTalk.Plugins.Tests.Infrastructure;

/// <summary>Checks lines against <c>docs/plugin.schema.json</c>: the part of JSON schema that it uses. A field that it does not name is a problem, too.</summary>
internal static class PluginSchema
{
    private static readonly JsonElement Definitions = Read();

    /// <summary>The types of lines of a side, <c>server</c> or <c>plugin</c>.</summary>
    public static IEnumerable<string> Types(string side) =>
        Definitions.GetProperty(side).GetProperty("oneOf").EnumerateArray().Select(one => one.GetProperty("$ref").GetString()!.Split('_')[^1]);

    /// <summary>The definition of a type of line.</summary>
    public static JsonElement Of(string side, string type) => Definitions.GetProperty($"{side}_{type}");

    /// <summary>What is wrong with a line; nothing, if it is as it should be.</summary>
    public static IReadOnlyList<string> Problems(string side, JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || !line.TryGetProperty("type", out var type))
        {
            return [$"{line} has no type."];
        }

        return Definitions.TryGetProperty($"{side}_{type}", out var definition)
            ? [.. Problems(line, definition, $"{type}").Select(problem => $"{problem}, in {line}")]
            : [$"A {side} sends no '{type}'."];
    }

    private static IEnumerable<string> Problems(JsonElement value, JsonElement form, string at)
    {
        if (form.TryGetProperty("$ref", out var reference))
        {
            form = Definitions.GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (form.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value))
        {
            yield return $"{at} must be {constant}";
        }

        if (form.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
        {
            yield return $"{at} must be one of {choices}";
        }

        if (form.TryGetProperty("type", out var type) && !HasType(value, type.GetString()!))
        {
            yield return $"{at} must be of type {type}";
            yield break;
        }

        foreach (var problem in ProblemsOfParts(value, form, at))
        {
            yield return problem;
        }

        if (form.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            yield return $"{at} must match {pattern}";
        }

        if (form.TryGetProperty("maximum", out var maximum) && value.GetInt64() > maximum.GetInt64())
        {
            yield return $"{at} must be at most {maximum}";
        }

        if (form.TryGetProperty("minimum", out var minimum) && value.GetInt64() < minimum.GetInt64())
        {
            yield return $"{at} must be at least {minimum}";
        }
    }

    private static IEnumerable<string> ProblemsOfParts(JsonElement value, JsonElement form, string at)
    {
        if (form.TryGetProperty("items", out var items))
        {
            foreach (var problem in value.EnumerateArray().SelectMany((item, index) => Problems(item, items, $"{at}[{index}]")))
            {
                yield return problem;
            }
        }

        if (form.TryGetProperty("required", out var required) && !HasAll(value, required))
        {
            yield return $"{at} must have {required}";
        }

        if (form.TryGetProperty("oneOf", out var ways) && ways.EnumerateArray().Count(way => HasAll(value, way.GetProperty("required"))) != 1)
        {
            yield return $"{at} must be exactly one of {ways}";
        }

        if (form.TryGetProperty("not", out var not) && HasAll(value, not.GetProperty("required")))
        {
            yield return $"{at} must not have all of {not}";
        }

        if (!form.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        foreach (var field in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(field.Name, out var known))
            {
                yield return $"{at} has no '{field.Name}'";
                continue;
            }

            foreach (var problem in Problems(field.Value, known, $"{at}.{field.Name}"))
            {
                yield return problem;
            }
        }
    }

    private static bool HasAll(JsonElement value, JsonElement names) => names.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));

    private static bool HasType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new InvalidOperationException($"The schema uses the type {type}, which its test does not know."),
    };

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plugin.schema.json")));
        return document.RootElement.GetProperty("$defs").Clone();
    }
}
