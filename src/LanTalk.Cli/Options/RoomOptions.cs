using System.CommandLine;
using LanTalk.Protocol;

namespace LanTalk.Cli.Options;

/// <summary>The rooms of <c>join</c>.</summary>
internal static class RoomOptions
{
    private const string Variable = "LANTALK_ROOM";
    private static readonly string Problem = $"the name of a room is 1 to {RoomName.MaxLength} letters, digits, '_' or '-'";

    /// <summary><c>--room</c>, which may be given more than once.</summary>
    public static Option<IReadOnlyList<string>> Create() => new("--room")
    {
        Description = "Be in this room beside the lobby, too; may be given several times. What is said goes to the last one.",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => Read("--room", [.. result.Tokens.Select(token => token.Value)], result.AddError),
        DefaultValueFactory = result => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? Read(Variable, text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries), result.AddError)
            : [],
    };

    private static List<string> Read(string source, IReadOnlyList<string> names, Action<string> addError)
    {
        var rooms = new List<string>();
        foreach (var name in names)
        {
            if (RoomName.From(name) is { } room)
            {
                rooms.Add(room);
            }
            else
            {
                addError($"{source} is '{name}': {Problem}.");
            }
        }

        return rooms;
    }
}
