using System.Buffers;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Dialects;

/// <summary>
/// What the bytes of a wire mean, and what the wire can do. The rest of the server speaks in messages and asks <see cref="Has"/>; it never
/// asks which dialect it is. A dialect holds no state of a session: one object serves all.
/// </summary>
internal abstract class Dialect(string name, DialectFeatures features)
{
    /// <summary>Version 2: JSON in the clear, one line a text, no echo.</summary>
    public static readonly Dialect Json2 = new Json2Dialect();

    /// <summary>Version 3: the frames of the rooms' logs as they are.</summary>
    public static readonly Dialect Json3 = new Json3Dialect();

    /// <summary>Its name in logs.</summary>
    public string Name { get; } = name;

    /// <summary>How it says the frames of a room's log; null if it takes them as they are.</summary>
    public virtual IFrameTranslator? Translator => null;

    /// <summary>Whether it can do all of these.</summary>
    public bool Has(DialectFeatures wanted) => (features & wanted) == wanted;

    /// <summary>The message in a frame, which is valid UTF-8; null if it is malformed or of an unknown type.</summary>
    public abstract ClientMessage? Read(in ReadOnlySequence<byte> frame);

    /// <summary>Reads a text that can go on byte by byte; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    public abstract bool TryReadPlain(ReadOnlySpan<byte> frame, out PlainSay say);

    /// <summary>Appends the frame of a message.</summary>
    public abstract void Write(IBufferWriter<byte> output, ServerMessage message);

    /// <summary>The frame of a message.</summary>
    public ReadOnlyMemory<byte> ToFrame(ServerMessage message)
    {
        var frame = new ArrayBufferWriter<byte>(256);
        Write(frame, message);
        return frame.WrittenMemory;
    }
}
