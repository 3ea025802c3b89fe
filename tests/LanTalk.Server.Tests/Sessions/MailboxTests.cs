using LanTalk.Server.Sessions;

namespace LanTalk.Server.Tests.Sessions;

public sealed class MailboxTests
{
    private readonly Mailbox _mailbox = new();

    [Fact]
    public void ItCountsWhatIsHeldWhatIsDueAndWhatIsBeingTaken()
    {
        _mailbox.TryPost(new byte[10]).Should().BeTrue();
        _mailbox.TryHold(new byte[20], out var mustBring).Should().BeTrue();
        (mustBring, _mailbox.Due, _mailbox.Bytes).Should().Be((true, 1, 30L));

        _mailbox.Release(1).Should().BeFalse();
        (_mailbox.Due, _mailbox.IsHolding).Should().Be((2, false));
        _mailbox.TryTake(out var first).Should().BeTrue();
        (first.Length, _mailbox.Bytes).Should().Be((10, 30L));
        _mailbox.Taken();
        _mailbox.Bytes.Should().Be(20);
    }

    [Fact]
    public void OnlyTheFirstThatIsHeldHasToBeBroughtAndWhatComesMeanwhileIsNext()
    {
        _mailbox.TryHold(new byte[1], out var isFirst);
        var held = _mailbox.Look();
        _mailbox.TryHold(new byte[1], out var isSecond);

        (isFirst, isSecond).Should().Be((true, false));
        _mailbox.Release(held.Count).Should().BeTrue();
        (_mailbox.Due, _mailbox.IsHolding).Should().Be((1, true));
        _mailbox.Release(_mailbox.Look().Count).Should().BeFalse();
    }

    [Theory]
    [InlineData(Mailbox.CrowdCount, 1)]
    [InlineData(4, Mailbox.CrowdBytes / 4)]
    public async Task ACrowdIsRelievedWhenHalfOfItIsTaken(int count, int bytes)
    {
        for (var i = 0; i < count; i++)
        {
            _mailbox.IsCrowded.Should().BeFalse();
            _mailbox.TryPost(new byte[bytes]);
        }

        var relief = _mailbox.ReliefAsync();
        _mailbox.IsCrowded.Should().BeTrue();
        for (var i = 0; i < count / 2; i++)
        {
            relief.IsCompleted.Should().BeFalse();
            _mailbox.TryTake(out _);
            _mailbox.Taken();
        }

        await relief.WaitAsync(TimeSpan.FromSeconds(30));
        _mailbox.ReliefAsync().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task NobodyWaitsForOneThatIsClosed()
    {
        while (!_mailbox.IsCrowded)
        {
            _mailbox.TryPost(new byte[1]);
        }

        var relief = _mailbox.ReliefAsync();
        _mailbox.Close();

        await relief.WaitAsync(TimeSpan.FromSeconds(30));
        _mailbox.ReliefAsync().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void NothingComesBehindTheLastWord()
    {
        _mailbox.TryHold(new byte[1], out _);
        _mailbox.HoldEnd(new byte[5]).Should().BeFalse("somebody is on the way");
        _mailbox.TryHold(new byte[1], out var mustBring).Should().BeTrue();

        (mustBring, _mailbox.Bytes).Should().Be((false, 1L));
        _mailbox.Look().Should().Be(new Mailbox.Held(1, _mailbox.Look().LastWord));
        _mailbox.Look().LastWord!.Value.Length.Should().Be(5);
    }

    [Fact]
    public void AFullOneTakesNothingMore()
    {
        for (var i = 0; i < Mailbox.Capacity; i++)
        {
            _mailbox.TryPost(new byte[1]).Should().BeTrue();
        }

        _mailbox.TryPost(new byte[1]).Should().BeFalse();
        _mailbox.TryHold(new byte[1], out _).Should().BeFalse();
    }
}
