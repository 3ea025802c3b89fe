using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Terminal.Tests.Prompts;

/// <summary>One after the other: the signal belongs to the whole process.</summary>
public sealed class PlainPromptTests
{
    [Fact]
    public async Task ControlCIsLeftToWhoeverListens()
    {
        await using var prompt = Open(takesInterrupts: true);
        var presses = 0;

        Interrupts.TryHandle().Should().BeFalse("nobody listens yet");
        prompt.InterruptPressed = () => presses++;
        Interrupts.TryHandle().Should().BeTrue();
        presses.Should().Be(1);

        prompt.InterruptPressed = null;
        Interrupts.TryHandle().Should().BeFalse("nobody listens any more");
    }

    [Fact]
    public async Task ControlCEndsTheProcessWhenThePromptIsGone()
    {
        var prompt = Open(takesInterrupts: true);
        prompt.InterruptPressed = () => { };
        await prompt.DisposeAsync();

        Interrupts.TryHandle().Should().BeFalse();
    }

    [Fact]
    public async Task ControlCEndsTheProcessWhoseLinesGoIntoAPipe()
    {
        await using var prompt = Open(takesInterrupts: false);
        prompt.InterruptPressed = () => { };

        Interrupts.TryHandle().Should().BeFalse();
    }

    private static PlainPrompt Open(bool takesInterrupts) => new(TextReader.Null, TextWriter.Null, takesInterrupts);
}
