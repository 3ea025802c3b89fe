using System.Buffers;
using LanTalk.Protocol.Security;

namespace LanTalk.Server.Transfers;

/// <summary>The content that is sealed in the body of a request, opened segment by segment.</summary>
internal sealed class SealedContent : IRequestContent, IDisposable
{
    private readonly IRequestContent _body;
    private readonly BodyCover _cover;
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(BodySeal.SealedSegmentLength);
    private readonly byte[] _opened = ArrayPool<byte>.Shared.Rent(BodySeal.SegmentLength);
    private BodySeal? _seal;

    // The part of the opened segment that was not taken yet.
    private int _start;
    private int _end;
    private bool _isOver;

    private SealedContent(IRequestContent body, BodyCover cover) => (_body, _cover) = (body, cover);

    /// <inheritdoc/>
    public bool IsForged { get; private set; }

    /// <summary>Opens a body; null if its ticket has no key, so that it is not sealed.</summary>
    public static SealedContent? TryOpen(IRequestContent body, BodyCover? cover) => cover is null ? null : new SealedContent(body, cover);

    /// <inheritdoc/>
    public async ValueTask<int> FillAsync(Memory<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            if (_start == _end && !await TryOpenNextAsync())
            {
                break;
            }

            var length = Math.Min(_end - _start, buffer.Length - filled);
            _opened.AsSpan(_start, length).CopyTo(buffer.Span[filled..]);
            _start += length;
            filled += length;
        }

        return filled;
    }

    /// <inheritdoc/>
    public void StopFilling() => _body.StopFilling();

    /// <inheritdoc/>
    public void Dispose()
    {
        _seal?.Dispose();
        ArrayPool<byte>.Shared.Return(_sealed);
        ArrayPool<byte>.Shared.Return(_opened);
    }

    private async ValueTask<bool> TryOpenNextAsync()
    {
        if (_isOver || IsForged || (_seal is null && !await TryBeginAsync()))
        {
            return false;
        }

        var length = await _body.FillAsync(_sealed.AsMemory(0, BodySeal.SealedSegmentLength));
        if (length < BodySeal.TagLength)
        {
            // The last segment has not come: the client is gone, or somebody cut the body short.
            IsForged = true;
            return false;
        }

        (_start, _end) = (0, length - BodySeal.TagLength);
        var (segment, opened) = (_sealed.AsMemory(0, length), _opened.AsMemory(0, _end));
        if (length == BodySeal.SealedSegmentLength && _seal!.TryOpen(segment.Span, opened.Span, isLast: false))
        {
            return true;
        }

        _isOver = _seal!.TryOpen(segment.Span, opened.Span, isLast: true) && await _body.FillAsync(_sealed.AsMemory(0, 1)) == 0;
        IsForged = !_isOver;
        if (IsForged)
        {
            _end = 0;
        }

        return _end > 0;
    }

    private async ValueTask<bool> TryBeginAsync()
    {
        var salt = _sealed.AsMemory(0, BodySeal.SaltLength);
        if (await _body.FillAsync(salt) < salt.Length)
        {
            IsForged = true;
            return false;
        }

        _seal = new BodySeal(_cover.Key.Span, salt.Span, _cover.Place);
        return true;
    }
}
