namespace LanTalk.Server.Chat;

/// <summary>The decision of a gate about a text.</summary>
internal readonly record struct Verdict
{
    private Verdict(string? text, string? refusal) => (Text, Refusal) = (text, refusal);

    /// <summary>The replacement; null if the text passes unchanged.</summary>
    public string? Text { get; }

    /// <summary>The reason of the refusal, for the author; null if the text passes.</summary>
    public string? Refusal { get; }

    /// <summary>The text passes unchanged.</summary>
    public static Verdict Pass => default;

    /// <summary>Another text is posted instead.</summary>
    public static Verdict Replace(string text) => new(text, null);

    /// <summary>The text is refused.</summary>
    public static Verdict Refuse(string reason) => new(null, reason);
}
