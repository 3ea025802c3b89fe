namespace LanTalk.Benchmarks.Clients;

/// <summary>A client on a terminal, as a person would start it.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Program">The program that it needs.</param>
/// <param name="Command">The shell command; <c>{home}</c> is an empty directory, <c>{server}</c> the address of a LanTalk server.</param>
/// <param name="Ready">The text on the screen once the prompt accepts typing, without escapes.</param>
internal sealed record ClientUnderTest(string Name, string Program, string Command, string Ready)
{
    /// <summary>LanTalk's client, which connects and logs in before it has a prompt; the others have one without any server.</summary>
    public static ClientUnderTest LanTalk(string[] tool) => new(
        "lantalk join",
        "",
        $"LANTALK_CONFIG_DIR={{home}} XDG_STATE_HOME={{home}} exec {string.Join(' ', tool)} join {{server}} --name b$$",
        "| lobby] >");

    /// <summary>Clients that people use all day.</summary>
    public static IReadOnlyList<ClientUnderTest> Peers { get; } =
    [
        new("weechat", "weechat", "exec weechat -d {home}", "[1] "),
        new("irssi", "irssi", "exec irssi --home={home}", "[(status)]"),
    ];
}
