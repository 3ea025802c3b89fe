using LanTalk.Terminal.Prompts;
using LanTalk.Testing;

namespace LanTalk.Terminal.Tests.Prompts;

public sealed class ExternalEditorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string?> _before = new[] { "VISUAL", "EDITOR", "HOME" }.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public ExternalEditorTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The editor here is a script of a shell.");
        Directory.CreateDirectory(_directory.File("my editors"));
        foreach (var path in new[] { Script, _directory.File("editor") })
        {
            File.WriteAllText(path, "#!/bin/sh\nprintf '%s' \"$#,$1\" > \"$2\"\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Environment.SetEnvironmentVariable("VISUAL", null);
        Environment.SetEnvironmentVariable("HOME", _directory.Path);
    }

    [Theory]
    [InlineData("'{0}' --wait", "2,--wait")]
    [InlineData("\"{0}\" 'in one'", "2,in one")]
    [InlineData("~/editor -x", "2,-x")]
    [InlineData("$HOME/editor \"\"", "2,")]
    public void TheEditorIsACommandOfTheShell(string command, string written)
    {
        Environment.SetEnvironmentVariable("EDITOR", string.Format(null, command, Script));

        ExternalEditor.Edit("before").Should().Be(written);
    }

    [Theory]
    [InlineData("no-such-editor-here", "no-such-editor-here cannot be started. Set EDITOR to another one.")]
    [InlineData("false", "false exited with 1; the text is as it was.")]
    public void AnEditorThatFailsIsNamed(string command, string problem)
    {
        Environment.SetEnvironmentVariable("EDITOR", command);

        var edit = () => ExternalEditor.Edit("before");

        edit.Should().Throw<IOException>().WithMessage(problem);
    }

    private string Script => _directory.File("my editors/editor");

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _directory.Dispose();
    }
}
