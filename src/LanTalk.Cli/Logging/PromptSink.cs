using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;
using Serilog.Core;
using Serilog.Events;

namespace LanTalk.Cli.Logging;

/// <summary>Writes log lines above the prompt, so that they never garble what is being typed.</summary>
internal sealed class PromptSink(Prompt prompt) : ILogEventSink
{
    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        var style = logEvent.Level switch
        {
            >= LogEventLevel.Error => Style.Error,
            LogEventLevel.Warning => Style.Warning,
            _ => Style.Dim,
        };
        prompt.WriteLine(new StyledText((LogLineFormatter.Line(logEvent), style)));
        if (logEvent.Exception is { } exception)
        {
            foreach (var line in exception.ToString().Split('\n'))
            {
                prompt.WriteLine(new StyledText((line.TrimEnd('\r'), style)));
            }
        }
    }
}
