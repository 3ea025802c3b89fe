using System.Diagnostics.Metrics;
using LanTalk.Server.Metrics;

namespace LanTalk.Server.Shares;

/// <summary>The figures of the files that users share.</summary>
internal sealed class ShareMetrics
{
    private readonly ShareStore _store;
    private long _received;
    private long _sent;

    public ShareMetrics(IMeterFactory meters, ShareStore store)
    {
        _store = store;
        var meter = meters.Create(MetricNames.Meter);
        meter.CreateObservableGauge(MetricNames.Shares, () => Count, "{share}", "Shares that the server keeps.");
        meter.CreateObservableGauge(MetricNames.SharesSize, () => Kept, "By", "Bytes of shares that the server keeps.");
        meter.CreateObservableUpDownCounter(MetricNames.SharesUploads, () => Uploads, "{upload}", "Uploads in progress.");
        meter.CreateObservableCounter(MetricNames.SharesReceived, () => Received, "By", "Bytes of shares received and kept.");
        meter.CreateObservableCounter(MetricNames.SharesSent, () => Sent, "By", "Bytes of shares sent.");
    }

    /// <summary>How many shares the server keeps.</summary>
    public int Count => _store.All.Count();

    /// <summary>How many bytes of them are there.</summary>
    public long Kept => _store.All.Sum(share => share.Offset);

    /// <summary>How many are being sent to the server now.</summary>
    public int Uploads => _store.All.Count(share => share.IsUploading);

    /// <summary>Bytes received and kept since the start.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Bytes sent since the start.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public void CountReceived(int bytes) => Interlocked.Add(ref _received, bytes);

    public void CountSent(int bytes) => Interlocked.Add(ref _sent, bytes);
}
