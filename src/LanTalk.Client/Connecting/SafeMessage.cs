using System.Globalization;
using System.Text;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Connecting;

/// <summary>
/// Makes a server's messages safe to show, once for all later code. Texts lose characters that move the cursor or change the reading order; only
/// users' texts keep their line feeds, which the code that shows them must be prepared for. Times and names are shown before a text, so they must not
/// contain anything that forges a line: a time is a time, and a name is made of letters.
/// </summary>
internal static class SafeMessage
{
    private const int MaxName = UserName.DefaultMaxLength * UserName.MostUnitsPerCharacter;
    private const string NoTime = "--:--";
    private const string NoRoom = "-";

    // The format of today, and of another day.
    private static readonly string[] Times = ["HH:mm", "MM-dd HH:mm"];

    /// <summary>The message with every field cleaned. Keys and bytes are left: they are decoded, never shown.</summary>
    public static ServerMessage Clean(ServerMessage message) => message switch
    {
        AuthRequest m => m with { Timestamp = Time(m.Timestamp), ServerName = NameOrNull(m.ServerName) },
        AuthChallenge m => m with { Timestamp = Time(m.Timestamp) },
        AuthOk m => m with { Timestamp = Time(m.Timestamp), UserName = Name(m.UserName), ServerName = Name(m.ServerName) },
        AuthFail m => m with { Timestamp = Time(m.Timestamp), Reason = SafeText.Clean(m.Reason), Code = TextOrNull(m.Code) },
        RoomState m => m with
        {
            Timestamp = Time(m.Timestamp),
            Room = RoomOf(m.Room) ?? NoRoom,
            Epoch = SafeText.Clean(m.Epoch),
            Topic = TextOrNull(m.Topic),
        },
        RoomMessage m => m with
        {
            Timestamp = Time(m.Timestamp),
            User = Name(m.User),
            Text = SafeText.CleanLines(m.Text),
            Room = RoomOf(m.Room),
            Nonce = NonceOrNull(m.Nonce),
            Share = ShareOrNull(m.Share),
        },
        Acknowledgement m => m with { Timestamp = Time(m.Timestamp), Nonce = NonceOrNull(m.Nonce) ?? "" },
        PrivateMessage m => m with
        {
            Timestamp = Time(m.Timestamp),
            FromUser = Name(m.FromUser),
            Text = SafeText.CleanLines(m.Text),
            Id = NonceOrNull(m.Id),
        },
        SealedPrivateMessage m => m with { Timestamp = Time(m.Timestamp), FromUser = Name(m.FromUser) },
        KeyAnswer m => m with { Timestamp = Time(m.Timestamp), User = Name(m.User) },
        SystemMessage m => m with
        {
            Timestamp = Time(m.Timestamp),
            Text = SafeText.Clean(m.Text),
            Event = TextOrNull(m.Event),
            User = NameOrNull(m.User),
            Name = NameOrNull(m.Name),
            Room = RoomOf(m.Room),
            Nonce = NonceOrNull(m.Nonce),
            Topic = TextOrNull(m.Topic),
        },
        Overview m => m with
        {
            Timestamp = Time(m.Timestamp),
            Users = [.. m.Users.Select(Name)],
            Commands = [.. m.Commands.Where(command => IsCommandName(command.Name)).Select(Command)],
            Rooms = m.Rooms is null ? null : [.. m.Rooms.Select(room => room with { Room = RoomOf(room.Room) ?? NoRoom, Topic = TextOrNull(room.Topic) })],
        },
        MemberNews m => m with
        {
            Timestamp = Time(m.Timestamp),
            Room = RoomOf(m.Room),
            Users = m.Users is null ? null : [.. m.Users.Select(Name)],
            Changes = m.Changes is null ? null : [.. m.Changes.Select(Change)],
        },
        HistoryPage m => m with { Timestamp = Time(m.Timestamp), Room = RoomOf(m.Room) ?? NoRoom, Messages = [.. m.Messages.Select(Past)] },
        Found m => m with
        {
            Timestamp = Time(m.Timestamp),
            Query = SafeText.Clean(m.Query),
            Rooms = [.. m.Rooms.Select(room => RoomOf(room) ?? NoRoom)],
            Messages = [.. m.Messages.Select(Past)],
        },
        Invitation m => m with { Timestamp = Time(m.Timestamp), Url = LinkOf(m.Url), Id = NonceOrNull(m.Id), Room = RoomOf(m.Room) },
        Ticket m => m with { Timestamp = Time(m.Timestamp), Nonce = NonceOrNull(m.Nonce) ?? "", Value = NonceOrNull(m.Value) ?? "" },
        ShareList m => m with
        {
            Timestamp = Time(m.Timestamp),
            Room = RoomOf(m.Room),
            Shares = [.. m.Shares.Select(each => each with { Share = Share(each.Share), User = Name(each.User), GotBy = Names(each.GotBy) })],
            Sealed = m.Sealed is null ? null : [.. m.Sealed.Select(each => each with { User = Name(each.User), To = Name(each.To), GotBy = Names(each.GotBy) })],
        },
        Pong m => m with { Timestamp = Time(m.Timestamp) },
        _ => message,
    };

    private static string Time(string time) =>
        DateTime.TryParseExact(time, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? time : NoTime;

    // Enter runs a command that Tab completed: it must be a word.
    private static bool IsCommandName(string name) => name.Length <= MaxName && SlashRule.IsCommandName(name);

    private static CommandInfo Command(CommandInfo command) =>
        command with { Arguments = SafeText.Clean(command.Arguments), Help = SafeText.Clean(command.Help), Bot = NameOrNull(command.Bot) };

    private static MemberChange Change(MemberChange change) =>
        new(SafeText.Clean(change.Event), Name(change.User), NameOrNull(change.Name));

    private static PastMessage Past(PastMessage message) =>
        message with { User = Name(message.User), Text = SafeText.CleanLines(message.Text), Room = RoomOf(message.Room), Share = ShareOrNull(message.Share) };

    private static ShareFacts? ShareOrNull(ShareFacts? share) => share is null ? null : Share(share);

    // The root is compared, never shown.
    private static ShareFacts Share(ShareFacts share) => share with { Title = SafeText.Clean(share.Title) };

    private static string? NonceOrNull(string? nonce) => nonce is not null && Nonce.IsValid(nonce) ? nonce : null;

    // Nobody can be in a room whose name is not valid. It is still a room of its own: not the lobby, and not another one.
    private static string? RoomOf(string? room) => room is null ? null : RoomName.From(room) ?? NoRoom;

    // It is shown, and copied into a shell: a link has no character that means anything there but #.
    private static string LinkOf(string url) => InvitationLink.TryParse(url, out var link, out _) ? link.ToUrl() : "";

    private static string? TextOrNull(string? text) => text is null ? null : SafeText.Clean(text);

    private static string? NameOrNull(string? name) => name is null ? null : Name(name);

    // Older servers allow any letters and blanks in names.
    private static List<string>? Names(IReadOnlyList<string>? names) => names is null ? null : [.. names.Select(Name)];

    private static string Name(string name)
    {
        var clean = new StringBuilder(MaxName);
        foreach (var rune in name.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxName)
            {
                break;
            }

            var isAllowed = Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '.' or ' ' or '\''
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            clean.Append(isAllowed ? rune.ToString() : "\ufffd");
        }

        return clean.ToString();
    }
}
