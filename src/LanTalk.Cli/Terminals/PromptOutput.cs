using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Terminals;

/// <summary>The terminal as an output: lines scroll above the prompt and never garble what is being typed.</summary>
internal sealed class PromptOutput(Prompt prompt) : IOutput
{
    /// <inheritdoc/>
    public void Write(IReadOnlyList<OutputLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.IsTyped)
            {
                prompt.EchoCommand(line.Text.ToString());
                continue;
            }

            prompt.WriteLine(line.Text);
            if (line.Rings)
            {
                prompt.Notify("\a");
            }
        }
    }

    /// <inheritdoc/>
    public void Close() => prompt.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
