using System.Buffers.Text;
using System.Text.Json;
using LanTalk.Benchmarks.Load;
using LanTalk.Protocol.Security;

namespace LanTalk.Benchmarks.Servers;

/// <summary>The real tool, spoken to in version 3: inside TLS, with a login that is signed.</summary>
internal sealed class LanTalkTlsServer : LanTalkServer
{
    public override string Name => "lantalk-tls";

    public override Dialect Dialect => base.Dialect with
    {
        IsTls = true,
        Echoes = true,
        Login = index =>
        [
            new("", "}\n"),
            new((heard, certificate) => LogIn($"u{index:00000}", heard, certificate), "\"auth_ok\""),
        ],
    };

    private static string LogIn(string name, string heard, byte[] certificate)
    {
        using var key = UserKey.Create();
        var request = JsonSerializer.Deserialize<JsonElement>(heard[..heard.IndexOf('\n', StringComparison.Ordinal)]);
        var transcript = new LoginTranscript
        {
            ChannelBinding = ServerFingerprint.Of(certificate).Hash,
            Nonce = Base64Url.DecodeFromChars(request.GetProperty("nonce").GetString()),
            UserName = name,
            Identity = key.Identity,
        };
        return JsonSerializer.Serialize(new
        {
            username = name,
            key = Base64Url.EncodeToString(key.Identity.SigningKey.Span),
            agreement_key = Base64Url.EncodeToString(key.Identity.AgreementKey.Span),
            agreement_signature = Base64Url.EncodeToString(key.Identity.AgreementSignature.Span),
            signature = Base64Url.EncodeToString(key.Sign(transcript.SignedBytes())),
        }) + "\n";
    }
}
