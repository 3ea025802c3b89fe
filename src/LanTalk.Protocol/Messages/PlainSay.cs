namespace LanTalk.Protocol.Messages;

/// <summary>A <see cref="Say"/> as it is in its frame; see <see cref="ClientMessageReader.TryReadPlainSay"/>.</summary>
public ref struct PlainSay
{
    /// <summary>The text; not empty.</summary>
    public ReadOnlySpan<byte> Text { get; set; }

    /// <summary>A valid <see cref="Say.Nonce"/>; empty if there is none.</summary>
    public ReadOnlySpan<byte> Nonce { get; set; }

    /// <summary>The bytes of <see cref="Say.Room"/>, unchecked; empty for the lobby.</summary>
    public ReadOnlySpan<byte> Room { get; set; }
}
