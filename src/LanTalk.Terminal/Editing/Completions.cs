namespace LanTalk.Terminal.Editing;

/// <summary>One completion of a word.</summary>
/// <param name="Text">The text that replaces the word, a blank after it included.</param>
/// <param name="Hint">A description, for a list; null if the text needs none.</param>
public readonly record struct Candidate(string Text, string? Hint = null);

/// <summary>The completions of the last word before the cursor.</summary>
/// <param name="Candidates">The likeliest first.</param>
/// <param name="Cycles">Whether Tab tries one after the other; otherwise it completes as far as is certain, and lists them.</param>
public readonly record struct Completions(IReadOnlyList<Candidate> Candidates, bool Cycles)
{
    /// <summary>There is nothing to complete.</summary>
    public static Completions None { get; } = new([], Cycles: false);
}

/// <summary>Gives the completions of the last word before the cursor.</summary>
public delegate Completions Completer(string textBeforeCursor);
