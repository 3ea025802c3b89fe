namespace LanTalk.Server.Rooms;

/// <summary>Says the frames of a room's log in another wire. Holds no state of a room: one object serves all.</summary>
internal interface IFrameTranslator
{
    /// <summary>The frame in that wire, line end included; valid until the next call on this thread. Empty if the wire has no word for it.</summary>
    ReadOnlySpan<byte> Translate(ReadOnlySpan<byte> frame);
}
