using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Testing;

namespace LanTalk.Client.Tests.LoggingIn;

/// <summary>A man in the middle between a client and a server: it shows the client its own certificate and passes everything on.</summary>
internal sealed class TlsRelay : IDisposable
{
    private readonly X509Certificate2 _certificate = ScriptedServer.CreateCertificate();
    private readonly SslStream _near;
    private readonly Stream _far;

    public TlsRelay(DuplexStream client, Stream server)
    {
        (_near, _far) = (new SslStream(client), server);
        Running = RunAsync();
    }

    public Task Running { get; }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
        _certificate.Dispose();
    }

    private async Task RunAsync()
    {
        await _near.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [new SslApplicationProtocol("lantalk/3")] });
        await Task.WhenAny(_near.CopyToAsync(_far), _far.CopyToAsync(_near));
    }
}
