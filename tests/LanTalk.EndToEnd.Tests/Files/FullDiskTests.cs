using System.Security.Cryptography;
using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Files;

public sealed class FullDiskTests(InstalledTool tool) : ToolTest(tool)
{
    private const int Size = 12 * 1024 * 1024;
    private const int Half = Size / 2;

    // The chunks under way when it ended, and what lay in buffers.
    private const int Spare = 4 * 1024 * 1024;

    private const double BytesPerSecond = 8 * 1024 * 1024;

    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(Size);
    private SmallDisk? _mounted;

    [Fact]
    public async Task AServerWhoseDiskIsTooSmallRefusesAFileAtOnceInWords()
    {
        var disk = await MountAsync("4m");
        var (_, endPoint) = await ServeAsAsync("Alice", disk.Path);
        await WriteAsync();

        var (exitCode, sent) = await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin");

        exitCode.Should().Be(4);
        sent.Errors.Should().ContainMatch("*disk*").And.NotContainMatch("*Exception*");
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "still", "here")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task AServerWhoseDiskFillsUpSaysSoAndTheTransferGoesOnLater()
    {
        var disk = await MountAsync("32m");
        var (_, endPoint) = await ServeAsAsync("Alice", disk.Path);
        await using var relay = new Relay(endPoint, BytesPerSecond);
        await WriteAsync();
        var send = Run("send", "--host", $"{relay.EndPoint}", "--name", "ci", "--file", "big.bin");
        send.EndInput();
        await relay.PassedToServerAsync(Half);
        disk.Fill("ballast");

        (await send.ExitAsync()).Should().Be(4, string.Join('\n', send.Errors));
        send.Errors.Should().ContainMatch("*disk*");

        var before = relay.ToServer;
        File.Delete(disk.File("ballast"));
        (await RunToEndAsync("send", "--host", $"{relay.EndPoint}", "--name", "ci", "--file", "big.bin")).ExitCode.Should().Be(0);
        (relay.ToServer - before).Should().BeLessThan(Half + Spare, "what the server had is not sent again");
        (await RunToEndAsync("get", "1", "--host", $"{endPoint}", "--name", "rob", "--output", "out/")).ExitCode.Should().Be(0);
        (await File.ReadAllBytesAsync(Directory.File("out/big.bin"))).Should().Equal(_bytes);
    }

    [Fact]
    public async Task AReceiverWhoseDiskFillsUpSaysSoAndGoesOnLater()
    {
        var disk = await MountAsync("32m");
        var (_, endPoint) = await ServeAsync();
        await using var relay = new Relay(endPoint, BytesPerSecond);
        await WriteAsync();
        (await RunToEndAsync("send", "--host", $"{endPoint}", "--name", "ci", "--file", "big.bin")).ExitCode.Should().Be(0);
        string[] get = ["get", "1", "--host", $"{relay.EndPoint}", "--name", "rob", "--output", disk.Path];
        var receiver = Run(get);
        receiver.EndInput();
        await relay.PassedToClientsAsync(Half);
        disk.Fill("ballast");

        (await receiver.ExitAsync()).Should().Be(2, string.Join('\n', receiver.Errors));
        receiver.Errors.Should().ContainMatch("*disk*").And.NotContainMatch("*Exception*");
        File.Exists(disk.File("big.bin")).Should().BeFalse("it is not whole");
        System.IO.Directory.GetFiles(disk.Path, "*.part").Should().ContainSingle();

        var before = relay.ToClients;
        File.Delete(disk.File("ballast"));
        (await RunToEndAsync(get)).ExitCode.Should().Be(0);
        (relay.ToClients - before).Should().BeLessThan(Half + Spare, "what it had is not fetched again");
        (await File.ReadAllBytesAsync(disk.File("big.bin"))).Should().Equal(_bytes);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        // The programs that use the disk end first.
        await base.DisposeAsync();
        await (_mounted?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    private async Task<SmallDisk> MountAsync(string size) => _mounted = await SmallDisk.MountAsync(size);

    private Task WriteAsync() => File.WriteAllBytesAsync(Directory.File("big.bin"), _bytes);
}
