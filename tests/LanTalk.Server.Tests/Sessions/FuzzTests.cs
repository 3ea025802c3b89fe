using System.Buffers;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Frames;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Tests.Sessions;

/// <summary>Lines that no client would send: random ones, and valid ones with something changed.</summary>
public sealed class FuzzTests
{
    private const int Lines = 100_000;
    private const int LinesPerRun = 500;

    private static readonly string[] RightLines =
    [
        """{"username":"Bob","password":"secret"}""",
        """{"type":"message","text":"Hello!"}""",
        """{"type":"message","text":"/users"}""",
        """{"type":"message","text":"/pm Carol psst"}""",
        """{"type":"message","text":"/nick Robert"}""",
        """{"type":"message","text":"/ignore Carol"}""",
        """{"type":"message","text":"/whois Carol"}""",
        """{"type":"message","text":"/help"}""",
        """{"type":"message","text":"//\ud83d\udc4b"}""",
        """{"type":"pm","to":"Carol","text":"psst"}""",
        """{"type":"users"}""",
        """{"type":"ping"}""",
        """{"type":"quit"}""",
    ];

    private static readonly Gen<byte[]> RandomLine = Gen.Byte.Array[0, 60];

    private static readonly Gen<byte[]> ChangedLine = Gen.Select(
        Gen.Int[0, RightLines.Length - 1].Select(index => RightLines[index]), Gen.Int[0, 80], Gen.Int[0, 6], Gen.Byte.Array[0, 4], Gen.Int[0, 3],
        (line, at, remove, insert, change) => Change(Encoding.UTF8.GetBytes(line), at, remove, insert, change));

    private static readonly Gen<byte[]> AnyLine = Gen.Frequency((1, RandomLine), (4, ChangedLine));

    [Fact]
    public void TheReadersOfFramesAndMessagesTakeAnything()
    {
        AnyLine.Array[LinesPerRun].Sample(
            lines =>
            {
                var buffer = new ReadOnlySequence<byte>([.. lines.SelectMany(line => line.Append((byte)'\n'))]);
                var frames = 0;
                while (FrameReader.TryRead(ref buffer, 100, out var frame) is var status && status != FrameStatus.Incomplete)
                {
                    frames++;
                    if (status == FrameStatus.Frame)
                    {
                        frame.Length.Should().BeLessThanOrEqualTo(100);
                        _ = ClientMessageReader.Read(frame);
                        _ = MessageJson.ReadServerMessage(frame);
                    }
                }

                frames.Should().BeGreaterThanOrEqualTo(LinesPerRun);
            },
            iter: Lines / LinesPerRun, threads: 1);
    }

    [Fact]
    public async Task NoLineStopsTheServerOrTouchesAnotherSession()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null, MaxPerAddress = 0, MaxSessions = 0 });
        var witness = await server.JoinAsync("Witness");
        var generator = AnyLine.Array[LinesPerRun];
        long? settledMemory = null;

        for (var run = 0; run < Lines / LinesPerRun; run++)
        {
            var lines = generator.Generate(new PCG((uint)run), null, out _);
            await SendAllAsync(server, $"Fuzz{run}", lines);
            (await witness.DrainAsync()).Where(message => message.Text("type") == null).Should().BeEmpty();
            if (run == 40)
            {
                settledMemory = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - settledMemory!.Value;
        growth.Should().BeLessThan(8 * 1024 * 1024);
        (await server.JoinAsync("Carol")).Dispose();
    }

    /// <summary>Sends the lines, logging in again whenever a line ended the session.</summary>
    private static async Task SendAllAsync(TestServer server, string name, byte[][] lines)
    {
        var sent = 0;
        for (var login = 0; sent < lines.Length; login++)
        {
            using var client = await server.JoinAsync($"{name}-{login}");
            var reading = client.ReadToEndAsync();
            while (sent < lines.Length && !reading.IsCompleted)
            {
                await client.SendBytesAsync((byte[])[.. lines[sent++], (byte)'\n']);
            }

            await client.CompleteAsync();
            await reading;
        }
    }

    private static byte[] Change(byte[] line, int at, int remove, byte[] insert, int kind)
    {
        at = Math.Min(at, line.Length);
        var end = Math.Min(at + remove, line.Length);
        return kind switch
        {
            0 => line[..at],
            1 => [.. line[..at], .. line[at..end], .. line[at..end], .. line[end..]],
            2 => [.. line[..at], .. insert, .. line[end..]],
            _ => line,
        };
    }
}
