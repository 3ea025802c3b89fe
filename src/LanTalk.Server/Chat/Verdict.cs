namespace LanTalk.Server.Chat;

/// <summary>What a gate says of a text.</summary>
internal readonly record struct Verdict
{
    private Verdict(string? text, string? refusal) => (Text, Refusal) = (text, refusal);

    /// <summary>The text that goes on in its place; null if it goes on as it is.</summary>
    public string? Text { get; }

    /// <summary>Why it does not go on, for its author; null if it does.</summary>
    public string? Refusal { get; }

    /// <summary>It goes on as it is.</summary>
    public static Verdict Pass => default;

    /// <summary>Another text goes on in its place.</summary>
    public static Verdict Replace(string text) => new(text, null);

    /// <summary>Nobody gets it.</summary>
    public static Verdict Refuse(string reason) => new(null, reason);
}
