using LanTalk.Server.Logins;

namespace LanTalk.Server.Tests.Logins;

public sealed class CheckPlacesTests
{
    [Fact]
    public async Task KnownKeysGoFirstThenAddressesWithoutFailures()
    {
        var places = new CheckPlaces(1);
        await Task.WhenAll(Quick(places, CheckRank.NoFailures, "x"), Quick(places, CheckRank.NoFailures, "x"));
        var failed = Quick(places, CheckRank.Failures, "guesser");
        var newcomer = Quick(places, CheckRank.NoFailures, "newcomer");
        var known = Quick(places, CheckRank.KnownKey, "key:bob");

        places.Leave(isSlow: false);
        await known;
        newcomer.IsCompleted.Should().BeFalse();
        places.Leave(isSlow: false);
        await newcomer;
        failed.IsCompleted.Should().BeFalse();
        places.Leave(isSlow: false);
        await failed;
    }

    [Fact]
    public async Task WhoeverWaitsTakesTurns()
    {
        var places = new CheckPlaces(1);
        await places.EnterAsync(CheckRank.NoFailures, "x", isSlow: true);
        var guesses = Enumerable.Range(0, 40).Select(_ => places.EnterAsync(CheckRank.NoFailures, "guesser", isSlow: true)).ToList();
        var right = places.EnterAsync(CheckRank.NoFailures, "user", isSlow: true);

        places.Leave(isSlow: true);
        places.Leave(isSlow: true);

        await right;
        guesses.Count(guess => guess.IsCompleted).Should().Be(1);
    }

    [Fact]
    public async Task OnePlaceIsForQuickChecksAlone()
    {
        var places = new CheckPlaces(2);
        var slow = Enumerable.Range(0, 10).Select(i => places.EnterAsync(CheckRank.NoFailures, $"{i}", isSlow: true)).ToList();
        slow.Count(check => check.IsCompleted).Should().Be(2);

        await Quick(places, CheckRank.Failures, "guesser");
    }

    private static Task Quick(CheckPlaces places, CheckRank rank, string owner) => places.EnterAsync(rank, owner, isSlow: false);
}
