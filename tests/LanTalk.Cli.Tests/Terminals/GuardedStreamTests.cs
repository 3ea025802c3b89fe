using LanTalk.Cli.Exits;
using LanTalk.Cli.Terminals;

namespace LanTalk.Cli.Tests.Terminals;

public sealed class GuardedStreamTests
{
    [Fact]
    public void WhatIsWrittenGoesToTheStream()
    {
        using var stream = new MemoryStream();
        using var guarded = new GuardedStream(stream, e => throw e);

        guarded.Write("hello"u8);

        stream.ToArray().Should().Equal("hello"u8.ToArray());
    }

    [Fact]
    public void AStreamThatTakesNothingIsToldAndIsNoFaultOfAFile()
    {
        using var readOnly = new FullStream();
        using var guarded = new GuardedStream(readOnly, e => throw new OutputException(e));

        guarded.Invoking(stream => stream.Write("hello"u8)).Should().Throw<OutputException>()
            .WithMessage("Standard output cannot be written: full.").And.Should().NotBeAssignableTo<IOException>();
    }

    [Fact]
    public void AStreamThatTheProcessWasStartedWithoutTakesNothing()
    {
        using var guarded = new GuardedStream(null, e => throw new OutputException(e));

        guarded.Invoking(stream => stream.Write("hello"u8)).Should().Throw<OutputException>().WithMessage("*it is closed.");
    }

    [Fact]
    public void StandardOutputThatTakesNothingEndsAVerbWithACodeOfItsOwn()
    {
        ToolFailure.Explain(new OutputException(new IOException("it is closed")))!.ExitCode.Should().Be(ExitCode.Network);
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }
}
