using System.Buffers;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Dialects;

/// <summary>Version 3 of the wire. Its frames are those of the rooms' logs; nothing is translated.</summary>
internal sealed class Json3Dialect() : Dialect(
    "json-3",
    DialectFeatures.Echo | DialectFeatures.Rooms | DialectFeatures.Nonces | DialectFeatures.Resume | DialectFeatures.Sealed
    | DialectFeatures.Heartbeat | DialectFeatures.Lines | DialectFeatures.Times)
{
    /// <inheritdoc/>
    public override ClientMessage? Read(in ReadOnlySequence<byte> frame) => ClientMessageReader.Read(frame);

    /// <inheritdoc/>
    public override bool TryReadPlain(ReadOnlySpan<byte> frame, out PlainSay say) => ClientMessageReader.TryReadPlainSay(frame, out say);

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> output, ServerMessage message) => MessageJson.WriteFrame(output, message);
}
