using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Terminals;

/// <summary>The terminal as an output: lines scroll above the prompt and never garble the text being typed.</summary>
/// <param name="prompt">The prompt.</param>
/// <param name="written">Called when lines were written.</param>
internal sealed class PromptOutput(Prompt prompt, Action written) : IOutput
{
    /// <inheritdoc/>
    public void Write(IReadOnlyList<OutputLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.Act is { } act)
            {
                act();
            }
            else
            {
                prompt.WriteLine(line.Text);
            }
        }

        written();
    }

    /// <inheritdoc/>
    public void Close() => prompt.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
