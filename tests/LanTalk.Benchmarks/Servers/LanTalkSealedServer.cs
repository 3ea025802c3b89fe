using System.Buffers.Text;
using System.Text.Json;
using LanTalk.Benchmarks.Load;
using LanTalk.Protocol.Security;

namespace LanTalk.Benchmarks.Servers;

/// <summary>The real tool, used in version 3: encrypted, with a signed login.</summary>
/// <param name="name">Its name in reports.</param>
/// <param name="openChannel">Makes the encrypted channel.</param>
internal sealed class LanTalkSealedServer(string name, Func<IChannel> openChannel) : LanTalkServer
{
    public override string Name => name;

    public override Dialect Dialect => base.Dialect with
    {
        OpenChannel = openChannel,

        // The generator computes as much for a login as the server: with more of them at once, some would wait longer than a server does.
        LoginsAtOnce = 100,
        Echoes = true,
        Login = index =>
        [
            new("", "}\n"),
            new((heard, binding) => LogIn($"u{index:00000}", heard, binding), "\"auth_ok\""),
        ],
    };

    private static string LogIn(string name, string heard, ReadOnlyMemory<byte> binding)
    {
        using var key = UserKey.Create();
        var request = JsonSerializer.Deserialize<JsonElement>(heard[..heard.IndexOf('\n', StringComparison.Ordinal)]);
        var transcript = new LoginTranscript
        {
            ChannelBinding = binding,
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
