using LanTalk.Cli.Lines;
using LanTalk.Protocol.Text;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// Writes lines of windows to the prompt: those of the current one at once, with the rules that mark a new day or the first unread message; those of
/// others when their window is opened. Guarded by its owner.
/// </summary>
/// <param name="windows">The windows.</param>
/// <param name="prompt">Where lines are written.</param>
/// <param name="texts">How rules read.</param>
/// <param name="marks">Knows the day and when the user stopped reading.</param>
internal sealed class WindowWriter(ChatWindows windows, Prompt prompt, IChatText texts, ReadingMarks marks)
{
    /// <summary>Writes a line, or keeps it until its window is opened.</summary>
    /// <param name="window">The window that it belongs to.</param>
    /// <param name="line">The line.</param>
    /// <param name="away">How long after the last key the user counts as away.</param>
    public void Write(ChatWindow window, WindowLine line, TimeSpan away)
    {
        if (window != windows.Current)
        {
            var isTold = line.IsMention ? window.IsMentioned : !line.IsNews || window.Unread > 0;
            window.Keep(line);
            if (!isTold && texts.Waiting(windows.NumberOf(window), window.Place, line.IsMention) is { } waiting)
            {
                prompt.WriteLine(waiting);
            }

            return;
        }

        if (line.IsNews && marks.BeginsUnread(away))
        {
            prompt.WriteLine(texts.Rule("unread"));
        }

        Write(line);
        window.Remember(line);
    }

    /// <summary>Opens a window: writes its topic, the last lines shown in it, and the lines that wait in it.</summary>
    public void Open(ChatWindow window)
    {
        windows.Current = window;
        var (context, waiting, missing) = window.Open();
        prompt.WriteLine(texts.Rule(TitleOf(window)));
        foreach (var line in context)
        {
            Write(line);
        }

        if (missing > 0)
        {
            var hint = window.IsPrivate ? "" : $"; /history {missing + waiting.Count} shows them";
            prompt.WriteLine(texts.Rule($"{Counted.Of(missing, "earlier message is", "earlier messages are")} not shown here{hint}"));
        }

        var isMarked = false;
        foreach (var line in waiting)
        {
            if (line.IsNews && !isMarked)
            {
                isMarked = true;
                prompt.WriteLine(texts.Rule("new"));
            }

            Write(line);
        }
    }

    private static string TitleOf(ChatWindow window) => ChatPlace.UserOf(window.Place) is { } user
        ? $"private conversation with {user}"
        : $"{window.Place}{(window.Topic is { } topic ? $": {SafeText.Clean(topic)}" : "")}";

    private void Write(WindowLine line)
    {
        if (marks.DayOf(line.At) is { } day)
        {
            prompt.WriteLine(texts.Rule(day));
        }

        prompt.WriteLine(line.Text);
    }
}
