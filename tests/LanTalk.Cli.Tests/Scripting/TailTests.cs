using LanTalk.Cli.Exits;
using LanTalk.Cli.Scripting;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class TailTests
{
    private const int BrokenPipe = 32, NoSpace = 28;

    [Fact]
    public async Task WhereNobodyReadsAnyMoreItLeavesAsIfItWereDone()
    {
        await using var session = new FakeSession();

        (await RunAsync(session, new FailingOutput(BrokenPipe))).Should().Be(ExitCode.Done);
        session.Ending.Should().NotBeNull();
    }

    [Fact]
    public async Task AFullDiskIsAnError()
    {
        await using var session = new FakeSession();

        var run = () => RunAsync(session, new FailingOutput(NoSpace));

        ToolFailure.Explain((await run.Should().ThrowAsync<OutputException>()).Which)!.ExitCode.Should().Be(ExitCode.Network);
    }

    private static Task<int> RunAsync(FakeSession session, TextWriter output) =>
        new Tail(session, new TailFilter([], lines: null), output, new Notes(TextWriter.Null, "tail"), json: true, TimeProvider.System)
            .RunAsync([], CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(30));

    private sealed class FailingOutput(int code) : StringWriter
    {
        public override void WriteLine(string? value) => throw new OutputException(new IOException("It cannot be written.", code));

        public override void Flush() => throw new OutputException(new IOException("It cannot be written.", code));
    }
}
