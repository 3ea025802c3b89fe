namespace LanTalk.Terminal.Editing;

/// <summary>What a word can become.</summary>
/// <param name="Text">The text in the word's place, a blank after it included.</param>
/// <param name="Hint">What it is, for a list; null if it speaks for itself.</param>
public readonly record struct Candidate(string Text, string? Hint = null);

/// <summary>What the last word before the cursor can become.</summary>
/// <param name="Candidates">The likeliest first.</param>
/// <param name="Cycles">Whether Tab tries one after the other; otherwise it completes as far as is certain, and lists what there is.</param>
public readonly record struct Completions(IReadOnlyList<Candidate> Candidates, bool Cycles)
{
    /// <summary>There is nothing to complete.</summary>
    public static Completions None { get; } = new([], Cycles: false);
}

/// <summary>Given what stands before the cursor, what its last word can become.</summary>
public delegate Completions Completer(string textBeforeCursor);
