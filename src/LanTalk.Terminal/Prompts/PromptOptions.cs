using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>How a prompt looks and behaves.</summary>
/// <param name="Label">What stands before the text being typed.</param>
public sealed record PromptOptions(string Label)
{
    /// <summary>Where the person is at first.</summary>
    public string Place { get; init; } = "";

    /// <summary>How things look; without colours where the terminal or its user wants none.</summary>
    public Theme Theme { get; init; } = Theme.None;

    /// <summary>Whether lines are only appended, and nothing on the screen changes afterwards.</summary>
    public bool IsPlain { get; init; }

    /// <summary>How long the rest of a key may take that comes in pieces, as on a slow line.</summary>
    public TimeSpan EscapeTimeout { get; init; } = KeyReader.UsualEscapeTimeout;

    /// <summary>Completes words on Tab.</summary>
    public Completer? Complete { get; init; }

    /// <summary>The directory in which each place's history is kept; null to forget it in the end.</summary>
    public string? HistoryDirectory { get; init; }
}
