using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Trust;

[UnsupportedOSPlatform("windows")] // files have modes
public sealed class TrustTests(InstalledTool tool) : ToolTest(tool)
{
    private const string First = "for the first time";

    [Fact]
    public async Task AServerIsMetOnceAndThenKnownInSilence()
    {
        var (_, endPoint) = await ServeAsync();

        var (exitCode, first) = await RunToEndAsync("join", $"{endPoint}");
        exitCode.Should().Be(0);
        first.Errors.Should().ContainSingle().Which.Should().Contain(First).And.Contain("words");

        var (_, second) = await RunToEndAsync("join", $"{endPoint}");
        second.Errors.Should().BeEmpty();
        File.GetUnixFileMode(Path.Combine(ConfigDirectory, "known_servers.json")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(ConfigDirectory).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task AServerWithAPasswordProvesThatItKnowsIt()
    {
        var (_, endPoint) = await ServeAsync("--password", "sesame");
        var join = Run([("LANTALK_PASSWORD", "sesame")], "join", $"{endPoint}");
        join.EndInput();

        (await join.ExitAsync()).Should().Be(0);
        join.Errors.Should().ContainSingle().Which.Should().Contain(First).And.Contain("proven that it knows the password");
    }

    [Fact]
    public async Task AServerWhoseIdentityChangedIsRefusedUntilItIsForgotten()
    {
        var data = Directory.File("data");
        var (server, endPoint) = await ServeAsAsync("Alice", data);
        var (_, met) = await RunToEndAsync("join", $"{endPoint}");
        await server.TypeAsync("/quit");
        await server.ExitAsync();
        File.Delete(Path.Combine(data, "identity.pem"));
        await ServeAgainAsync("Alice", data, endPoint);

        var (exitCode, refused) = await RunToEndAsync("join", $"{endPoint}");

        exitCode.Should().Be(6);
        refused.Output.Should().BeEmpty();
        var known = met.Errors.Single().Split("its words are: ")[1].Split('.')[0];
        refused.Errors.Should().Contain(line => line.Contains("You know:") && line.Contains(known))
            .And.Contain(line => line.Contains("There is:") && !line.Contains(known))
            .And.Contain(line => line.Contains($"lantalk join --forget {endPoint}"));

        var (accepted, forgotten) = await RunToEndAsync("join", "--forget", $"{endPoint}");
        accepted.Should().Be(0);
        forgotten.Errors.Should().ContainSingle().Which.Should().Contain("forgotten").And.NotContain(known);
        (await RunToEndAsync("join", $"{endPoint}")).Process.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task WhoPosesAsAKnownServerGainsNothingByAnswering()
    {
        var (alice, _) = await ServeAsync();
        (await RunToEndAsync("join", "--auto", "--beacon-port", BeaconPort)).ExitCode.Should().Be(0);
        var (poser, _) = await ServeAsAsync("Alice", Directory.File("poser"));

        // While both are there, the known one is joined.
        var bob = Run("join", "--server", "Alice", "--auto", "--name", "Bob", "--beacon-port", BeaconPort);
        await bob.TypeAsync("to the real one");
        bob.EndInput();
        (await bob.ExitAsync()).Should().Be(0);
        await alice.OutputAsync("to the real one");
        var (_, discover) = await RunToEndAsync("discover", "--json", "--beacon-port", BeaconPort);
        discover.Output.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("trust").GetString())
            .Should().BeEquivalentTo("known", "changed");

        // When it is gone, the other one is not joined either.
        await alice.TypeAsync("/quit");
        await alice.ExitAsync();
        var (exitCode, refused) = await RunToEndAsync("join", "--auto", "--beacon-port", BeaconPort);
        exitCode.Should().Be(6);
        refused.Errors.Should().Contain(line => line.Contains("calls itself Alice"));
        poser.Output.Should().NotContain(line => line.Contains("joined"));
    }

    [Fact]
    public async Task OnlyTheFingerprintThatIsDemandedIsJoined()
    {
        var (_, endPoint) = await ServeAsync();
        var (_, discover) = await RunToEndAsync("discover", "--json", "--beacon-port", BeaconPort);
        var fingerprint = JsonSerializer.Deserialize<JsonElement>(discover.Output.Single()).GetProperty("tls").GetString()!;

        (await RunToEndAsync("join", $"{endPoint}", "--fingerprint", "SHA256:" + new string('A', 43))).ExitCode.Should().Be(6);
        (await RunToEndAsync("join", $"{endPoint}", "--fingerprint", fingerprint)).ExitCode.Should().Be(0);
        (await RunToEndAsync("join", $"{endPoint}", "--fingerprint", "SHA256:short")).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task AnOlderServerIsJoinedInCleartextOnlyOnRequestAndNeverInPlaceOfAKnownOne()
    {
        var (server, endPoint) = await ServeAsync();
        await RunToEndAsync("join", $"{endPoint}");
        await server.TypeAsync("/quit");
        await server.ExitAsync();

        using var atKnown = OldServer(endPoint);
        var (exitCode, refused) = await RunToEndAsync("join", $"{endPoint}");
        exitCode.Should().Be(6);
        refused.Errors.Should().Contain(line => line.Contains("without encryption"));

        using var elsewhere = OldServer(new IPEndPoint(IPAddress.Loopback, 0));
        var (unknown, told) = await RunToEndAsync("join", $"{elsewhere.LocalEndpoint}");
        unknown.Should().Be(5);
        told.Errors.Should().ContainSingle().Which.Should().Contain("--plaintext");
    }

    private async Task ServeAgainAsync(string name, string data, IPEndPoint endPoint)
    {
        var again = Run(
            "serve", "--name", name, "--port", $"{endPoint.Port}", "--bind", "127.0.0.1", "--beacon-port", BeaconPort, "--data-dir", data);
        await again.OutputAsync("Listening on");
    }

    /// <summary>A server that greets like version 2, and does nothing more.</summary>
    private static TcpListener OldServer(IPEndPoint endPoint)
    {
        var listener = new TcpListener(endPoint);
        listener.Start();
        _ = GreetAsync();
        return listener;

        async Task GreetAsync()
        {
            try
            {
                while (true)
                {
                    _ = GreetOneAsync(await listener.AcceptTcpClientAsync());
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                // The test is over.
            }
        }

        static async Task GreetOneAsync(TcpClient client)
        {
            using var _ = client;
            var stream = client.GetStream();
            await stream.WriteAsync("""{"type":"auth_request","ts":"14:22","needs_password":false}"""u8.ToArray().Append((byte)'\n').ToArray());
            await stream.CopyToAsync(Stream.Null);
        }
    }
}
