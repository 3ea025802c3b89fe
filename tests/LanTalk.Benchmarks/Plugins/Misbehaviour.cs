namespace LanTalk.Benchmarks.Plugins;

/// <summary>A plug-in that does what no plug-in should.</summary>
/// <param name="What">What it does.</param>
/// <param name="Script">Its program, for <c>sh</c>, once it is ready.</param>
internal sealed record Misbehaviour(string What, string Script)
{
    private const string UsualGoal = "at most 1.2x";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        new("asks for its store without an end", """exec yes '{"type":"get","key":"k","ref":"r"}'""") { ReadsInput = true },
        new("prints rubbish without an end", "exec yes"),
        new("prints to its log without an end", "exec yes >&2"),
        new("watches, and never reads its input", "exec sleep 10000") { Manifest = """ "permissions":["watch"],"watch":{"rooms":["*"]}""" },
        new("crashes each second", "exit 1") { Crashes = true },
        new("never answers as the filter of another room", "exec sleep 10000")
        {
            Manifest = $$""" "permissions":["filter"],"filter":{"rooms":["{{OtherRoom}}"]}""",
            TalksInOtherRoom = true,
        },
        new("prints an endless line", "exec tr '\\0' x < /dev/zero"),
        new("prints 1 GB of lines that it may print", """
            yes "{\"type\":\"later\",\"text\":\"$(head -c 2000 /dev/zero | tr '\0' x)\"}" | head -c 1000000000
            exec sleep 10000
            """),
        new("computes without an end, which costs a processor", "while :; do :; done") { Goal = "" },
    ];

    /// <summary>The room that has a filter, where not the room that is measured has one.</summary>
    public const string OtherRoom = "other";

    /// <summary>More fields of its manifest.</summary>
    public string Manifest { get; init; } = """ "version":"1" """;

    /// <summary>Whether it reads its input meanwhile.</summary>
    public bool ReadsInput { get; init; }

    /// <summary>Whether it ends by itself, and the operator starts it again each second.</summary>
    public bool Crashes { get; init; }

    /// <summary>Whether somebody talks in <see cref="OtherRoom"/>.</summary>
    public bool TalksInOtherRoom { get; init; }

    /// <summary>How long texts should take beside it.</summary>
    public string Goal { get; init; } = UsualGoal;

    /// <summary>The whole program.</summary>
    public string Program(string name) =>
        $$"""
        read -r hello
        echo '{"type":"manifest","name":"{{name}}",{{Manifest}}}'
        read -r init
        echo '{"type":"ready"}'
        {{(ReadsInput ? "exec 3<&0; cat <&3 >/dev/null &" : "")}}
        {{Script}}
        """;
}
