namespace LanTalk.Server.Rooms;

/// <summary>Translates the frames of a room's log for another wire. Holds no state of a room: one object serves all rooms.</summary>
internal interface IFrameTranslator
{
    /// <summary>
    /// Translates a frame, line end included; the result is valid until the next call on this thread. Empty if the wire cannot express it.
    /// </summary>
    ReadOnlySpan<byte> Translate(ReadOnlySpan<byte> frame);
}
