namespace LanTalk.Benchmarks.Load;

/// <summary>One step of a login: the bytes to send (none, if empty), and the text that must follow.</summary>
/// <param name="Send">Makes the text to send, which may depend on the server's answer and on the channel binding.</param>
/// <param name="Expect">The text that the server must send then.</param>
internal sealed record LoginStep(Func<string, ReadOnlyMemory<byte>, string> Send, string Expect)
{
    public LoginStep(string send, string expect)
        : this((_, _) => send, expect)
    {
    }
}

/// <summary>The way to speak to a server. All of it is data, so that the load generator does the same work for every server.</summary>
internal sealed record Dialect
{
    /// <summary>The login of a connection, by its number, after which it receives texts.</summary>
    public required Func<int, LoginStep[]> Login { get; init; }

    /// <summary>The login of a connection that only sends; null if senders are ordinary participants.</summary>
    public LoginStep[]? SenderLogin { get; init; }

    /// <summary>
    /// How many logins may be in progress at once: fewer than the server's queue of connections not yet accepted. If that queue is full, the kernel
    /// tries again only after seconds, which would be measured as the server's time.
    /// </summary>
    public int LoginsAtOnce { get; init; } = 2000;

    /// <summary>Makes the encrypted channel that it is used inside; null for none.</summary>
    public Func<IChannel>? OpenChannel { get; init; }

    /// <summary>The bytes before a text sent to the server; <c>{size}</c> is the text's length.</summary>
    public required string Prefix { get; init; }

    /// <summary>The bytes after it.</summary>
    public required string Suffix { get; init; }

    /// <summary>
    /// What the server says to an author whose text is shown to nobody: the run fails when it comes. Null if it is not looked for, which takes time.
    /// </summary>
    public byte[]? Refusal { get; init; }

    /// <summary>Whether a participant gets its own texts back.</summary>
    public bool Echoes { get; init; }
}
