using LanTalk.Terminal.Devices;
using LanTalk.Terminal.Editing;
using LanTalk.Terminal.Keys;

namespace LanTalk.Terminal.Prompts;

/// <summary>Asks for a secret, which is not shown.</summary>
public static class SecretPrompt
{
    /// <summary>The secret; null if the person gave up with Ctrl-D. The label goes to standard error.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public static string? ReadSecret(string label)
    {
        // The terminal's echo is off before the question is asked.
        var keys = new KeyReader(new ConsoleTerminal());
        Console.Error.Write(label);
        var secret = ReadUntilEnter(keys);
        Console.Error.WriteLine();
        return secret;
    }

    private static string? ReadUntilEnter(KeyReader keys)
    {
        var editor = new LineEditor();
        while (true)
        {
            var input = keys.Read();
            switch (input.Kind)
            {
                case KeyInputKind.Submit:
                    return editor.Text;
                case KeyInputKind.EndOfInput when editor.Text.Length == 0:
                    return null;
                case KeyInputKind.Text or KeyInputKind.Paste:
                    editor.Insert(input.Text);
                    break;
                case KeyInputKind.Edit when input.Key is EditKey.DeleteBack or EditKey.KillToStart or EditKey.KillBlankWordBack:
                    editor.Apply(input.Key);
                    break;
            }
        }
    }
}
