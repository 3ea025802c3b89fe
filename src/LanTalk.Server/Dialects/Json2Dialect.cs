using System.Buffers;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Dialects;

/// <summary>Version 2 of the wire: version 3 without nonces, echoes and keys, and with every text on one line.</summary>
internal sealed class Json2Dialect() : Dialect("json-2", DialectFeatures.None)
{
    /// <inheritdoc/>
    public override IFrameTranslator Translator { get; } = new OneLineTranslator();

    /// <inheritdoc/>
    public override ClientMessage? Read(in ReadOnlySequence<byte> frame) => ClientMessageReader.Read(frame) switch
    {
        // A user without a key cannot be recognised.
        Say say => say with { Nonce = null, Room = null },
        Whisper whisper => whisper with { Nonce = null },
        var message => message,
    };

    /// <inheritdoc/>
    public override bool TryReadPlain(ReadOnlySpan<byte> frame, out PlainSay say)
    {
        var isPlain = ClientMessageReader.TryReadPlainSay(frame, out say);
        say.Nonce = say.Room = default;
        return isPlain;
    }

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> output, ServerMessage message) => MessageJson.WriteFrame(output, message switch
    {
        RoomMessage said => said with { Text = SafeText.CleanOnOneLine(said.Text) },
        PrivateMessage said => said with { Text = SafeText.CleanOnOneLine(said.Text), At = null },
        _ => message,
    });
}
