using System.Collections.Concurrent;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Scripting;

/// <summary>Where something that is said comes from.</summary>
/// <param name="Line">The number of its line, from 1 on.</param>
/// <param name="Text">The text as it was written there.</param>
/// <param name="Reference">What its author calls it; null for nothing.</param>
internal sealed record Origin(int Line, string Text, string? Reference = null);

/// <summary>What became of something that was said.</summary>
/// <param name="Origin">Where it came from.</param>
/// <param name="By"><see cref="Delivered"/>, <see cref="Answered"/>, <see cref="Said"/> or <see cref="NotSent"/>.</param>
internal sealed record Outcome(Origin Origin, ChatEvent By);

/// <summary>
/// Finds out of each thing that was said, once, what became of it, whether an echo, an acknowledgement or a refusal tells. Things are
/// expected and events are learned by different threads.
/// </summary>
internal sealed class Outcomes
{
    private readonly ConcurrentDictionary<string, (Outgoing What, Origin Origin)> _open = new(StringComparer.Ordinal);

    /// <summary>Something is about to be said.</summary>
    public void Expect(Outgoing what, Origin origin) => _open[what.Nonce] = (what, origin);

    /// <summary>Whether it is still to be learned what became of something.</summary>
    public bool IsExpected(Outgoing what) => _open.ContainsKey(what.Nonce);

    /// <summary>The outcome that is known by an event; null if it is none, or was known before.</summary>
    public Outcome? Learn(ChatEvent happened) => happened switch
    {
        Received { Message: RoomMessage { Nonce: { } nonce } echo } =>
            Close(nonce, what => new Delivered(what, new Acknowledgement(echo.Timestamp, nonce) { Id = echo.Id })),
        Received { Message: SystemMessage { Event: SystemEvents.Refused, Nonce: { } nonce } refused } =>
            Close(nonce, what => new NotSent(what, refused.Text, By: refused)),
        Delivered { What.Nonce: var nonce } => Close(nonce, _ => happened),
        Said { What.Nonce: var nonce } => Close(nonce, _ => happened),
        NotSent { What.Nonce: var nonce } => Close(nonce, _ => happened),

        // What the user does is posted as what it says is.
        Answered { What: { IsAction: true } what, By: var ack } => Close(what.Nonce, _ => new Delivered(what, ack)),
        Answered { What.Nonce: var nonce } => Close(nonce, _ => happened),
        _ => null,
    };

    /// <summary>Nothing more will be learned: the rest was not sent.</summary>
    public IReadOnlyList<Outcome> GiveUp(string reason) =>
    [
        .. _open.Values.OrderBy(open => open.Origin.Line)
            .Select(open => Close(open.What.Nonce, what => new NotSent(what, reason)))
            .OfType<Outcome>(),
    ];

    private Outcome? Close(string nonce, Func<Outgoing, ChatEvent> by) =>
        _open.TryRemove(nonce, out var open) ? new Outcome(open.Origin, by(open.What)) : null;
}
