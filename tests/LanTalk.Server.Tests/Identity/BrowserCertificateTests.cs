using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using LanTalk.Server.Web;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Identity;

public sealed class BrowserCertificateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public BrowserCertificateTests()
    {
        var (certificate, key) = Make();
        File.WriteAllText(CertificateFile, certificate);
        File.WriteAllText(KeyFile, key);
    }

    private string CertificateFile => _directory.File("chat.pem");

    private string KeyFile => _directory.File("chat.key");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task BrowsersAreShownItAndPinnedClientsTheServersOwn()
    {
        await using var server = TestServer.Start(options => options with { TlsCertificate = CertificateFile, TlsKey = KeyFile });
        using var client = await TlsTestClient.ConnectAsync(server.Knock().ClientStream);
        await using var browser = await BrowseAsync(server, SslApplicationProtocol.Http11);
        await using var other = await BrowseAsync(server);
        await using var files = await BrowseAsync(server, new SslApplicationProtocol("lantalk/3-http"));

        client.Fingerprint.Should().Be(server.Get<ServerIdentity>().Fingerprint);
        browser.RemoteCertificate!.Subject.Should().Be("CN=chat.example");
        other.RemoteCertificate!.Subject.Should().Be("CN=chat.example");
        ServerFingerprint.Of(files.RemoteCertificate!.GetRawCertData()).Should().Be(server.Get<ServerIdentity>().Fingerprint, "its client knows it by that");
    }

    [Fact]
    public async Task AHelloThatComesInPiecesIsWaitedFor()
    {
        await using var server = TestServer.Start(options => options with { TlsCertificate = CertificateFile, TlsKey = KeyFile });

        using var client = await TlsTestClient.ConnectAsync(new SlowStream(server.Knock().ClientStream));

        client.Fingerprint.Should().Be(server.Get<ServerIdentity>().Fingerprint);
    }

    [Fact]
    public async Task TheServerIsReachedByTheNamesInIt()
    {
        await using var server = TestServer.Start(options => options with { TlsCertificate = CertificateFile, TlsKey = KeyFile });
        var names = server.Get<OwnNames>();

        names.Accept("chat.example:5050", "https://chat.example:5050").Should().BeTrue();
        names.Accept("other.example:5050", "").Should().BeFalse();
    }

    [Fact]
    public void WithoutFilesThereIsNone() => Open(null, null).Context.Should().BeNull();

    [Fact]
    public void AMissingFileIsNamed()
    {
        Failing(_directory.File("none"), KeyFile).WithMessage($"--tls-certificate cannot be read: *{_directory.File("none")}*");
        Failing(CertificateFile, _directory.File("none")).WithMessage($"--tls-key cannot be read: *{_directory.File("none")}*");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void AFileThatIsNoCertificateIsNamed(string content)
    {
        File.WriteAllText(CertificateFile, content);

        Failing(CertificateFile, KeyFile).WithMessage($"{CertificateFile} (--tls-certificate) holds no certificate in PEM*openssl x509*");
    }

    [Fact]
    public void AKeyOfAnotherCertificateIsNamed()
    {
        File.WriteAllText(KeyFile, Make().Key);

        Failing(CertificateFile, KeyFile).WithMessage($"The key in {KeyFile} (--tls-key) does not belong to the first certificate in {CertificateFile}*");
    }

    [Fact]
    public void AKeyWithAPasswordIsExplained()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(KeyFile,
            key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));

        Failing(CertificateFile, KeyFile).WithMessage($"The key in {KeyFile} needs a password.*openssl pkey*");
    }

    private static BrowserCertificate Open(string? certificate, string? key) =>
        BrowserCertificate.Open(new LanTalkServerOptions { Name = "Alice", TlsCertificate = certificate, TlsKey = key });

    private static FluentAssertions.Specialized.ExceptionAssertions<ServerIdentityException> Failing(string certificate, string key) =>
        FluentActions.Invoking(() => Open(certificate, key)).Should().Throw<ServerIdentityException>();

    private static async Task<SslStream> BrowseAsync(TestServer server, params SslApplicationProtocol[] protocols)
    {
        var stream = new SslStream(server.Knock().ClientStream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "chat.example", ApplicationProtocols = [.. protocols] });
        return stream;
    }

    private static (string Certificate, string Key) Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=chat.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("chat.example");
        request.CertificateExtensions.Add(names.Build());
        var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(begin, begin.AddYears(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Writes each byte by itself.</summary>
    private sealed class SlowStream(Stream inner) : AsyncStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                await inner.WriteAsync(buffer.Slice(i, 1), cancellationToken);
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();
    }
}
