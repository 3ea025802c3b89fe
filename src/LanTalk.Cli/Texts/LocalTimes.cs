using System.Globalization;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>
/// Replaces the server's times by the reader's local time: the time at which a message says it was posted or, if it does not say, the time of its
/// arrival. A message of another day shows the date, and of another year the year.
/// </summary>
/// <param name="isEncrypted">Whether the server speaks version 3. An older one sends only its own local time, which is left unchanged.</param>
/// <param name="time">The reader's clock.</param>
internal sealed class LocalTimes(bool isEncrypted, TimeProvider time)
{
    /// <summary>An event with the reader's time.</summary>
    public ChatEvent Of(ChatEvent happened) => !isEncrypted ? happened : happened switch
    {
        Received { Message: RoomMessage said } => new Received(said with { Timestamp = At(said.At) }),
        Received { Message: PrivateMessage said } => new Received(said with { Timestamp = At(said.At) }),
        Received { Message: SystemMessage told } => new Received(told with { Timestamp = At(told.At) }),
        Received { Message: AuthOk welcome } => new Received(welcome with { Timestamp = At(null) }),
        Delivered delivered => delivered with { By = delivered.By with { Timestamp = At(null) } },
        Entered entered => entered with { State = entered.State with { Timestamp = At(null) } },
        ConnectionBack back => back with { Welcome = back.Welcome with { Timestamp = At(null) } },
        NotOpened failed => failed with { Timestamp = At(failed.At) },
        _ => happened,
    };

    /// <summary>A time as it is shown.</summary>
    /// <param name="milliseconds">Since 1970, UTC; null for now.</param>
    private string At(long? milliseconds)
    {
        var now = time.GetLocalNow();
        var at = milliseconds is { } given ? TimeZoneInfo.ConvertTime(UnixTime.Nearest(given), time.LocalTimeZone) : now;
        var format = at.Date == now.Date ? "HH:mm" : at.Year == now.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm";
        return at.ToString(format, CultureInfo.InvariantCulture);
    }
}
