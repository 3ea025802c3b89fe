using System.Security.Cryptography;
using LanTalk.Client.Events;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Shares;

/// <summary>
/// A content that is sealed for one user while it is sent. Each share has a key of its own: two users who get the same file, or one who gets it twice,
/// get different bytes. The key is kept until all is sent, so that a later process can go on.
/// </summary>
internal sealed class SealedSource : IShareSource
{
    private readonly ShareContent _content;
    private readonly string _to;
    private readonly UserIdentity _recipient;
    private readonly SealedSends _sends;
    private readonly string _name;

    // Kept on the disk; without hashes while they are not known.
    private SealedSend _send;

    /// <param name="content">The content.</param>
    /// <param name="server">The server that it is sent to.</param>
    /// <param name="to">The name of the user whom it is for.</param>
    /// <param name="recipient">That user's key.</param>
    /// <param name="sends">Keeps keys.</param>
    public SealedSource(ShareContent content, ServerFingerprint server, string to, UserIdentity recipient, SealedSends sends)
    {
        (_content, _to, _recipient, _sends) = (content, to, recipient, sends);
        _name = SealedSends.NameOf(content, server, recipient);
        Size = ShareSeal.SealedSize(content.Size);
        _send = sends.Find(_name, Size) ?? new SealedSend(RandomNumberGenerator.GetBytes(ShareSeal.KeyLength), Outgoing.CreateId(), 0, []);
    }

    /// <inheritdoc/>
    public long Size { get; }

    /// <inheritdoc/>
    public Stream Open(long from, long to) => new SealedStream(_content, _send.Key, _send.Hashes, from, to);

    /// <inheritdoc/>
    public byte[] Describe(byte[] hashes) => new SealedOutline(
        _to, Base64UrlText.Write(_recipient.SigningKey.Span), Size, Base64UrlText.Write(Chunks.RootOf(hashes)), Base64UrlText.Write(hashes)).ToJson();

    /// <inheritdoc/>
    public byte[]? FindHashes() => _send.Hashes.Length > 0 ? _send.Hashes : null;

    /// <inheritdoc/>
    public void KeepHashes(byte[] hashes) => Keep(_send with { Hashes = hashes });

    /// <inheritdoc/>
    public void ForgetHashes() => _sends.Forget(_name);

    /// <summary>The message that tells the receiver of it: the same one each time, unless the share has another number now.</summary>
    /// <param name="share">The share's number.</param>
    public Outgoing Announce(long share)
    {
        if (share != _send.Share)
        {
            Keep(_send with { Share = share, MessageId = _send.Share == 0 ? _send.MessageId : Outgoing.CreateId() });
        }

        var facts = new SealedShare(
            share, Base64UrlText.Write(_send.Key), _content.Title, _content.Count, _content.Size, _content.ManifestSize,
            Base64UrlText.Write(Chunks.RootOf(_send.Hashes)));
        return Outgoing.Announce(_to, _recipient, share, TextOf(share), facts.ToJson(), _send.MessageId);
    }

    private string TextOf(long share)
    {
        var size = ByteSize.Format(_content.Size - _content.ManifestSize);
        return $"{_content.Title} ({(_content.Count == 1 ? size : $"{Counted.Of(_content.Count, "file")}, {size}")}), sealed. Number {share}.";
    }

    private void Keep(SealedSend send)
    {
        _send = send;
        _sends.Keep(_name, send);
    }
}
