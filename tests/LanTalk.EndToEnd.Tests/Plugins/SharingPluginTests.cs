using System.Security.Cryptography;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Plugins;

/// <summary>Plug-ins that share files, with the real tool, in the shell and in Python.</summary>
public sealed class SharingPluginTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task AFileOfAShellPluginIsGotAsItIs()
    {
        // It makes the file in its own directory, where it runs.
        var plugin = await WriteShellAsync("head -c 3000000 /dev/urandom > report.bin", "report.bin", "\"permissions\":[\"share\"]");
        var (_, endPoint) = await ServeAsync("--plugin", plugin);
        var bob = Run("join", endPoint.ToString(), "--name", "Bob");
        await bob.TypeAsync("/export");
        await bob.OutputAsync("export (bot) shares #1 report.bin (3 MB)");
        await bob.OutputAsync("\"share\":1");

        var (code, got) = await RunToEndAsync("get", "--last", "--host", $"{endPoint}", "--name", "Carol", "--output", "out/");

        code.Should().Be(0, string.Join('\n', got.Errors));
        var bytes = await File.ReadAllBytesAsync(Directory.File("out/report.bin"));
        bytes.Length.Should().Be(3_000_000);
        SHA256.HashData(bytes).Should().Equal(SHA256.HashData(await File.ReadAllBytesAsync(Directory.File("plugins/export/report.bin"))));
        (await RunToEndAsync("files", "--host", $"{endPoint}", "--name", "Carol")).Process.Output.Single().Should().StartWith("1  report.bin (3 MB)  export (bot), ");
    }

    [Theory]
    [InlineData("missing.bin", "\"permissions\":[\"share\"]", "There is no file or directory ")]
    [InlineData("/dev/zero", "\"permissions\":[\"share\"]", "/dev/zero is a device, a socket or a pipe, and cannot be shared.")]
    [InlineData("pipe", "\"permissions\":[\"share\"]", "pipe is a device, a socket or a pipe, and cannot be shared.")]
    [InlineData("/etc/hostname", "\"version\":\"\"", "The permission 'share' is missing: the plug-in must ask for it in its manifest, and the operator grant it.")]
    public async Task WhatCannotBeSharedIsToldInWords(string path, string manifest, string error)
    {
        var plugin = await WriteShellAsync("mkfifo pipe", path, manifest);
        var (_, endPoint) = await ServeAsync("--plugin", plugin);
        var bob = Run("join", endPoint.ToString(), "--name", "Bob");

        await bob.TypeAsync("/export");

        await bob.OutputAsync(error);
    }

    [Fact]
    public async Task AFolderOfAPythonPluginIsSharedAndRemovedAgain()
    {
        File.Copy(Path.Combine(InstalledTool.Repository(), "examples", "plugins", "lantalk_plugin.py"), Directory.File("lantalk_plugin.py"));
        var plugin = await ShellPlugin.WriteProgramAsync(
            Directory.File("builds.py"),
            """
            #!/usr/bin/env python3
            import pathlib
            from lantalk_plugin import Plugin

            plugin = Plugin("builds", permissions=["share"])

            @plugin.command("build", "", "Build.", background=True)
            def build(call):
                out = pathlib.Path("out")
                out.mkdir(exist_ok=True)
                for number in range(3):
                    (out / f"{number}.txt").write_text(f"file {number}")
                return f"Built as {plugin.share(out, room=call.room, title='Build 7', wait=True)}."

            @plugin.command("unbuild", "<number>", "Remove a build.")
            def unbuild(call):
                return plugin.do("unsend", call.arguments)

            plugin.run()

            """);
        var (_, endPoint) = await ServeAsync("--plugin", plugin);
        var bob = Run("join", endPoint.ToString(), "--name", "Bob");
        await bob.TypeAsync("/build");
        await bob.OutputAsync("builds (bot) shares #1 Build 7");
        await bob.OutputAsync("Built as 1.");

        (await RunToEndAsync("get", "1", "--host", $"{endPoint}", "--name", "Carol", "--output", "got/")).ExitCode.Should().Be(0);
        (await File.ReadAllTextAsync(Directory.File("got/out/2.txt"))).Should().Be("file 2");
        await bob.TypeAsync("/unbuild 1");
        await bob.OutputAsync("builds removed Build 7 (number 1).");
        (await RunToEndAsync("get", "1", "--host", $"{endPoint}", "--name", "Carol", "--output", "again/")).ExitCode.Should().Be(3);
    }

    /// <summary>A plug-in whose command shares a path, and replies with the server's answer.</summary>
    private Task<string> WriteShellAsync(string before, string path, string manifest) => ShellPlugin.WriteProgramAsync(
        Directory.File("export.sh"),
        $$"""
        #!/bin/sh
        {{before}}
        while read -r line; do
            case $line in
                '{"type":"hello"'*)
                    echo '{"type":"manifest","name":"export","commands":[{"name":"export","help":"Export."}],{{manifest}}}' ;;
                '{"type":"init"'*)
                    echo '{"type":"ready"}' ;;
                '{"type":"command"'*)
                    call=${line#*'"call":'}
                    call=${call%%[,\}]*}
                    echo '{"type":"share","path":"{{path}}","ref":"a"}' ;;
                '{"type":"answer"'*)
                    answer=$(printf %s "$line" | sed 's/"/\\"/g')
                    echo "{\"type\":\"reply\",\"call\":$call,\"text\":\"$answer\"}" ;;
                '{"type":"stop"'*)
                    exit ;;
            esac
        done

        """);
}
