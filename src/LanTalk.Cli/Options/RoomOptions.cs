using System.CommandLine;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Options;

/// <summary>The rooms to join.</summary>
internal static class RoomOptions
{
    private const string Variable = "LANTALK_ROOM";

    /// <summary><c>--room</c>.</summary>
    /// <param name="help">The purpose of the room.</param>
    /// <param name="isOne">Whether it may be given only once.</param>
    public static Option<IReadOnlyList<string>> Create(string help, bool isOne = false) => new("--room")
    {
        Description = help,
        HelpName = "NAME",
        Arity = isOne ? ArgumentArity.ExactlyOne : ArgumentArity.OneOrMore,
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
            if (RoomName.FromTyped(name) is { } room)
            {
                rooms.Add(room);
            }
            else
            {
                addError($"{source} is '{name}': {RoomName.ProblemOf(name)}.");
            }
        }

        return rooms;
    }
}
