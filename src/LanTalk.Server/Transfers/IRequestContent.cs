namespace LanTalk.Server.Transfers;

/// <summary>The content of a request: its body as it came, or the content that was sealed in it.</summary>
internal interface IRequestContent
{
    /// <summary>Whether the rest of it cannot be opened: it is not what the holder of the ticket's key has sealed for this request.</summary>
    bool IsForged { get; }

    /// <summary>Fills a buffer; returns how much of it, less only at the end of the body and after <see cref="StopFilling"/>.</summary>
    ValueTask<int> FillAsync(Memory<byte> buffer);

    /// <summary>Makes <see cref="FillAsync"/> return what it has: the rest is not wanted any more. Any thread may call it.</summary>
    void StopFilling();
}
