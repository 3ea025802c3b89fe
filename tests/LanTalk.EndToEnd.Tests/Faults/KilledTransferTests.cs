using System.Security.Cryptography;
using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Faults;

public sealed class KilledTransferTests(InstalledTool tool) : FaultTest(tool)
{
    private const int Kills = 20;
    private const int Size = 96 * 1024 * 1024;
    private const double BytesPerSecond = 16 * 1024 * 1024;

    // A user whose program is killed and started again every other second is not who is kept from flooding the chat.
    private static readonly string[] NoRateLimit = ["--rate-limit", "0"];

    /// <summary>The exit code of a program whose server went away before it had logged in.</summary>
    private const int NoServer = 5;

    // The chunk under way, and what lay in the buffers of two sockets, TLS and HTTP. A new connection's handshakes are among it.
    private const int LostByAKill = 2 * 1024 * 1024;

    [Fact]
    public async Task AFileArrivesWholeThoughItsSenderServerAndReceiverAreKilledTwentyTimes()
    {
        var endPoint = FreeEndPoint();
        var server = await ServeAtAsync(endPoint, NoRateLimit);
        await using var up = new Relay(endPoint, BytesPerSecond);
        await using var down = new Relay(endPoint, BytesPerSecond);
        var hash = WriteFile();
        var sender = Send();
        await server.OutputAsync("big.bin");
        var receiver = Get();
        var random = Seed.For(0);
        for (var i = 0; i < Kills; i++)
        {
            await PassAsync((long)(Size * (i + random.NextDouble()) / Kills));
            switch (random.Next(3))
            {
                case 0:
                    await KillAsync(sender);
                    sender = Send();
                    break;
                case 1:
                    await KillAsync(receiver);
                    receiver = Get();
                    break;
                default:
                    await KillAsync(server);
                    server = await ServeAtAsync(endPoint, NoRateLimit);
                    break;
            }
        }

        if (await sender.ExitAsync() == NoServer)
        {
            sender = Send();
        }

        if (await receiver.ExitAsync() == NoServer)
        {
            receiver = Get();
        }

        (await sender.ExitAsync()).Should().Be(0, $"with {Seed}: {string.Join('\n', sender.Errors)}");
        (await receiver.ExitAsync()).Should().Be(0, $"with {Seed}: {string.Join('\n', receiver.Errors)}");
        var got = System.IO.Directory.GetFileSystemEntries(Directory.File("out")).Should().ContainSingle(Seed.ToString()).Which;
        Path.GetFileName(got).Should().Be("big.bin");
        await using var file = File.OpenRead(got);
        (await SHA256.HashDataAsync(file)).Should().Equal(hash);
        up.ToServer.Should().BeLessThan(Size + (Kills * LostByAKill), "only what was under way is sent again");
        down.ToClients.Should().BeLessThan(Size + (Kills * LostByAKill), "only what was under way is sent again");

        // What a killed sender had sent still passes, so the server may be killed while the next one is logging in: that one ends.
        async Task PassAsync(long bytes)
        {
            var passed = up.PassedToServerAsync(bytes);
            for (var ended = sender.ExitAsync(); await Task.WhenAny(passed, ended) == ended; ended = sender.ExitAsync())
            {
                (await ended).Should().Be(NoServer, $"with {Seed}: {string.Join('\n', sender.Errors)}");
                sender = Send();
            }

            await passed;
        }

        ToolProcess Send() => Start("send", "--host", $"{up.EndPoint}", "--name", "ci", "--file", "big.bin");
        ToolProcess Get() => Start("get", "1", "--host", $"{down.EndPoint}", "--name", "rob", "--output", "out/");
    }

    private byte[] WriteFile()
    {
        var bytes = new byte[Size];
        Seed.For(1).NextBytes(bytes);
        File.WriteAllBytes(Directory.File("big.bin"), bytes);
        return SHA256.HashData(bytes);
    }

    private ToolProcess Start(params string[] arguments)
    {
        var process = Run(arguments);
        process.EndInput();
        return process;
    }

    private static async Task KillAsync(ToolProcess process)
    {
        await process.SignalAsync("KILL");
        await process.ExitAsync();
    }
}
