using LanTalk.Server.Programs;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Programs;

public sealed class ProgramStarterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AProgramThatIsKilledInTheMomentOfItsStartEnds()
    {
        for (var i = 0; i < 20; i++)
        {
            using var program = new ProgramStarter().Start("/bin/cat", _directory.Path);

            program.Kill();

            (await program.Exited.WaitAsync(Patience)).Should().Be(137);
        }
    }

    [Fact]
    public async Task WhatAProgramStartedEndsWithIt()
    {
        var path = _directory.File("parent.sh");
        await File.WriteAllTextAsync(path, "#!/bin/sh\nsleep 1000 &\necho started\nwait\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var program = new ProgramStarter().Start(path, _directory.Path);
        using var output = new StreamReader(program.Output);
        (await output.ReadLineAsync().WaitAsync(Patience)).Should().Be("started");

        program.Kill();

        (await program.Exited.WaitAsync(Patience)).Should().Be(137);
        (await output.ReadLineAsync().WaitAsync(Patience)).Should().BeNull("nobody holds its output open any more");
    }
}
