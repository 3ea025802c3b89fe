using LanTalk.Cli.Joining;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Joining;

public sealed class ChatLineTests
{
    public static TheoryData<string, ClientMessage> Lines => new()
    {
        { "hello", new Say("hello") },
        { "/users", new Say("/users") },
        { "//etc", new Say("//etc") },
        { "/pm Bob  two words ", new Whisper("Bob", "two words") },
        { "/PM Bob hi", new Whisper("Bob", "hi") },
        { "/pm Bob", new Say("/pm Bob") },
        { "/pmx Bob hi", new Say("/pmx Bob hi") },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void ALineIsAMessageACommandOrAPrivateMessage(string line, ClientMessage message)
    {
        ChatLine.Parse(line).Should().Be(message);
    }

    [Theory]
    [InlineData("/verify Carol", true, "Carol")]
    [InlineData(" /VERIFY  Carol ", true, "Carol")]
    [InlineData("/verify", true, "")]
    [InlineData("/verifying", false, "")]
    [InlineData("//verify Carol", false, "")]
    public void VerifyIsTheClientsOwn(string line, bool isVerify, string user)
    {
        ChatLine.IsVerify(line, out var named).Should().Be(isVerify);
        named.Should().Be(user);
    }
}
