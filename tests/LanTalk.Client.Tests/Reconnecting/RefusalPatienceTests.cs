using LanTalk.Client.Reconnecting;
using LanTalk.Protocol.Messages;

namespace LanTalk.Client.Tests.Reconnecting;

public sealed class RefusalPatienceTests
{
    [Theory]
    [InlineData(AuthFailCodes.Banned)]
    [InlineData(AuthFailCodes.Password)]
    [InlineData(AuthFailCodes.Key)]
    [InlineData(AuthFailCodes.NameInvalid)]
    [InlineData("a code of tomorrow")]
    [InlineData(null)]
    public void ARefusalForGoodIsTheEnd(string? code)
    {
        new RefusalPatience().TriesAgain(code).Should().BeFalse();
    }

    [Theory]
    [InlineData(AuthFailCodes.Busy, 20)]
    [InlineData(AuthFailCodes.Timeout, 20)]
    [InlineData(AuthFailCodes.NameTaken, 4)]
    public void OneThatMayPassIsTriedAgainButNotForEver(string code, int times)
    {
        var patience = new RefusalPatience();

        Enumerable.Range(0, times).Select(_ => patience.TriesAgain(code)).Should().OnlyContain(again => again);
        patience.TriesAgain(code).Should().BeFalse();
    }
}
