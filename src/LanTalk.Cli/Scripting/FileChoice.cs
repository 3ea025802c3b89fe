using System.Globalization;
using System.IO.Enumeration;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Sources;

namespace LanTalk.Cli.Scripting;

/// <summary>Which share a user asks for: one by its number, the last one, or the last one whose title matches.</summary>
/// <param name="Number">Its number; null if it is chosen in another way.</param>
/// <param name="Pattern">A pattern with <c>*</c> and <c>?</c> for its title; null for any.</param>
internal sealed record FileChoice(long? Number, string? Pattern)
{
    /// <summary>Finds it.</summary>
    /// <param name="shares">The shares of the room, oldest first.</param>
    /// <exception cref="ShareException">It is not among them.</exception>
    public SharePresence Find(IReadOnlyList<SharePresence> shares) => shares.LastOrDefault(Is) ?? throw new ShareException(ShareFault.NotFound, this switch
    {
        { Number: { } number } => string.Create(CultureInfo.InvariantCulture,
            $"there is no share {number} in this room; lantalk files lists what there is, and --room names another room."),
        { Pattern: { } pattern } => $"nothing in this room is called {pattern}; lantalk files lists what there is.",
        _ => "nothing is shared in this room.",
    });

    private bool Is(SharePresence presence) => Number is { } number
        ? presence.Share.Id == number
        : Pattern is null || FileSystemName.MatchesSimpleExpression(Pattern, presence.Share.Title);
}
