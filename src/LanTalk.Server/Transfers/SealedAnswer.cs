using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using LanTalk.Protocol.Security;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LanTalk.Server.Transfers;

/// <summary>Seals the content that an answer brings, segment by segment, into the answer's body.</summary>
internal sealed class SealedAnswer : IDisposable
{
    /// <summary>A receiver that takes less than a chunk in about a minute is given up: its buffers are worth more than that.</summary>
    internal static readonly MinDataRate SlowestReceiver = new(bytesPerSecond: 16 * 1024, gracePeriod: TimeSpan.FromMinutes(1));

    private readonly PipeWriter _writer;
    private readonly BodySeal _seal;
    private readonly byte[] _segment = ArrayPool<byte>.Shared.Rent(BodySeal.SegmentLength);
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(BodySeal.SaltLength);
    private long _rest;
    private int _filled;
    private bool _isBegun;

    private SealedAnswer(PipeWriter writer, BodyCover cover, long length)
    {
        (_writer, _rest) = (writer, length);
        _seal = new BodySeal(cover.Key.Span, _salt, cover.Place);
    }

    /// <summary>Prepares an answer that brings a part of a content; null if its ticket has no key.</summary>
    public static SealedAnswer? TryBegin(IFeatureCollection context, ShareTicket ticket, ByteRange range)
    {
        if (BodyCover.OfAnswer(context, ticket, range.Start) is not { } cover)
        {
            return null;
        }

        var length = range.End - range.Start;
        context.Get<IHttpMinResponseDataRateFeature>()!.MinDataRate = SlowestReceiver;
        var headers = context.Get<IHttpResponseFeature>()!.Headers;
        BodyCover.Mark(headers);
        headers.ContentLength = BodySeal.LengthOf(length);
        headers.Remove("ETag"); // it would tell somebody who listens which content it is
        return new SealedAnswer(context.Get<IHttpResponseBodyFeature>()!.Writer, cover, length);
    }

    /// <summary>Seals the next bytes of the content. Bytes that do not fill a segment wait for more, except at the end.</summary>
    public async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!_isBegun)
        {
            _writer.Write(_salt);
            _isBegun = true;
        }

        var result = default(FlushResult);
        while (bytes.Length > 0 && !result.IsCompleted && !result.IsCanceled)
        {
            var length = Math.Min(bytes.Length, BodySeal.SegmentLength - _filled);
            bytes[..length].CopyTo(_segment.AsMemory(_filled));
            bytes = bytes[length..];
            _filled += length;
            _rest -= length;
            if (_filled == BodySeal.SegmentLength || _rest == 0)
            {
                Seal();
                result = await _writer.FlushAsync(cancellationToken);
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _seal.Dispose();
        ArrayPool<byte>.Shared.Return(_segment);
    }

    private void Seal()
    {
        var length = _filled + BodySeal.TagLength;
        _seal.Seal(_segment.AsSpan(0, _filled), _writer.GetSpan(length)[..length], isLast: _rest == 0);
        _writer.Advance(length);
        _filled = 0;
    }
}
