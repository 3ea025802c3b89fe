using System.IO.Pipelines;
using LanTalk.Server.Connections;

namespace LanTalk.Server.Tests.Connections;

public sealed class TransportStreamTests
{
    [Fact]
    public async Task AReadSaysHowMuchItReadThoughTheTransportReusesWhatItGaveBack()
    {
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 16));
        var nowhere = new PipeOutput(new Pipe().Writer);
        await using var stream = new TransportStream(pipe.Reader, nowhere);
        byte next = 0;
        for (var round = 0; round < 50; round++)
        {
            await pipe.Writer.WriteAsync(Enumerable.Range(0, 100 + round).Select(_ => next++).ToArray());
        }

        await pipe.Writer.CompleteAsync();
        var read = new List<byte>();
        var buffer = new byte[64];
        while (await stream.ReadAsync(buffer) is var length and > 0)
        {
            read.AddRange(buffer[..length]);
        }

        read.Should().Equal(Enumerable.Range(0, Enumerable.Range(100, 50).Sum()).Select(i => (byte)i));
    }
}
