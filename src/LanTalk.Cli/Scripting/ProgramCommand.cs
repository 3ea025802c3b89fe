using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>
/// A program's request in a line of <c>join --json</c>: an object with a <c>type</c> and the fields of that type. An unknown field is an error,
/// because a misspelt room would be another room.
/// </summary>
internal sealed record ProgramCommand
{
    private const string Reference = "ref";

    /// <summary>The types, each with its required fields and the optional ones besides <c>ref</c>.</summary>
    public static IReadOnlyDictionary<string, (string[] Required, string[] Optional)> Types { get; } =
        new Dictionary<string, (string[] Required, string[] Optional)>(StringComparer.Ordinal)
        {
            ["say"] = (["text"], ["room"]),
            ["action"] = (["text"], ["room"]),
            ["pm"] = (["to", "text"], []),
            ["command"] = (["text"], ["room"]),
            ["join"] = (["room"], []),
            ["leave"] = (["room"], []),
            ["quit"] = ([], []),
        };

    /// <summary>One of <see cref="Types"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The text to send; never empty if the type has one.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The recipient.</summary>
    public string To { get; private init; } = "";

    /// <summary>The room's name; null for the one that lines go to.</summary>
    public string? Room { get; private init; }

    /// <summary>The program's reference; null for none.</summary>
    public string? Ref { get; private init; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="command">The command, if the line is one.</param>
    /// <param name="problem">Otherwise the reason, for a person.</param>
    public static bool TryRead(string line, [NotNullWhen(true)] out ProgramCommand? command, out string problem)
    {
        command = null;
        if (!TryReadFields(line, out var fields, out problem))
        {
            return false;
        }

        if (!fields.Remove("type", out var type) || !Types.TryGetValue(type, out var form))
        {
            problem = type is null ? "'type' is missing." : $"'type' is '{SafeText.Clean(type)}', and must be one of {string.Join(", ", Types.Keys)}.";
            return false;
        }

        if (form.Required.FirstOrDefault(field => string.IsNullOrWhiteSpace(fields.GetValueOrDefault(field))) is { } missing)
        {
            problem = $"'{missing}' of a '{type}' is missing or empty.";
            return false;
        }

        if (fields.Keys.FirstOrDefault(field => field != Reference && !form.Required.Contains(field) && !form.Optional.Contains(field)) is { } unknown)
        {
            problem = $"a '{type}' has no field '{SafeText.Clean(unknown)}'.";
            return false;
        }

        var room = fields.GetValueOrDefault("room");
        if (room is not null && RoomName.From(room) is null)
        {
            problem = $"'room' is '{SafeText.Clean(room)}': {RoomName.ProblemOf(room)}.";
            return false;
        }

        command = new ProgramCommand
        {
            Type = type,
            Text = SafeText.WithLineFeeds(fields.GetValueOrDefault("text", "")),
            To = fields.GetValueOrDefault("to", ""),
            Room = room is null ? null : RoomName.From(room),
            Ref = fields.GetValueOrDefault(Reference),
        };
        return IsCommand(command, out problem);
    }

    private static bool IsCommand(ProgramCommand command, out string problem)
    {
        problem = command switch
        {
            { Type: not "command" } => "",
            _ when !SlashRule.IsCommand(command.Text) => "'text' of a 'command' must begin with one '/'; a 'say' says anything.",
            _ => command.Text.Contains('\n', StringComparison.Ordinal) ? "'text' of a 'command' is one line; that of a 'say' may have several." : "",
        };
        return problem.Length == 0;
    }

    private static bool TryReadFields(string line, out Dictionary<string, string> fields, out string problem)
    {
        fields = new Dictionary<string, string>(StringComparer.Ordinal);
        problem = "";
        try
        {
            using var document = JsonDocument.Parse(line);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (field.Value.ValueKind != JsonValueKind.String || !fields.TryAdd(field.Name, field.Value.GetString()!))
                {
                    problem = $"'{SafeText.Clean(field.Name)}' must be a string, and be there once.";
                    return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for text that JSON can write but Unicode cannot: half a character.
            problem = $"it begins with '{{' but is not a JSON object: {SafeText.Clean(e.Message)}";
            return false;
        }
    }
}
