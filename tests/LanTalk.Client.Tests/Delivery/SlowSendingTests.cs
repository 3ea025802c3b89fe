using LanTalk.Client.Delivery;
using LanTalk.Client.Events;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Delivery;

public sealed class SlowSendingTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Outbox _outbox = new();
    private readonly List<int> _shown = [];

    [Fact]
    public async Task WhatIsSentInAMomentIsNotWorthAWord()
    {
        using var watch = new SlowSending(_outbox, _time, _shown.Add);
        for (var i = 0; i < 10; i++)
        {
            var outgoing = await AddAsync();
            _time.Advance(TimeSpan.FromMilliseconds(200));
            _outbox.Settle(outgoing.Nonce);
        }

        _time.Advance(TimeSpan.FromHours(1));

        _shown.Should().BeEmpty();
    }

    [Fact]
    public async Task WhatTakesLongerIsCountedUntilItIsDone()
    {
        using var watch = new SlowSending(_outbox, _time, _shown.Add);
        var (one, two) = (await AddAsync(), await AddAsync());

        _time.Advance(SlowSending.Noticeable);
        _outbox.Settle(one.Nonce);
        _outbox.Settle(two.Nonce);

        _shown.Should().Equal(2, 1, 0);
    }

    private async Task<Outgoing> AddAsync()
    {
        var outgoing = Outgoing.Say("hi", null);
        await _outbox.AddAsync(outgoing, CancellationToken.None);
        return outgoing;
    }
}
