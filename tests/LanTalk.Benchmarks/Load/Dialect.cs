namespace LanTalk.Benchmarks.Load;

/// <summary>One step of a login: what is sent (nothing, if empty), and what must then be seen.</summary>
/// <param name="Send">What is sent; it may depend on what the server said, and on what binds it to the connection.</param>
/// <param name="Expect">What must then be seen.</param>
internal sealed record LoginStep(Func<string, ReadOnlyMemory<byte>, string> Send, string Expect)
{
    public LoginStep(string send, string expect)
        : this((_, _) => send, expect)
    {
    }
}

/// <summary>How a server is spoken to. All of it is data, so that the load generator does the same work for every server.</summary>
internal sealed record Dialect
{
    /// <summary>The steps by which a connection of a number comes to receive.</summary>
    public required Func<int, LoginStep[]> Login { get; init; }

    /// <summary>The steps of a connection that only sends; null where who sends is a participant like any other.</summary>
    public LoginStep[]? SenderLogin { get; init; }

    /// <summary>
    /// How many logins may be under way at once: fewer than the server's queue of connections not yet accepted. What does not
    /// fit into that queue is tried again by the kernel after seconds, which would be measured as the server's.
    /// </summary>
    public int LoginsAtOnce { get; init; } = 2000;

    /// <summary>Makes what it is spoken inside of; null if in clear.</summary>
    public Func<IChannel>? OpenChannel { get; init; }

    /// <summary>What stands before a text on its way to the server; <c>{size}</c> is the text's length.</summary>
    public required string Prefix { get; init; }

    /// <summary>What stands after it.</summary>
    public required string Suffix { get; init; }

    /// <summary>Whether a participant gets its own texts back.</summary>
    public bool Echoes { get; init; }
}
