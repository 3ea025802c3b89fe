using System.Globalization;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Styling;
using Serilog.Events;

namespace LanTalk.Cli.Texts;

/// <summary>
/// Turns log events into lines such as <c>[14:22:01] INFO Bob joined</c>. A message is one line, whatever is in it: nothing from the network can
/// forge a line or reach the terminal raw.
/// </summary>
internal static class LogLines
{
    /// <summary>The lines of an event: the message, then its exception, indented.</summary>
    public static IReadOnlyList<StyledText> Of(LogEvent logEvent)
    {
        var lines = new List<StyledText> { Line(logEvent.Timestamp, logEvent.Level, Render(logEvent)) };
        if (logEvent.Exception is { } exception)
        {
            lines.AddRange(exception.ToString().Split('\n')
                .Select(line => new StyledText(($"    {SafeText.Clean(line.TrimEnd('\r'))}", StyleOf(logEvent.Level)))));
        }

        return lines;
    }

    /// <summary>One line.</summary>
    public static StyledText Line(DateTimeOffset at, LogEventLevel level, string text)
    {
        var time = at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return new StyledText(($"[{time}] {NameOf(level),-5}  {SafeText.Clean(text)}", StyleOf(level)));
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

    private static Style StyleOf(LogEventLevel level) => level switch
    {
        >= LogEventLevel.Error => Style.Error,
        LogEventLevel.Warning => Style.Warning,
        _ => Style.Dim,
    };

    private static string NameOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG",
        LogEventLevel.Information => "INFO",
        LogEventLevel.Warning => "WARNING",
        LogEventLevel.Error => "ERROR",
        _ => "CRITICAL",
    };
}
