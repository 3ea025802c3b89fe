using System.Diagnostics;
using Xunit;

namespace LanTalk.Testing.Processes;

/// <summary>The tool as its users have it: packed, and installed from the package into a directory of its own.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The installed command.</summary>
    public string Command { get; private set; } = "";

    /// <summary>The package that it was installed from.</summary>
    public string Package { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var packages = _directory.File("packages");
        await RunAsync("dotnet", "pack", Path.Combine(Repository(), "src", "LanTalk.Cli"), "--configuration", "Release", "--output", packages);

        // One package has only the version in its name; it refers to the packages for single systems, if there are any.
        Package = Directory.GetFiles(packages, "lantalk.*.nupkg").Single(package => char.IsAsciiDigit(Path.GetFileName(package)["lantalk.".Length]));

        // These packages and no others: neither a feed nor a cache may replace them.
        await File.WriteAllTextAsync(
            _directory.File("nuget.config"),
            $"<configuration><packageSources><clear /><add key=\"packed\" value=\"{packages}\" /></packageSources></configuration>");
        var version = Path.GetFileNameWithoutExtension(Package)["lantalk.".Length..];
        await RunAsync(
            "dotnet", "tool", "install", "lantalk", "--version", version, "--tool-path",
                _directory.File("tools"), "--configfile", _directory.File("nuget.config"));
        Command = _directory.File(Path.Combine("tools", OperatingSystem.IsWindows() ? "lantalk.exe" : "lantalk"));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["NUGET_PACKAGES"] = arguments[0] == "tool" ? _directory.File("cache") : Environment.GetEnvironmentVariable("NUGET_PACKAGES");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{await errors}");
        }
    }

    /// <summary>The root of the sources.</summary>
    public static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "LanTalk.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");
        }

        return directory.FullName;
    }
}
