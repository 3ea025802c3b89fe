using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;
using LanTalk.Terminal.Styling;

namespace LanTalk.Terminal.Prompts;

/// <summary>How a prompt looks and behaves.</summary>
/// <param name="Label">The label before the text being typed.</param>
public sealed record PromptOptions(string Label)
{
    /// <summary>The place at the start.</summary>
    public string Place { get; init; } = "";

    /// <summary>The colours and styles; without colours if the terminal or its user wants none.</summary>
    public Theme Theme { get; init; } = Theme.None;

    /// <summary>Whether lines are only appended, and nothing on the screen changes afterwards.</summary>
    public bool IsPlain { get; init; }

    /// <summary>How long to wait for the rest of a key that arrives in pieces, as on a slow line.</summary>
    public TimeSpan EscapeTimeout { get; init; } = KeyReader.UsualEscapeTimeout;

    /// <summary>Whether the terminal is asked at the start if it takes pictures.</summary>
    public bool AsksForPictures { get; init; }

    /// <summary>Completes words on Tab.</summary>
    public Completer? Complete { get; init; }

    /// <summary>The directory of each place's history; null to keep none.</summary>
    public string? HistoryDirectory { get; init; }
}
