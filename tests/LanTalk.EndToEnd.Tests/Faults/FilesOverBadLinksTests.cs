using System.Security.Cryptography;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

public sealed class FilesOverBadLinksTests(InstalledTool tool) : BadLinkTest(tool)
{
    private const int Size = 6 * 1024 * 1024;
    private const int Port = 5050;

    [Fact]
    public async Task OverLinksThatLosePacketsAndAreCutForAWhileAFileArrivesWhole()
    {
        await using var lan = await CreateLanAsync(delay: TimeSpan.FromMilliseconds(10), loss: 0.01);
        var server = await ServeInAsync(lan, NoticeSoon);
        var bytes = RandomNumberGenerator.GetBytes(Size);
        await File.WriteAllBytesAsync(Directory.File("big.bin"), bytes);

        var sender = Start(0, "send", "--name", "ci", "--file", Directory.File("big.bin"));
        await server.OutputAsync("big.bin");
        var receiver = Start(1, "get", "1", "--name", "rob", "--output", Directory.File("out/"));
        await Task.WhenAll(CutAsync(lan.Clients[0], Seed.For(0)), PullAsync(lan.Clients[1], Seed.For(1)));

        (await sender.ExitAsync()).Should().Be(0, $"with {Seed}: {string.Join('\n', sender.Errors)}");
        (await receiver.ExitAsync()).Should().Be(0, $"with {Seed}: {string.Join('\n', receiver.Errors)}");
        (await File.ReadAllBytesAsync(Directory.File("out/big.bin"))).Should().Equal(bytes);

        ToolProcess Start(int host, params string[] arguments)
        {
            var process = lan.Clients[host].Host.Start(Tool.Command,
                [.. arguments, "--host", $"{lan.ServerAt(Port)}", "--config-dir", Directory.File($"config-{host}"), "--beacon-port", BeaconPort]);
            process.EndInput();
            return process;
        }
    }

    /// <summary>For longer than the server waits for a silent session.</summary>
    private static async Task CutAsync(BadHost host, Random random)
    {
        await PassAsync(random, 0.5, 3);
        host.IsCut = true;
        await PassAsync(random, 10, 14);
        host.IsCut = false;
    }

    private static async Task PullAsync(BadHost host, Random random)
    {
        await PassAsync(random, 0.5, 3);
        await host.PullAsync();
        await PassAsync(random, 10, 14);
        await host.PlugAsync();
    }
}
