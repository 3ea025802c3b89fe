using System.Globalization;
using LanTalk.Protocol.Text;
using Serilog.Events;
using Serilog.Formatting;

namespace LanTalk.Cli.Logging;

/// <summary>
/// Writes <c>[14:22:01] INFO   Bob joined</c>. A message is one line, whatever is in it: nothing from the network can
/// forge a line or reach the terminal raw.
/// </summary>
internal sealed class LogLineFormatter : ITextFormatter
{
    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(Line(logEvent));
        output.Write('\n');
        if (logEvent.Exception is { } exception)
        {
            foreach (var line in exception.ToString().Split('\n'))
            {
                output.Write($"    {SafeText.Clean(line.TrimEnd('\r'))}\n");
            }
        }
    }

    /// <summary>The line of an event, without its exception and line end.</summary>
    public static string Line(LogEvent logEvent)
    {
        var time = logEvent.Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return $"[{time}] {NameOf(logEvent.Level),-5}  {SafeText.Clean(Render(logEvent))}";
    }

    private static string Render(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            // Strings without the quotes that Serilog would put around them.
            if (token is Serilog.Parsing.PropertyToken property
                && logEvent.Properties.TryGetValue(property.PropertyName, out var value)
                && value is ScalarValue { Value: string literal })
            {
                text.Write(literal);
            }
            else
            {
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
            }
        }

        return text.ToString();
    }

    private static string NameOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG",
        LogEventLevel.Information => "INFO",
        LogEventLevel.Warning => "WARNING",
        LogEventLevel.Error => "ERROR",
        _ => "CRITICAL",
    };
}
