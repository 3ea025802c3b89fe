namespace LanTalk.Server.Rooms;

/// <summary>
/// A room in another wire: a reader of the room's log that appends each frame, translated, to a log of its own, in which the sessions of that wire
/// have their cursors. A wire therefore encodes each frame once, however many sessions read it. A view exists only while it has readers. Owned by the
/// room's turn.
/// </summary>
internal sealed class RoomView(IFrameTranslator translator, RoomLog log)
{
    private FrameCursor _cursor = log.EndFrame();

    /// <summary>Translates the frames.</summary>
    public IFrameTranslator Translator { get; } = translator;

    /// <summary>The room's frames in the view's wire, from the view's creation on.</summary>
    public RoomLog Log { get; } = new();

    /// <summary>The number of its readers.</summary>
    public int Readers { get; set; }

    /// <summary>Translates the new frames of the room.</summary>
    public void CatchUp()
    {
        while (_cursor.TryRead(out var frame, out var author))
        {
            var translated = Translator.Translate(frame);
            if (!translated.IsEmpty)
            {
                // Before the frame can be seen: a client that shows its own messages itself must not get them back.
                author?.Posted(Log.Length + translated.Length);
                Log.Append(translated, author);
            }
        }
    }
}
