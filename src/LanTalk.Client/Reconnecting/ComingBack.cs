using LanTalk.Client.Chatting;
using LanTalk.Client.Events;
using LanTalk.Client.Rooms;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Reconnecting;

/// <summary>Tries to reconnect to a server, less and less often, until it succeeds, is refused, or is stopped.</summary>
/// <param name="wayBack">Makes connections.</param>
/// <param name="certificate">The server's certificate, the only one that is accepted.</param>
/// <param name="places">The client's progress in the lobby.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads the attempts of many clients.</param>
internal sealed class ComingBack(WayBack wayBack, ServerFingerprint certificate, RoomPlaces places, TimeProvider time, Random random)
{
    private readonly Backoff _backoff = new(random);

    /// <summary>The connection worked: the next attempt is not one of a series.</summary>
    public void Reset() => _backoff.Reset();

    /// <summary>Tries to reconnect.</summary>
    /// <param name="name">The user's current name.</param>
    /// <param name="former">The connection that was lost.</param>
    /// <param name="stopping">Ends it, with an exception.</param>
    /// <returns>A new connection, or the ending of the session.</returns>
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
