using System.Collections.Concurrent;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Scripting;

/// <summary>The origin of a message in the input.</summary>
/// <param name="Line">The number of its line, from 1 on.</param>
/// <param name="Text">The text as it was written there.</param>
/// <param name="Reference">Its author's reference for it; null for none.</param>
internal sealed record Origin(int Line, string Text, string? Reference = null);

/// <summary>The outcome of a message.</summary>
/// <param name="Origin">Its origin.</param>
/// <param name="By"><see cref="Delivered"/>, <see cref="Answered"/>, <see cref="Said"/> or <see cref="NotSent"/>.</param>
internal sealed record Outcome(Origin Origin, ChatEvent By);

/// <summary>
/// Finds the outcome of each message exactly once, whether an echo, an acknowledgement or a refusal reports it. Messages are expected and events are
/// learned on different threads.
/// </summary>
internal sealed class Outcomes
{
    private readonly ConcurrentDictionary<string, (Outgoing What, Origin Origin)> _open = new(StringComparer.Ordinal);

    /// <summary>A message is about to be sent.</summary>
    public void Expect(Outgoing what, Origin origin) => _open[what.Nonce] = (what, origin);

    /// <summary>Whether the outcome of a message is still unknown.</summary>
    public bool IsExpected(Outgoing what) => _open.ContainsKey(what.Nonce);

    /// <summary>The outcome that an event reports; null if it reports none, or one that was known before.</summary>
    public Outcome? Learn(ChatEvent happened) => happened switch
    {
        Received { Message: RoomMessage { Nonce: { } nonce } echo } =>
            Close(nonce, what => new Delivered(what, new Acknowledgement(echo.Timestamp, nonce) { Id = echo.Id })),
        Received { Message: SystemMessage { Event: SystemEvents.Refused, Nonce: { } nonce } refused } =>
            Close(nonce, what => new NotSent(what, refused.Text, By: refused)),
        Delivered { What.Nonce: var nonce } => Close(nonce, _ => happened),
        Said { What.Nonce: var nonce } => Close(nonce, _ => happened),
        NotSent { What.Nonce: var nonce } => Close(nonce, _ => happened),

        // An action of the user is posted like a text.
        Answered { What: { IsAction: true } what, By: var ack } => Close(what.Nonce, _ => new Delivered(what, ack)),
        Answered { What.Nonce: var nonce } => Close(nonce, _ => happened),
        _ => null,
    };

    /// <summary>Nothing more will be learned: the remaining messages were not sent.</summary>
    public IReadOnlyList<Outcome> GiveUp(string reason) =>
    [
        .. _open.Values.OrderBy(open => open.Origin.Line)
            .Select(open => Close(open.What.Nonce, what => new NotSent(what, reason)))
            .OfType<Outcome>(),
    ];

    private Outcome? Close(string nonce, Func<Outgoing, ChatEvent> by) =>
        _open.TryRemove(nonce, out var open) ? new Outcome(open.Origin, by(open.What)) : null;
}
