using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Plugins;

/// <summary>Passes the texts of users in rooms through the filters of plug-ins. What the operator and bots say passes none.</summary>
internal sealed class PluginGate(LengthGate length) : IGate
{
    private readonly Lock _changing = new();
    private volatile PluginFilter[] _filters = [];

    /// <summary>Replaces a filter by another one, in its place.</summary>
    public void Replace(PluginFilter? former, PluginFilter? filter)
    {
        lock (_changing)
        {
            _filters = former is null ? (filter is null ? _filters : [.. _filters, filter])
                : [.. _filters.Select(each => each == former ? filter : each).OfType<PluginFilter>()];
        }
    }

    /// <inheritdoc/>
    public bool LetsPlainPass(Session session, Room room, int length)
    {
        foreach (var filter in _filters)
        {
            if (filter.Covers(room))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public ValueTask<Verdict> CheckAsync(Utterance utterance) =>
        _filters is { Length: > 0 } filters && utterance is { Room: { } room, Author.Session: { } session }
            ? JudgeAsync(filters, room, session, utterance.Text)
            : ValueTask.FromResult(Verdict.Pass);

    private async ValueTask<Verdict> JudgeAsync(PluginFilter[] filters, Room room, Session session, string said)
    {
        var text = said;
        foreach (var filter in filters)
        {
            if (!filter.Covers(room))
            {
                continue;
            }

            var verdict = await filter.JudgeAsync(room, session.Name, text);
            if (verdict.Refuse is { } reason)
            {
                return Verdict.Refuse(Cleaned(ShortText.Of(reason, ShortText.MaxReason), session));
            }

            text = Replacement(verdict, session) ?? text;
        }

        return text == said ? Verdict.Pass : length.FindProblem(text) is { } problem ? Verdict.Refuse(problem) : Verdict.Replace(text);
    }

    private static string? Replacement(PluginVerdict verdict, Session session) =>
        verdict.Replace is { } replacement && !string.IsNullOrWhiteSpace(replacement) ? Cleaned(replacement, session) : null;

    private static string Cleaned(string text, Session session) =>
        session.Dialect.Has(Dialects.DialectFeatures.Lines) ? SafeText.CleanLines(text) : SafeText.Clean(text);
}
