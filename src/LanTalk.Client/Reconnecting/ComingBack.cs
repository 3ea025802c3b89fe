using LanTalk.Client.Chatting;
using LanTalk.Client.Events;
using LanTalk.Client.Rooms;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Reconnecting;

/// <summary>Tries to come back to a server, less and less often, until it works, is refused, or is stopped.</summary>
/// <param name="wayBack">How to get a connection.</param>
/// <param name="certificate">What the server has shown: no other one is come back to.</param>
/// <param name="places">Where the client is in the lobby.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads the tries of many clients.</param>
internal sealed class ComingBack(WayBack wayBack, ServerFingerprint certificate, RoomPlaces places, TimeProvider time, Random random)
{
    private readonly Backoff _backoff = new(random);

    /// <summary>The server was well: it was not one of a row of tries.</summary>
    public void Reset() => _backoff.Reset();

    /// <summary>Tries.</summary>
    /// <param name="name">The user's present name.</param>
    /// <param name="former">The connection that was lost.</param>
    /// <param name="stopping">Ends it, with an exception.</param>
    /// <returns>Another connection, or how the session ends.</returns>
    public async Task<(ChatClient? Client, ChatEnding? Ending)> TryAsync(string name, ChatClient former, CancellationToken stopping)
    {
        var patience = new RefusalPatience();
        while (true)
        {
            await Task.Delay(_backoff.Next(), time, stopping);
            var (epoch, since) = places.Of(RoomName.Lobby);
            var (client, refusal) = await wayBack.TryAsync(certificate, name, epoch, since, former, stopping);
            if (client is not null)
            {
                return (client, null);
            }

            if (refusal is not null && !patience.TriesAgain(refusal.Code))
            {
                return (null, new ChatEnding(ChatEndingKind.Refused, refusal.Reason));
            }
        }
    }
}
