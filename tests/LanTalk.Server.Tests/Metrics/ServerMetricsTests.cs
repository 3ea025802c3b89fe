using System.Diagnostics.Metrics;
using System.Net;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Server.Metrics;
using LanTalk.Server.Rooms;
using LanTalk.Server.Tests.Transfers;

namespace LanTalk.Server.Tests.Metrics;

public sealed class ServerMetricsTests
{
    [Fact]
    public async Task WhoeverCollectsMetricsSeesWhatHappened()
    {
        await using var server = TestServer.Start(options => options with { SendWindow = 1000, RateLimit = null });
        using var collector = new Collector(server.Get<IMeterFactory>());
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await bob.SayAsync("one");
        await bob.SayAsync("two");
        await carol.ReadTextsAsync("message", 2);
        await bob.SayAsync("/pm Carol in private");
        await bob.SayAsync("   ");
        await bob.SendAsync("nonsense");
        await bob.DrainAsync();
        await server.Get<RoomRegistry>().FlushAsync();
        (await server.Connect(IPAddress.Parse("192.168.1.66")).LogInAsync("not a name")).Text("code").Should().Be("name_invalid");

        var seen = collector.Collect();

        seen[MetricNames.Sessions].Should().Be(2);
        seen[MetricNames.Connections].Should().Be(3);
        seen[MetricNames.LoginsRefused].Should().Be(1);
        seen[MetricNames.Messages].Should().Be(2);
        seen[MetricNames.PrivateMessages].Should().Be(1);
        seen[MetricNames.MessagesRefused].Should().Be(1);
        seen[MetricNames.FramesDropped].Should().Be(1);
        seen[MetricNames.SessionsCut].Should().Be(0);
        seen[MetricNames.Lag].Should().Be(0);
        seen[MetricNames.Bans].Should().Be(0);
        seen[MetricNames.DeliveryDuration].Should().BeGreaterThanOrEqualTo(0);

        // Two messages for both. Whether a join counts its own user among the readers already is a matter of timing: Bob's has none or one, Carol's
        // one or two.
        seen[MetricNames.Deliveries].Should().BeInRange(5, 7);
    }

    [Fact]
    public async Task FilesThatComeAndGoAreCounted()
    {
        await using var server = TestServer.Start();
        using var collector = new Collector(server.Get<IMeterFactory>());
        using var key = UserKey.Create();
        var bob = await FileClient.JoinAsync(server, "Bob", key);
        var sample = new SampleShare(Chunks.Length + 10);
        var share = await bob.ShareAsync(sample);
        await bob.GetAsync(share, $"/files/{share}", "Range: bytes=0-99");
        await bob.DescribeAsync(new SampleShare(5000, seed: 2));

        var seen = collector.Collect();

        seen[MetricNames.Shares].Should().Be(2);
        seen[MetricNames.SharesSize].Should().Be(sample.Content.Length);
        seen[MetricNames.SharesUploads].Should().Be(0);
        seen[MetricNames.SharesReceived].Should().Be(sample.Content.Length);
        seen[MetricNames.SharesSent].Should().Be(100);
    }

    [Fact]
    public async Task AReaderThatTakesNothingIsSeenToLagAndToBeCut()
    {
        await using var server = TestServer.Start(options => options with { SendWindow = 20_000, RateLimit = null });
        using var collector = new Collector(server.Get<IMeterFactory>());
        await server.JoinAsync("Stuck", buffer: 4096);
        var bob = await server.JoinAsync("Bob");
        for (var i = 0; i < 30; i++)
        {
            await bob.SayAsync(new string('x', 1000));
        }

        await bob.DrainAsync();
        collector.Collect()[MetricNames.Lag].Should().BeGreaterThan(20_000);
        server.Pass(TimeSpan.FromSeconds(1));
        (await bob.ReadAsync("system")).Text("event").Should().Be("leave");

        collector.Collect()[MetricNames.SessionsCut].Should().Be(1);
    }

    /// <summary>Listens to one server's meters, as <c>dotnet-counters</c> does from another process.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly Dictionary<string, double> _seen = [];
        private readonly MeterListener _listener = new();

        public Collector(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == MetricNames.Meter && instrument.Meter.Scope == factory)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument, value));
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument, value));
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument, value));
            _listener.Start();
        }

        public IReadOnlyDictionary<string, double> Collect()
        {
            _listener.RecordObservableInstruments();
            lock (_seen)
            {
                return new Dictionary<string, double>(_seen);
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Note(Instrument instrument, double value)
        {
            lock (_seen)
            {
                _seen[instrument.Name] = value;
            }
        }
    }
}
