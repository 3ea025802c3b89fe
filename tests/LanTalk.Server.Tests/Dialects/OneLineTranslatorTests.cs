using System.Text;
using LanTalk.Server.Dialects;

namespace LanTalk.Server.Tests.Dialects;

public sealed class OneLineTranslatorTests
{
    [Theory]
    [InlineData("""{"text":"Hello!"}""", """{"text":"Hello!"}""")]
    [InlineData("""{"text":"one\ntwo\n\nthree"}""", """{"text":"one ⏎ two ⏎  ⏎ three"}""")]
    [InlineData("""{"text":"C:\\new"}""", """{"text":"C:\\new"}""")]
    [InlineData("""{"text":"C:\\\new"}""", """{"text":"C:\\ ⏎ ew"}""")]
    [InlineData("""{"text":"a \"quote\" and \uD83D\uDE00\n"}""", """{"text":"a \"quote\" and \uD83D\uDE00 ⏎ "}""")]
    public void ALineFeedInATextIsShownAsASignOnTheSameLine(string frame, string expected) =>
        Encoding.UTF8.GetString(new OneLineTranslator().Translate(Encoding.UTF8.GetBytes(frame + "\n"))).Should().Be(expected + "\n");
}
