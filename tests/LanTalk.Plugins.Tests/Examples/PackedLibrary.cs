using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary>
/// <c>LanTalk.Plugins</c> as its users have it: a package, from which C# files are run. All that NuGet and <c>dotnet</c> keep is in a directory of its own, so
/// that neither an older package of that version is used nor this one is left behind.
/// </summary>
public sealed class PackedLibrary : IAsyncLifetime
{
    /// <summary>Restoring and compiling on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The package.</summary>
    public string Package { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var packages = _directory.File("packages");
        await using (var pack = ToolProcess.Start(
            "dotnet", ["pack", Path.Combine(InstalledTool.Repository(), "src", "LanTalk.Plugins"), "--configuration", "Release", "--output", packages]))
        {
            await EndAsync(pack);
        }

        Directory.CreateDirectory(_directory.File("data"));
        Package = Directory.GetFiles(packages, "LanTalk.Plugins.*.nupkg").Single();
        await File.WriteAllTextAsync(
            _directory.File("nuget.config"),
            $"<configuration><packageSources><clear /><add key=\"packed\" value=\"{packages}\" /></packageSources></configuration>");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a C# file with the package, from a directory without this repository's settings.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">What is in it.</param>
    internal async Task<LinesOfProcess> RunAsync(string name, string text)
    {
        var file = _directory.File(name);
        await File.WriteAllTextAsync(file, text);
        return await RunAsync(file, [.. Variables(), ("NUGET_PACKAGES", _directory.File("cache"))]);
    }

    /// <summary>Runs a C# file where it is, in the clone, where the package's source takes its place.</summary>
    /// <param name="file">The file.</param>
    internal Task<LinesOfProcess> RunInPlaceAsync(string file) => RunAsync(file, Variables());

    private (string Name, string Value)[] Variables() =>
    [
        ("XDG_DATA_HOME", _directory.File("data")), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "0"),
    ];

    private async Task<LinesOfProcess> RunAsync(string file, (string Name, string Value)[] variables)
    {
        // Compiled first: a test's patience is for the plug-in.
        await using (var build = ToolProcess.Start("dotnet", ["build", file], _directory.Path, variables))
        {
            await EndAsync(build);
        }

        return new LinesOfProcess(ToolProcess.Start("dotnet", [file], _directory.Path, variables));
    }

    private static async Task EndAsync(ToolProcess process)
    {
        var code = await process.ExitAsync(Patience);
        if (code != 0)
        {
            throw new InvalidOperationException($"dotnet ended with {code}:\n{string.Join('\n', process.Output.Concat(process.Errors))}");
        }
    }
}
