using LanTalk.Protocol.Text;
using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Chatting;

/// <summary>
/// Writes lines of rooms to the prompt: those of the current room at once, with the rules that say where a day or the unread begins; those of
/// others wait until their room is opened. Guarded by its owner.
/// </summary>
/// <param name="windows">The rooms.</param>
/// <param name="prompt">Where lines are written.</param>
/// <param name="texts">How rules read.</param>
/// <param name="marks">Knows the day and when the user stopped reading.</param>
internal sealed class WindowWriter(ChatWindows windows, Prompt prompt, IChatText texts, ReadingMarks marks)
{
    /// <summary>Writes a line, or keeps it until its room is opened.</summary>
    /// <param name="window">The room that it belongs to.</param>
    /// <param name="line">The line.</param>
    /// <param name="at">When it was said; null if that is not known.</param>
    /// <param name="isNews">Whether it is a message that was said just now.</param>
    /// <param name="isMention">Whether it names the user.</param>
    /// <param name="away">How long after the last key the user counts as away.</param>
    public void Write(ChatWindow window, StyledText line, DateTimeOffset? at, bool isNews, bool isMention, TimeSpan away)
    {
        if (window != windows.Current)
        {
            var isTold = isMention ? window.IsMentioned : !isNews || window.Unread > 0;
            window.Keep(line, at, isNews, isMention);
            if (!isTold && texts.Waiting(windows.NumberOf(window), window.Room, isMention) is { } waiting)
            {
                prompt.WriteLine(waiting);
            }

            return;
        }

        if (isNews && marks.BeginsUnread(away))
        {
            prompt.WriteLine(texts.Rule("unread"));
        }

        Write(line, at);
    }

    /// <summary>Opens a room: writes what it is about, and what waits in it.</summary>
    public void Open(ChatWindow window)
    {
        windows.Current = window;
        var (lines, missing) = window.Open();
        prompt.WriteLine(texts.Rule($"{window.Room}{(window.Topic is { } topic ? $": {SafeText.Clean(topic)}" : "")}"));
        if (missing > 0)
        {
            prompt.WriteLine(texts.Rule($"{Counted.Of(missing, "earlier message is", "earlier messages are")} not shown here; /history {missing + lines.Count} shows them"));
        }

        var isMarked = false;
        foreach (var (line, at, isNews) in lines)
        {
            if (isNews && !isMarked)
            {
                isMarked = true;
                prompt.WriteLine(texts.Rule("new"));
            }

            Write(line, at);
        }
    }

    private void Write(StyledText line, DateTimeOffset? at)
    {
        if (marks.DayOf(at) is { } day)
        {
            prompt.WriteLine(texts.Rule(day));
        }

        prompt.WriteLine(line);
    }
}
