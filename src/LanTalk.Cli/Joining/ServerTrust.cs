using LanTalk.Cli.Exits;
using LanTalk.Cli.Texts;
using LanTalk.Client.Configuration;
using LanTalk.Client.LoggingIn;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Security;

namespace LanTalk.Cli.Joining;

/// <summary>Judges the server of one join before anything is sent to it, and remembers it after the join.</summary>
/// <param name="known">The servers that were joined before.</param>
/// <param name="target">The server to join.</param>
/// <param name="demanded">The fingerprint that the user demands, if any.</param>
/// <param name="forget">Whether the user wants to forget known servers that contradict it.</param>
internal sealed class ServerTrust(KnownServers known, JoinTarget target, ServerFingerprint? demanded, bool forget)
{
    private Meeting? _meeting;
    private Judgement? _judgement;
    private bool _needsPassword;

    /// <summary>
    /// Whether the server's texts may be shown before it has proven anything: not if it is a stranger that could have proven itself.
    /// </summary>
    public bool IsHeard => _meeting is null || !_needsPassword || _judgement!.Verdict == TrustVerdict.Known || _meeting.Demanded is not null;

    /// <summary>Whether the user was let in by an invitation: then the server has proven nothing about the password.</summary>
    public bool IsInvited { get; set; }

    /// <summary>Allows a login to a server, or refuses the server.</summary>
    /// <exception cref="ToolException">It cannot be trusted.</exception>
    public void Admit(ServerIntroduction server)
    {
        if (server.Certificate is not { } certificate)
        {
            return; // the user asked for a connection without encryption, where nobody can be told from anybody
        }

        if (_meeting is { } before && (before.Fingerprint != certificate || before.Name != server.Name))
        {
            throw new ToolException(ExitCode.Untrusted, $"{target.Address} showed another key than a moment ago. Somebody may be between you and the server.");
        }

        _needsPassword = server.NeedsPassword;
        _meeting = new Meeting(certificate, server.Name!, target.Address)
        {
            FoundAs = target.Found?.Announcement.Name,
            Announced = target.Found?.Fingerprint,
            Demanded = demanded,
            Forget = forget,
        };
        _judgement = known.Judge(_meeting);
        if (!_judgement.IsTrusted)
        {
            throw new ToolException(ExitCode.Untrusted, TrustTexts.Refusal(_meeting, _judgement));
        }
    }

    /// <summary>Remembers the server; returns the news for the user, if any.</summary>
    public IReadOnlyList<string> Remember()
    {
        if (_meeting is null)
        {
            return [];
        }

        IReadOnlyList<string> news = _judgement!.Verdict == TrustVerdict.FirstMeeting
            ? [TrustTexts.FirstMeeting(_meeting, _judgement, _needsPassword && !IsInvited)] : [];
        try
        {
            known.Remember(_meeting);
            return news;
        }
        catch (ConfigFileException e) when (e.IsUnwritable)
        {
            // The servers known before are still known, and the judgement stands.
            return [.. news, TrustTexts.NotRemembered(e.Message)];
        }
    }

    /// <summary>The refusal of a server that turns out to speak version 2; null for the ordinary error.</summary>
    public ToolException? RefuseUnencrypted()
    {
        var there = known.At(target.Address);
        return there.Count == 0 && target.Found?.Fingerprint is null && demanded is null
            ? null
            : new ToolException(ExitCode.Untrusted, TrustTexts.NoLongerEncrypted(target.Address, there));
    }
}
