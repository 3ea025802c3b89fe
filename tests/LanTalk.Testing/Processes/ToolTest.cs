using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Xunit;

namespace LanTalk.Testing.Processes;

/// <summary>The needs of every test of the installed tool: a directory, a discovery port of its own, servers and runs that end with it.</summary>
public abstract partial class ToolTest(InstalledTool tool) : IAsyncLifetime
{
    private readonly List<ToolProcess> _processes = [];
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The installed tool.</summary>
    protected InstalledTool Tool { get; } = tool;

    /// <summary>A directory of this test.</summary>
    protected TemporaryDirectory Directory => _directory;

    /// <summary>The tool's configuration directory, for this test alone: no test touches the home directory.</summary>
    protected string ConfigDirectory => _directory.File("config");

    /// <summary>The tool as a shell runs it.</summary>
    protected string ShellCommand =>
        $"LANTALK_CONFIG_DIR={ConfigDirectory} LANTALK_DATA_DIR={_directory.Path} XDG_STATE_HOME={_directory.File("state")} {Tool.Command}";

    /// <summary>A UDP port that nobody else uses.</summary>
    protected string BeaconPort { get; } = FreeUdpPort();

    /// <summary>Starts the tool.</summary>
    protected ToolProcess Run(params string[] arguments) => Run([], arguments);

    /// <summary>Starts the tool with environment variables.</summary>
    protected ToolProcess Run((string Name, string Value)[] variables, params string[] arguments)
    {
        var process = ToolProcess.Start(Tool.Command, arguments, _directory.Path,
            [("LANTALK_CONFIG_DIR", ConfigDirectory), ("LANTALK_DATA_DIR", _directory.Path), .. variables]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Runs the tool to its end, without input.</summary>
    protected async Task<(int ExitCode, ToolProcess Process)> RunToEndAsync(params string[] arguments)
    {
        var process = Run(arguments);
        process.EndInput();
        return (await process.ExitAsync(), process);
    }

    /// <summary>Starts a server on a free port of the loopback interface and waits until it is open.</summary>
    protected Task<(ToolProcess Process, IPEndPoint EndPoint)> ServeAsync(params string[] arguments) =>
        ServeAsAsync("Alice", _directory.Path, arguments);

    /// <summary>Starts a server with another name and a data directory of its own.</summary>
    protected async Task<(ToolProcess Process, IPEndPoint EndPoint)> ServeAsAsync(string name, string directory, params string[] arguments)
    {
        var process = Run(
            ["serve", "--name", name, "--port", "0", "--bind", "127.0.0.1", "--beacon-port", BeaconPort, "--data-dir", directory, .. arguments]);
        var line = await process.OutputAsync("Listening on");
        var port = Port().Match(line).Groups["port"].Value;
        return (process, new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@":(?<port>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Port();
}
