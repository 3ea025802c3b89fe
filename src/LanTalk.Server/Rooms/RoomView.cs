namespace LanTalk.Server.Rooms;

/// <summary>
/// A room in another wire: a reader of the room's log that appends each frame, translated, to a log of its own, in which the sessions of that
/// wire hold their cursors. So a wire encodes once, however many listen. There is one only while somebody does. Owned by the room's turn.
/// </summary>
internal sealed class RoomView(IFrameTranslator translator, RoomLog log)
{
    private FrameCursor _cursor = log.EndFrame();

    /// <summary>Whose frames these are.</summary>
    public IFrameTranslator Translator { get; } = translator;

    /// <summary>The room's frames from the view's beginning on, in its wire.</summary>
    public RoomLog Log { get; } = new();

    /// <summary>How many follow it.</summary>
    public int Readers { get; set; }

    /// <summary>Translates what is new in the room.</summary>
    public void CatchUp()
    {
        while (_cursor.TryRead(out var frame, out var author))
        {
            var translated = Translator.Translate(frame);
            if (!translated.IsEmpty)
            {
                // Before it can be seen: whoever shows what it says by itself must not get it back.
                author?.Posted(Log.Length + translated.Length);
                Log.Append(translated, author);
            }
        }
    }
}
