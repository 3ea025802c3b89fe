using System.Net;
using System.Text;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Shares;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace LanTalk.Server.Transfers;

/// <summary>Takes the descriptions of shares, and gives them out.</summary>
internal sealed class ShareDescriptions(
    LanTalkServerOptions options, ShareStore store, ShareDisk disk, IShareAccess access, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The longest description without its hashes.</summary>
    private const int MostFacts = 4096;

    /// <summary>The longest description where the size of a share is not limited; with it, a share has about 380 GiB.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private const string JsonType = "application/json";

    /// <summary>How long a description may be: what the hashes of the largest share take.</summary>
    private int Longest => options.MaxFile is > 0 and var most
        ? (int)Math.Min(MostBytes, MostFacts + (Chunks.CountOf(most) * Chunks.HashLength * 4 / 3))
        : MostBytes;

    private string MostTold => options.MaxFile > 0
        ? $"The description is longer than one can be: this server takes at most {ByteSize.Format(options.MaxFile)} at once."
        : $"A description has at most {Longest:N0} bytes.";

    /// <summary>Takes a description, and reserves the space of the share.</summary>
    public async Task ReadAsync(IFeatureCollection context, ShareTicket ticket)
    {
        await using var body = RequestBody.Of(context, time, lifetime.ApplicationStopping);
        using var opened = SealedContent.TryOpen(body, BodyCover.OfRequest(context, ticket));
        var answer = await ReadAsync(opened ?? (IRequestContent)body, ticket);
        if (!body.IsBroken)
        {
            await (answer.IsLast ? answer : answer with { Cover = BodyCover.OfAnswer(context, ticket) }).WriteAsync(context);
            await body.DrainAsync();
        }
    }

    /// <summary>Gives out the description of a share.</summary>
    public async Task WriteAsync(IFeatureCollection context, Share share, ShareTicket ticket)
    {
        byte[] hashes;
        try
        {
            hashes = await disk.RunAsync(share.Folder.ReadHashes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await TransferAnswer.Of(share.Removed.IsCancellationRequested ? Gone(share) : disk.ProblemOf(e)).WriteAsync(context);
            return;
        }

        var outline = OutlineOf(share, Base64UrlText.Write(hashes));
        await new TransferAnswer(HttpStatusCode.OK, outline) { ContentType = JsonType, Cover = BodyCover.OfAnswer(context, ticket) }.WriteAsync(context);
    }

    /// <summary>A share was removed while it was in use.</summary>
    internal static ShareProblem Gone(Share share) => new(ShareFault.Gone, $"Share {share.Facts.Id} was removed.");

    private async Task<TransferAnswer> ReadAsync(IRequestContent body, ShareTicket ticket)
    {
        using var json = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.FillAsync(buffer) is > 0 and var length)
        {
            json.Write(buffer, 0, length);
            if (json.Length > Longest)
            {
                return TransferAnswer.Refusal(HttpStatusCode.RequestEntityTooLarge, MostTold);
            }
        }

        if (body.IsForged)
        {
            return BodyCover.Forged;
        }

        var (described, fault) = Read(json.GetBuffer().AsSpan(0, (int)json.Length));
        if (described is null)
        {
            return TransferAnswer.Refusal(HttpStatusCode.BadRequest, fault!);
        }

        var (share, problem) = await store.CreateAsync(ticket.User, described);
        return share is null ? TransferAnswer.Of(problem!) : new TransferAnswer(HttpStatusCode.Created, AnswerOf(share))
        {
            ContentType = JsonType,
            Location = SharePath.Of(share.Facts.Id),
        };
    }

    /// <summary>Reads a description; with a recipient it is a sealed one, whatever else it says, and nothing else of it is kept.</summary>
    private (ShareDescription? Described, string? Fault) Read(ReadOnlySpan<byte> json)
    {
        if (SealedOutline.TryParse(json) is { } sealedOutline)
        {
            return sealedOutline.FindFault() is { } fault ? (null, fault)
                : access.FindRecipient(sealedOutline.To, sealedOutline.ToKey) is { } to ? (ShareDescription.Of(sealedOutline, to), null)
                : (null, $"There is nobody named {SafeText.Clean(sealedOutline.To)} with that key.");
        }

        return ShareOutline.TryParse(json) is not { } outline
            ? (null, "The description must be a JSON object with title, count, size, manifest_size, root and hashes, or with to, to_key, size, root and hashes.")
            : outline.FindFault() is { } wrong ? (null, wrong) : (ShareDescription.Of(outline), null);
    }

    private static byte[] OutlineOf(Share share, string hashes)
    {
        var (facts, offset) = (share.Facts, share.Offset);
        if (share.Record.To is { } to)
        {
            var key = to.Key[(to.Key.IndexOf(':') + 1)..];
            return new SealedOutline(to.Name, key, facts.Size, facts.Root, hashes) { Share = facts.Id, Offset = offset }.ToJson();
        }

        return new ShareOutline(facts.Title, facts.Count, facts.Size, facts.ManifestSize, facts.Root, hashes) { Share = facts.Id, Offset = offset }.ToJson();
    }

    private static byte[] AnswerOf(Share share) =>
        Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"share":{{share.Facts.Id}},"offset":{{share.Offset}}}"""));
}
