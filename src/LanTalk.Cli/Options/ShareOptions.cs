using System.CommandLine;
using LanTalk.Protocol.Text;
using LanTalk.Server.Configuration;

namespace LanTalk.Cli.Options;

/// <summary>The options of a server about the files that users share.</summary>
internal sealed class ShareOptions
{
    private readonly Option<long?> _files;
    private readonly Option<long> _maxFile;
    private readonly Option<TimeSpan> _keepFiles;

    /// <param name="defaults">The values where nothing is given.</param>
    public ShareOptions(LanTalkServerOptions defaults)
    {
        _files = EnvironmentOption.Create("--files", "SIZE|off",
            "How much the server keeps of files that users share; 0: no limit but the disk, of which 5% always stay free; off: users share no files. Default: 10G.",
                defaults.Files, ValueParsers.FileSpace);
        _maxFile = EnvironmentOption.Create("--max-file", "SIZE", "The most that a user shares at once; 0: no limit. Default: 4G.", defaults.MaxFile, ValueParsers.FileSize);
        _keepFiles = EnvironmentOption.Create("--keep-files", "TIME",
            $"How long files are kept; 0: until they are removed. Default: {Duration.Format(defaults.KeepFiles)}.", defaults.KeepFiles, ValueParsers.Time);
    }

    /// <summary>All of them.</summary>
    public Option[] All => [_files, _maxFile, _keepFiles];

    /// <summary>The server's options with what was given.</summary>
    public LanTalkServerOptions AddTo(LanTalkServerOptions options, ParseResult result) => options with
    {
        Files = result.GetValue(_files),
        MaxFile = result.GetValue(_maxFile),
        KeepFiles = result.GetValue(_keepFiles),
    };
}
