using System.Buffers;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Dialects;

/// <summary>
/// Defines what a wire's bytes mean and what the wire can do. The rest of the server works with messages and asks <see cref="Has"/>; it never asks
/// which dialect it is. A dialect holds no session state: one object serves all sessions.
/// </summary>
internal abstract class Dialect(string name, DialectFeatures features)
{
    /// <summary>Version 2: JSON in the clear, one line per text, no echo.</summary>
    public static readonly Dialect Json2 = new Json2Dialect();

    /// <summary>Version 3: the frames of the rooms' logs, unchanged.</summary>
    public static readonly Dialect Json3 = new Json3Dialect();

    /// <summary>Its name in logs.</summary>
    public string Name { get; } = name;

    /// <summary>Translates the frames of a room's log; null if the wire takes them unchanged.</summary>
    public virtual IFrameTranslator? Translator => null;

    /// <summary>Whether it has all of these features.</summary>
    public bool Has(DialectFeatures wanted) => (features & wanted) == wanted;

    /// <summary>The message in a frame, which is valid UTF-8; null if it is malformed or of an unknown type.</summary>
    public abstract ClientMessage? Read(in ReadOnlySequence<byte> frame);

    /// <summary>Reads a text that can be posted byte by byte; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
    public abstract bool TryReadPlain(ReadOnlySpan<byte> frame, out PlainSay say);

    /// <summary>Writes a message as a frame.</summary>
    public abstract void Write(IBufferWriter<byte> output, ServerMessage message);

    /// <summary>Encodes a message as a frame.</summary>
    public ReadOnlyMemory<byte> ToFrame(ServerMessage message)
    {
        var frame = new ArrayBufferWriter<byte>(256);
        Write(frame, message);
        return frame.WrittenMemory;
    }
}
