using System.Globalization;
using LanTalk.Client.Addresses;
using LanTalk.Client.Trust;

namespace LanTalk.Cli.Texts;

/// <summary>The texts that tell a person which servers the client trusts, and why it refuses others.</summary>
internal static class TrustTexts
{
    private const string Meaning =
        "Somebody may be posing as it or be between you and it. Or its operator set it up anew, or gave the place to another one: then the "
        + "operator can tell you the words that you see here, by another way than this network.";

    /// <summary>Why a server is refused, what that may mean, and how to accept it.</summary>
    public static string Refusal(Meeting meeting, Judgement judgement) => judgement.Verdict switch
    {
        TrustVerdict.NotAsDemanded => Lines(
            $"{meeting.Address} is not the server that --fingerprint or the invitation names. Nothing was said to it.",
            $"  Demanded: {meeting.Demanded!.Words}",
            $"  There is: {meeting.Fingerprint.Words}",
            $"Its fingerprint is {meeting.Fingerprint}."),
        TrustVerdict.NotAsAnnounced => Lines(
            $"{meeting.Address} is not the server that was announced as {meeting.FoundAs}. Nothing was said to it.",
            $"  Announced: {meeting.Announced!.Words}",
            $"  There is:  {meeting.Fingerprint.Words}",
            Meaning,
            $"To join it all the same, by its address:  lantalk join {meeting.Address}"),
        TrustVerdict.OtherAtAddress => Lines(
            $"{meeting.Address} is not the server that you know there: its key has changed. Nothing was said to it.",
            Known(judgement),
            $"  There is: {meeting.Fingerprint.Words}  ({meeting.Name})",
            Meaning,
            $"To forget the old one and remember this one:  lantalk join --forget {meeting.Address}"),
        _ => Lines(
            $"{meeting.Address} calls itself {meeting.FoundAs}, but is not the server that you know under that name: its key is another one. Nothing was said to it.",
            Known(judgement),
            $"  There is: {meeting.Fingerprint.Words}  ({meeting.Name})",
            Meaning,
            $"To forget the old one and remember this one:  lantalk join --forget --server {meeting.FoundAs}",
            $"If both are real, join this one by its address:  lantalk join {meeting.Address}"),
    };

    /// <summary>Shown when a server was met for the first time, or in place of another one.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="judgement">The verdict on it.</param>
    /// <param name="hasProvenPassword">Whether it has proven to know the password.</param>
    public static string FirstMeeting(Meeting meeting, Judgement judgement, bool hasProvenPassword)
    {
        var proof = hasProvenPassword
            ? " It has proven that it knows the password, so nobody without it is in between."
            : meeting.Demanded is null ? " Compare them with those that the operator sees, to be sure." : "";
        var namesakes = judgement.Namesakes.Count > 0 && !meeting.Forget
            ? $" Note that you know another server of that name, at {string.Join(", ", judgement.Namesakes.SelectMany(server => server.Addresses))}."
            : "";
        var forgotten = meeting.Forget && judgement.Others.Count > 0 ? " What was known there before is forgotten." : "";
        return $"You meet {meeting.Name}'s server at {meeting.Address} for the first time; its words are: {meeting.Fingerprint.Words}.{proof}{forgotten}{namesakes}";
    }

    /// <summary>Shown if nothing that is learnt can be stored.</summary>
    public static string NotRemembered(string cause) => $"{cause.TrimEnd('.')}. Servers and users that you meet in this session will not be remembered.";

    /// <summary>A server that was encrypted before and no longer is.</summary>
    public static string NoLongerEncrypted(ServerAddress address, IReadOnlyList<KnownServer> known) => Lines(
        $"{address} speaks without encryption, but {(known.Count > 0 ? $"the server that you know there, {known[0].Name}, was encrypted" : "an encrypted one was asked for or announced")}. Nothing was said to it.",
        "Somebody may be posing as it. If an older server is meant to be there now, --plaintext joins it, and everybody on the network can read along.");

    private static string Known(Judgement judgement) => Lines(
        [.. judgement.Others.Select(server => $"  You know: {server.Fingerprint.Words}  ({server.Name}, last met on {server.LastMet.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})")]);

    private static string Lines(params string[] lines) => string.Join(Environment.NewLine, lines);
}
