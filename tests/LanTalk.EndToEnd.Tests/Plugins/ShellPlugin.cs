using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Plugins;

/// <summary>Writes plug-ins in the language of the shell.</summary>
internal static class ShellPlugin
{
    /// <summary>Writes a plug-in with a command that is called as it is; returns its path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name, and its command's.</param>
    /// <param name="more">More fields of its manifest.</param>
    /// <param name="before">What it does first.</param>
    /// <param name="ignoresStop">Whether it goes on when it is to stop.</param>
    public static Task<string> WriteAsync(string path, string name, string more = "\"version\":\"\"", string before = ":", bool ignoresStop = false) => WriteProgramAsync(
        path,
        $$"""
        #!/bin/sh
        {{before}}
        while read -r line; do
            case $line in
                '{"type":"hello"'*)
                    echo '{"type":"manifest","name":"{{name}}","commands":[{"name":"{{name}}","help":"Say hello."}],{{more}}}' ;;
                '{"type":"init"'*)
                    echo '{"type":"ready"}' ;;
                '{"type":"command"'*)
                    call=${line#*'"call":'}
                    echo "{\"type\":\"reply\",\"call\":${call%%[,\}]*},\"text\":\"Hello from the shell.\"}" ;;
                '{"type":"hook"'*)
                    call=${line#*'"call":'}
                    echo '{"type":"say","text":"somebody called"}'
                    echo "{\"type\":\"reply\",\"call\":${call%%[,\}]*},\"text\":\"thank you\"}" ;;
                '{"type":"stop"'*)
                    {{(ignoresStop ? ":" : "exit")}} ;;
            esac
        done
        {{(ignoresStop ? "while :; do sleep 1; done" : "")}}

        """);

    /// <summary>Writes a program; returns its path.</summary>
    public static async Task<string> WriteProgramAsync(string path, string program)
    {
        // By another process: one that this process starts for another test at this moment would hold the file open for writing, and no system
        // runs such a file ("Text file busy").
        await File.WriteAllTextAsync($"{path}.text", program);
        await Subprogram.RunAsync("install", "-m", "700", $"{path}.text", path);
        return path;
    }
}
