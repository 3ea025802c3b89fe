using System.Runtime.Versioning;
using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Identity;

public sealed class ServerIdentityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string File => _directory.File("identity.pem");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AnIdentityIsMadeOnceAndKept()
    {
        using var made = ServerIdentityFile.Open(_directory.Path);
        using var read = ServerIdentityFile.Open(_directory.Path);

        read.Fingerprint.Should().Be(made.Fingerprint).And.Be(ServerFingerprint.Of(read.Certificate.RawData));
        read.Certificate.HasPrivateKey.Should().BeTrue();
        read.Certificate.Subject.Should().Be("CN=lantalk");
        Directory.GetFiles(_directory.Path).Should().Equal(File);
    }

    [Fact]
    public void TwoServersAreNotTheSame()
    {
        using var other = new TemporaryDirectory();
        using var one = ServerIdentityFile.Open(_directory.Path);
        using var two = ServerIdentityFile.Open(other.Path);

        one.Fingerprint.Should().NotBe(two.Fingerprint);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void OnlyItsOwnerCanReadTheFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        ServerIdentityFile.Open(_directory.Path).Dispose();

        System.IO.File.GetUnixFileMode(File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [UnsupportedOSPlatform("windows")]
    public void AFileThatOthersCanOpenIsNotUsed(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        ServerIdentityFile.Open(_directory.Path).Dispose();
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        FluentActions.Invoking(() => ServerIdentityFile.Open(_directory.Path))
            .Should().Throw<ServerIdentityException>().WithMessage($"{File} *chmod 600*");
    }

    [Fact]
    public void ACorruptFileIsNamedAndLeftAsItIs()
    {
        ServerIdentityFile.Open(_directory.Path).Dispose();
        var pem = System.IO.File.ReadAllText(File);
        using var other = ServerIdentity.Create();
        foreach (var corrupt in new[]
                 {
                     "",
                     "nonsense",
                     pem[..(pem.Length / 2)],
                     pem[pem.IndexOf("-----BEGIN CERTIFICATE", StringComparison.Ordinal)..],
                     pem[..pem.IndexOf("-----BEGIN CERTIFICATE", StringComparison.Ordinal)] + other.Certificate.ExportCertificatePem(),
                 })
        {
            System.IO.File.WriteAllText(File, corrupt);

            FluentActions.Invoking(() => ServerIdentityFile.Open(_directory.Path))
                .Should().Throw<ServerIdentityException>().WithMessage($"{File} *left as it is.");
            System.IO.File.ReadAllText(File).Should().Be(corrupt);
        }
    }

    [Fact]
    public void ADirectoryThatIsNotThereIsAnErrorThatNamesTheFile()
    {
        FluentActions.Invoking(() => ServerIdentityFile.Open(_directory.File("missing")))
            .Should().Throw<ServerIdentityException>().WithMessage("*identity.pem cannot be used: *");
    }
}
