using LanTalk.Client.Discovery;

namespace LanTalk.Client.Tests.Discovery;

public sealed class AskScheduleTests
{
    [Fact]
    public void QuestionsAreAskedQuicklyAtFirstAndThenSteadily()
    {
        var at = new List<double> { 0 };
        for (var asked = 1; asked < 7; asked++)
        {
            at.Add(at[^1] + AskSchedule.DelayAfter(asked).TotalMilliseconds);
        }

        at.Should().Equal(0, 150, 500, 1500, 3500, 5500, 7500);
    }
}
