using LanTalk.Server.Security;

namespace LanTalk.Server.Tests.Security;

public sealed class PasswordVerifierTests
{
    [Theory]
    [InlineData("sesame", "sesame", true)]
    [InlineData("sesame", "Sesame", false)]
    [InlineData("sesame", "sesame ", false)]
    [InlineData("sesame", "", false)]
    [InlineData("pässwörd 👋", "pässwörd 👋", true)]
    public async Task OnlyThePasswordIsRight(string password, string candidate, bool isRight)
    {
        (await PasswordVerifier.Create(password).VerifyAsync(candidate, CancellationToken.None)).Should().Be(isRight);
    }

    [Fact]
    public async Task AHugeCandidateIsWrong()
    {
        (await PasswordVerifier.Create("sesame").VerifyAsync(new string('x', 1025), CancellationToken.None)).Should().BeFalse();
    }
}
