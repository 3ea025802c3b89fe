using LanTalk.Cli.Chatting;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class DepartureTests : IDisposable
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Departure _departure;

    public DepartureTests() => _departure = new Departure(_prompt, "leave", _time);

    [Fact]
    public void ASecondPressLeavesAndAThirdDoesNotWait()
    {
        _departure.Press();
        _prompt.Lines.Should().Equal("Press Ctrl-C again to leave.");
        _departure.Begun.IsCancellationRequested.Should().BeFalse();

        _time.Advance(Departure.Confirming);
        _departure.Press();
        _departure.Begun.IsCancellationRequested.Should().BeTrue();
        _departure.Hurried.IsCancellationRequested.Should().BeFalse();

        _departure.Press();
        _departure.Hurried.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void APressLongAfterAnotherIsAFirstOneAgain()
    {
        _departure.Press();
        _time.Advance(Departure.Confirming + TimeSpan.FromTicks(1));

        _departure.Press();

        _departure.Begun.IsCancellationRequested.Should().BeFalse();
        _prompt.Lines.Should().HaveCount(2);
    }

    [Fact]
    public void AUserWhoLeavesInAnotherWayNeedNotWaitEither()
    {
        _departure.Begin();

        _departure.Press();

        _departure.Hurried.IsCancellationRequested.Should().BeTrue();
    }

    public void Dispose() => _departure.Dispose();
}
