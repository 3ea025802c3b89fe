using System.Net;
using LanTalk.Server.Connections;

namespace LanTalk.Server.Tests.Connections;

public sealed class HandshakeGateTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Two = IPAddress.Parse("10.0.0.2");

    private readonly HandshakeGate _gate = new();

    [Fact]
    public void OneAddressHoldsUpItselfAlone()
    {
        var ones = Enter(One, 200);

        ones.Count(entry => entry.IsCompleted).Should().Be(HandshakeGate.MaxPerAddress);
        Enter(Two, 1).Should().OnlyContain(entry => entry.IsCompleted);
    }

    [Fact]
    public async Task WhoWaitsComesInWhenAnotherLeaves()
    {
        var ones = Enter(One, HandshakeGate.MaxPerAddress + 2);

        _gate.Leave(One);

        (await ones[^2].WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
        ones[^1].IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task AddressesTakeTurnsWhenThereIsNoPlaceAtAll()
    {
        var busy = Enumerable.Range(0, HandshakeGate.MaxInAll).Select(i => new IPAddress([10, 1, 0, (byte)i])).ToList();
        busy.ForEach(address => Enter(address, 1).Single().IsCompleted.Should().BeTrue());
        var ones = Enter(One, 5);
        var twos = Enter(Two, 2);

        busy.Take(3).ToList().ForEach(_gate.Leave);

        await Task.WhenAll(ones[0], twos[0], ones[1]).WaitAsync(TimeSpan.FromSeconds(30));
        ones[2].IsCompleted.Should().BeFalse();
        twos[1].IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task WhoIsGoneLosesItsTurnAndHoldsUpNobody()
    {
        Enter(One, HandshakeGate.MaxPerAddress);
        using var gone = new CancellationTokenSource();
        var waiting = _gate.EnterAsync(One, gone.Token).AsTask();
        var next = Enter(One, 1).Single();

        await gone.CancelAsync();
        _gate.Leave(One);

        (await waiting).Should().BeFalse();
        (await next.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
    }

    [Fact]
    public void AnIPv6NetworkIsOneAddressUnlessItIsTheLinks()
    {
        Enter(IPAddress.Parse("2001:db8::1"), HandshakeGate.MaxPerAddress);
        Enter(IPAddress.Parse("fe80::1"), HandshakeGate.MaxPerAddress);

        Enter(IPAddress.Parse("2001:db8::2"), 1).Single().IsCompleted.Should().BeFalse();
        Enter(IPAddress.Parse("fe80::2"), 1).Single().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task PlacesAreNeverLost()
    {
        for (var round = 0; round < 10; round++)
        {
            var entries = Enter(One, 50);
            foreach (var entry in entries)
            {
                (await entry.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
                _gate.Leave(One);
            }
        }
    }

    private List<Task<bool>> Enter(IPAddress address, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _gate.EnterAsync(address, CancellationToken.None).AsTask())];
}
