using CsCheck;
using LanTalk.Client.Delivery;
using LanTalk.Client.Events;

namespace LanTalk.Client.Tests.Delivery;

public sealed class OutboxTests
{
    private readonly Outbox _outbox = new();

    [Fact]
    public async Task ThingsGoInTheirOrderAndOnceForEachConnection()
    {
        var (one, two) = (await AddAsync("one"), await AddAsync("two"));

        Take(0).Should().BeSameAs(one);
        Take(0).Should().BeSameAs(two);
        Take(0).Should().BeNull();
        _outbox.Break();

        Take(1).Should().BeSameAs(one);
        Take(0).Should().BeNull("that connection is gone");
        Take(1).Should().BeSameAs(two);
    }

    [Fact]
    public async Task WhatIsSettledIsNotSentAgain()
    {
        var (one, two) = (await AddAsync("one"), await AddAsync("two"));
        Take(0);

        _outbox.Settle(one.Nonce).Should().BeSameAs(one);

        _outbox.Settle(one.Nonce).Should().BeNull();
        _outbox.Break();
        Take(1).Should().BeSameAs(two);
    }

    [Fact]
    public async Task ACommandThatMayHaveBeenCarriedOutIsNotSentAgain()
    {
        var (sent, waiting) = (await AddAsync("/ignore Carol"), await AddAsync("/users"));
        Take(0);

        _outbox.Break().Should().Equal(sent);

        Take(1).Should().BeSameAs(waiting);
    }

    [Fact]
    public async Task WhenItIsFullTheNextOneWaits()
    {
        var first = await AddAsync("first");
        for (var i = 1; i < Outbox.Capacity; i++)
        {
            await AddAsync("more");
        }

        var next = _outbox.AddAsync(Outgoing.Say("next", null), CancellationToken.None);
        next.IsCompleted.Should().BeFalse();
        _outbox.Settle(first.Nonce);

        (await next.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue();
    }

    [Fact]
    public async Task OnlyWhatWasNeverOnItsWayIsCancelled()
    {
        var (sent, lost, waiting) = (await AddAsync("sent"), await AddAsync("lost"), await AddAsync("waiting"));
        Take(0);
        Take(0);
        _outbox.Break();
        Take(1);

        _outbox.Cancel().Should().Equal(waiting);

        Take(1).Should().BeSameAs(lost, "it may have arrived");
        Take(1).Should().BeNull();
        _outbox.Settle(sent.Nonce);
        _outbox.Settle(lost.Nonce);
        await _outbox.WaitUntilEmptyAsync(CancellationToken.None);
    }

    [Fact]
    public async Task AfterTheEndNothingIsTaken()
    {
        var one = await AddAsync("one");

        _outbox.GiveUp().Should().Equal(one);

        (await _outbox.AddAsync(Outgoing.Say("two", null), CancellationToken.None)).Should().BeFalse();
        await _outbox.WaitUntilEmptyAsync(CancellationToken.None);
    }

    [Fact]
    public async Task WhoWaitsForTheLastOneIsToldWhenItIsSettled()
    {
        var one = await AddAsync("one");
        var empty = _outbox.WaitUntilEmptyAsync(CancellationToken.None);
        empty.IsCompleted.Should().BeFalse();

        _outbox.Settle(one.Nonce);

        await empty.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void WhateverHappensEachThingComesOutExactlyOnce()
    {
        // 0 adds, 1 adds a command, 2 sends, 3 echoes, acknowledges or refuses one, 4 breaks the connection.
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1000]).List[0, 200].Sample(steps =>
        {
            var outbox = new Outbox();
            var added = new List<Outgoing>();
            var sent = new List<Outgoing>(); // on the present connection
            var settled = new List<Outgoing>();
            var lost = new List<Outgoing>();
            foreach (var (what, which) in steps)
            {
                switch (what)
                {
                    case 0 or 1 when outbox.Count < Outbox.Capacity:
                        added.Add(Outgoing.Say(what == 0 ? "text" : "/users", null));
                        outbox.AddAsync(added[^1], CancellationToken.None).IsCompletedSuccessfully.Should().BeTrue();
                        break;
                    case 2 when Take(outbox.Connection, outbox) is { } taken:
                        sent.Should().NotContain(taken, "it is sent once on a connection");
                        sent.Add(taken);
                        break;
                    case 3 when added.Count > 0:
                        // Also for messages that are not on their way, or are already settled: a server may send anything.
                        if (outbox.Settle(added[which % added.Count].Nonce) is { } one)
                        {
                            settled.Add(one);
                        }

                        break;
                    case 4:
                        var broken = outbox.Break();
                        broken.All(command => command.IsCommand && sent.Contains(command)).Should().BeTrue();
                        lost.AddRange(broken);
                        sent.Clear();
                        break;
                }
            }

            lost.AddRange(outbox.GiveUp());

            var ended = settled.Concat(lost).ToList();
            ended.Should().HaveCount(added.Count);
            ended.ToHashSet().SetEquals(added).Should().BeTrue();
            outbox.Count.Should().Be(0);
        });
    }

    private async Task<Outgoing> AddAsync(string text)
    {
        var outgoing = Outgoing.Say(text, null);
        await _outbox.AddAsync(outgoing, CancellationToken.None);
        return outgoing;
    }

    private Outgoing? Take(int connection, Outbox? from = null) =>
        (from ?? _outbox).FindNext(connection) is { } next ? (from ?? _outbox).Take(connection, next) : null;
}
