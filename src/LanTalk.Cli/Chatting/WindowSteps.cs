using System.Globalization;
using LanTalk.Cli.Lines;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>Switches between windows by typed commands.</summary>
internal static class WindowSteps
{
    /// <summary>Shows the private conversation with a user, or says why it cannot.</summary>
    public static void GoToUser(ChatScreen screen, string user)
    {
        if (ChatPlace.Private(user) is { } place)
        {
            screen.GoTo(place);
        }
        else
        {
            screen.TellProblem($"'{SafeText.Clean(user)}' is not a user's name.");
        }
    }

    /// <summary>Shows the room or private conversation with a number, or lists the numbers there are.</summary>
    public static void GoToNumber(ChatScreen screen, string typed)
    {
        var places = screen.Places;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= places.Count)
        {
            screen.GoTo(new PlaceKey(number, 0));
            return;
        }

        var problem = typed.Length == 0 ? "/window takes the number of a room" : $"'{SafeText.Clean(typed)}' is not a room number";
        screen.TellProblem($"{problem}: {string.Join(", ", places.Select((place, index) => $"{index + 1} is {place}"))}.");
    }
}
