using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Protocol.Files;
using LanTalk.Protocol.Security;

namespace LanTalk.Cli.Options;

/// <summary>The options that say which server to trust.</summary>
internal sealed class TrustOptions
{
    private readonly Option<string?> _configDirectory = ConfigDirectoryOption();
    private readonly Option<ServerFingerprint?> _fingerprint = EnvironmentOption.Create<ServerFingerprint?>(
        "--fingerprint", "SHA256:…", "Join only the server whose certificate has this fingerprint.", null, ValueParsers.Fingerprint);

    private readonly Option<bool> _plaintext = EnvironmentOption.CreateFlag(
        "--plaintext", "Join an older (Python) server, without encryption: everybody on the network can read along, the password included.");

    // Without a variable: set permanently, it would let every server pass for every other.
    private readonly BareFlag _forget = new("--forget")
    {
        Description = "Forget the server that was known at this address, or under this name, and remember the one that is there now.",
    };

    public TrustOptions()
    {
        _forget.Validators.Add(RefusePlaintext);
        _fingerprint.Validators.Add(RefusePlaintext);
    }

    /// <summary><c>--config-dir</c>, which <c>discover</c> has too.</summary>
    public static Option<string?> ConfigDirectoryOption() => EnvironmentOption.Create<string?>(
        "--config-dir", "DIR", "The directory of your key, your settings and the known servers and users. Default: your own, which lantalk config path shows.", UserDirectories.Config, ValueParsers.FullPath);

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_fingerprint, _forget, _plaintext, _configDirectory];

    /// <summary>The given values.</summary>
    public (string ConfigDirectory, ServerFingerprint? Fingerprint, bool Forget, bool IsPlaintext) Read(ParseResult result) =>
        (result.GetValue(_configDirectory)!, result.GetValue(_fingerprint), result.GetValue(_forget), result.GetValue(_plaintext));

    private void RefusePlaintext(OptionResult result)
    {
        if (result is { Implicit: false } && result.GetValue(_plaintext))
        {
            result.AddError($"{result.Option.Name} and --plaintext exclude each other: without encryption, no server can be told from another.");
        }
    }
}
