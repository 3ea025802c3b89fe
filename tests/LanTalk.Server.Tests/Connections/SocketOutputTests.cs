using System.Net;
using System.Net.Sockets;
using LanTalk.Server.Connections;
using LanTalk.Server.Transports;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Connections;

public sealed class SocketOutputTests : IDisposable
{
    private const int Size = 32 * 1024 * 1024;

    private readonly TemporaryDirectory _directory = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task AFileIsTakenUntilTheSocketIsFullAndGoesOnWhereItWas()
    {
        Assert.SkipUnless(LinuxSendFile.IsThere, "Only Linux has this call.");
        var bytes = new byte[Size];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_directory.File("content"), bytes);
        using var file = File.OpenHandle(_directory.File("content"));
        var (near, far) = await ConnectAsync();
        using (near)
        using (far)
        {
            IConnectionOutput output = new SocketOutput(near);
            var sent = 0;
            for (var taken = 1; taken > 0; sent += taken)
            {
                taken = output.TrySendFile(file, sent, Size - sent);
            }

            sent.Should().BeInRange(1, Size - 1, "nobody reads yet");
            output.TakesFiles.Should().BeTrue();
            output.IsBroken.Should().BeFalse();

            var reading = ReadAsync(far, Size);
            while (sent < Size)
            {
                var taken = output.TrySendFile(file, sent, Size - sent);
                if (taken == 0)
                {
                    taken = Math.Min(1000, Size - sent);
                    if (!output.TrySend(bytes.AsMemory(sent, taken)))
                    {
                        await output.TakenAsync();
                    }
                }

                sent += taken;
            }

            (await reading).Should().Equal(bytes);
        }
    }

    [Fact]
    public async Task OfAClosedConnectionAndAnEndedFileNothingIsTaken()
    {
        await File.WriteAllBytesAsync(_directory.File("content"), new byte[10]);
        using var file = File.OpenHandle(_directory.File("content"));
        var (near, far) = await ConnectAsync();
        using (far)
        {
            IConnectionOutput output = new SocketOutput(near);
            output.TrySendFile(file, 10, 5).Should().Be(0);
            output.TakesFiles.Should().BeFalse("whoever copies finds out why");
            near.Dispose();

            output.TrySendFile(file, 0, 5).Should().Be(0);
            output.TrySend(new byte[1]).Should().BeTrue();
            output.IsBroken.Should().BeTrue();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Dispose();
    }

    private async Task<(Socket Near, Socket Far)> ConnectAsync()
    {
        _listener.Start();
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await far.ConnectAsync(_listener.LocalEndpoint);
        return (await _listener.AcceptSocketAsync(), far);
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int length)
    {
        var bytes = new byte[length];
        await using var stream = new NetworkStream(socket);
        await stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return bytes;
    }
}
