using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Text;

public sealed class NearestWordTests
{
    private static readonly string[] Words = ["me", "pm", "msg", "join", "quit", "history", "search", "--host", "--name"];

    [Theory]
    [InlineData("mp", "pm")] // the same letters are nearer than another one
    [InlineData("pmm", "pm")]
    [InlineData("p", "pm")]
    [InlineData("jion", "join")]
    [InlineData("QUTI", "quit")]
    [InlineData("hsitroy", "history")]
    [InlineData("--nmae", "--name")]
    [InlineData("--last", null)] // two of four letters are too many
    [InlineData("xyz", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void TheNearestWordIsTheOneThatWasProbablyMeant(string typed, string? word)
    {
        NearestWord.Find(typed, Words).Should().Be(word);
    }
}
