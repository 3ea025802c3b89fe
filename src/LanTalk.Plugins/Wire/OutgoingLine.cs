namespace LanTalk.Plugins.Wire;

/// <summary>A line of the plug-in, except the manifest. What is null is not written.</summary>
internal sealed record OutgoingLine(string Type)
{
    public long? Call { get; init; }

    public string? Ref { get; init; }

    public string? Text { get; init; }

    public string? Error { get; init; }

    public string? Room { get; init; }

    public long? Id { get; init; }

    public bool? Action { get; init; }

    public string? Path { get; init; }

    public string? Title { get; init; }

    public string? To { get; init; }

    public string? Command { get; init; }

    public string? Arguments { get; init; }

    public long? Before { get; init; }

    public int? Count { get; init; }

    public string? Query { get; init; }

    public string? Key { get; init; }

    public string? Value { get; init; }

    public string? Prefix { get; init; }

    public bool? Pass { get; init; }

    public string? Replace { get; init; }

    public string? Refuse { get; init; }

    public string? Mute { get; init; }

    public ManifestWatch? Watch { get; init; }

    public ManifestFilter? Filter { get; init; }
}
