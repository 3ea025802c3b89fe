using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Sources;

namespace LanTalk.Client.Shares;

/// <summary>Sends a content. First the server is told of it and gives it a number, which can be announced at once; then the bytes go.</summary>
public sealed class ShareUpload
{
    private const string OffsetField = "Upload-Offset";

    /// <summary>How many chunks go in one request: what is wrong with one of them is known soon after it.</summary>
    private const long ChunksAtOnce = 64;

    private readonly ShareServer _server;
    private readonly IShareSource _source;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private long _offset;

    /// <param name="server">The server.</param>
    /// <param name="content">The content.</param>
    /// <param name="cache">Keeps its hashes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Spreads the tries.</param>
    public ShareUpload(ShareServer server, ShareContent content, HashCache cache, TimeProvider time, Random random)
        : this(server, new ClearSource(content, cache), time, random)
    {
    }

    internal ShareUpload(ShareServer server, IShareSource source, TimeProvider time, Random random) =>
        (_server, _source, _time, _random) = (server, source, time, random);

    /// <summary>Called with how far it is.</summary>
    public Action<TransferProgress> Show { get; init; } = _ => { };

    /// <summary>Whether the server had a part of it at the beginning, but not all.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Hashes the content, unless its hashes are known, and tells the server of it.</summary>
    /// <returns>The share's number.</returns>
    /// <exception cref="ShareException">A file cannot be used, or the server refuses it.</exception>
    public async Task<long> BeginAsync(CancellationToken cancellationToken)
    {
        var hashes = _source.FindHashes();
        if (hashes is null)
        {
            hashes = await ChunkHasher.HashAsync(_source, done => Show(new TransferProgress(TransferStage.Hashing, done, _source.Size)), cancellationToken);
            _source.KeepHashes(hashes);
        }

        var outline = _source.Describe(hashes);
        var answer = await Retry().RunAsync(attempt => PostAsync(outline, attempt.Token), cancellationToken);
        (_offset, IsBegun) = (answer.Offset, answer.Offset < _source.Size);
        return answer.Share;
    }

    /// <summary>Sends what the server does not have.</summary>
    /// <param name="share">The share's number.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">A file was changed, or the server refuses it.</exception>
    public async Task SendAsync(long share, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"files/{share}");
        await Retry().RunAsync(attempt => SendAsync(path, attempt), cancellationToken);
    }

    private TransferRetry Retry() => new(_time, _random)
    {
        Told = reason =>
        {
            _server.ForgetTicket();
            Show(new TransferProgress(TransferStage.Waiting, _offset, _source.Size) { Reason = reason });
        },
        Stalled = () => Show(new TransferProgress(TransferStage.Stalled, _offset, _source.Size) { Reason = "The server takes nothing." }),
    };

    private async Task<PostedShare> PostAsync(byte[] outline, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "files") { Content = new ByteArrayContent(outline) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _server.SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await PostedShare.ReadAsync(body, cancellationToken)
            ?? throw new ShareException(ShareFault.Altered, "The server's answer makes no sense.");
    }

    private async Task<bool> SendAsync(string path, Attempt attempt)
    {
        Confirm(await AskOffsetAsync(path, attempt.Token), attempt);
        Show(new TransferProgress(TransferStage.Running, _offset, _source.Size));
        while (_offset < _source.Size)
        {
            var end = Math.Min(_source.Size, ((_offset / Chunks.Length) + ChunksAtOnce) * Chunks.Length);
            var sent = _offset;
            await using var stream = _source.Open(_offset, end);
            using var request = new HttpRequestMessage(HttpMethod.Patch, path)
            {
                Content = new StreamedContent(stream, length =>
                {
                    attempt.Live();
                    Show(new TransferProgress(TransferStage.Running, sent += length, _source.Size));
                }),
            };

            // A refusal comes before the bytes, not after them.
            request.Headers.ExpectContinue = true;
            request.Headers.Add(OffsetField, _offset.ToString(CultureInfo.InvariantCulture));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            try
            {
                using var response = await _server.SendAsync(request, attempt.Token);
                Confirm(OffsetOf(response), attempt);
            }
            catch (HttpRequestException e) when (e.GetBaseException() is ShareException fault)
            {
                throw new ShareException(fault.Fault, fault.Message, e);
            }
            catch (ShareException e) when (e.Fault == ShareFault.Refused)
            {
                _source.ForgetHashes();
                throw;
            }
        }

        return true;
    }

    /// <summary>The server says how much it has. The bytes that it took and does not have yet may be lost.</summary>
    private void Confirm(long offset, Attempt attempt)
    {
        if (offset > _offset)
        {
            attempt.GetOn();
        }

        _offset = offset;
    }

    private async Task<long> AskOffsetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await _server.SendAsync(request, cancellationToken);
        return OffsetOf(response);
    }

    private long OffsetOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(OffsetField, out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= _source.Size
            ? offset
            : throw new HttpRequestException($"The server does not say how much it has ({(int)response.StatusCode}).", null, HttpStatusCode.BadGateway);
}
