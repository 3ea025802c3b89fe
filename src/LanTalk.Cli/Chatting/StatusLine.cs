using System.Globalization;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>The status of the chat, in one line.</summary>
/// <param name="Windows">The rooms and private conversations, in the order of their numbers.</param>
/// <param name="Current">The one that is shown.</param>
/// <param name="Online">How many are online; null if that is not known.</param>
/// <param name="RoundTrip">The server's last response time; null if that is not known.</param>
/// <param name="IsConnected">Whether there is a connection.</param>
/// <param name="Sending">How many texts have been on their way for longer than usual.</param>
/// <param name="Transfers">The files that are being sent and got, in words; null if there are none.</param>
/// <param name="Seal">The sign of how the connection is protected, a word or a picture; empty where there is none.</param>
internal sealed record StatusLine(
    IReadOnlyList<ChatWindow> Windows, ChatWindow Current, int? Online, TimeSpan? RoundTrip, bool IsConnected, int Sending, string? Transfers,
    string Seal)
{
    /// <summary>The line.</summary>
    public StyledText ToText()
    {
        // Problems come first: a narrow terminal cuts the end off.
        var runs = new List<(string, Style)>();
        Lead(IsConnected ? null : "no connection, trying again");
        Lead(Sending > 0 ? string.Create(CultureInfo.InvariantCulture, $"sending {Sending}") : null);
        Lead(Transfers);
        for (var i = 0; i < Windows.Count; i++)
        {
            var window = Windows[i];
            var unread = window.Unread > 0 ? $" +{window.Unread}{(window.IsMentioned ? "!" : "")}" : "";
            var name = window == Current ? $"[{i + 1}:{window.Place}]" : $"{i + 1}:{window.Place}{unread}";
            runs.Add(($" {name} ", window.IsMentioned || window == Current ? Style.StatusAlert : Style.Status));
        }

        Add(Online is { } online ? string.Create(CultureInfo.InvariantCulture, $"{online} online") : null);
        Add(IsConnected && RoundTrip is { } roundTrip ? string.Create(CultureInfo.InvariantCulture,
            $"{Seal} {Math.Max(1, Math.Ceiling(roundTrip.TotalMilliseconds)):0} ms") : Seal.Length > 0 ? Seal : null);
        return new StyledText([.. runs]);

        void Lead(string? part)
        {
            if (part is not null)
            {
                runs.Add(($" {part} |", Style.Status));
            }
        }

        void Add(string? part)
        {
            if (part is not null)
            {
                runs.Add(($"| {part} ", Style.Status));
            }
        }
    }
}
