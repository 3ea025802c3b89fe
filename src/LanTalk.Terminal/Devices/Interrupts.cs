namespace LanTalk.Terminal.Devices;

/// <summary>Ctrl-C on a terminal that edits lines itself and sends SIGINT for that key. It ends the process unless a prompt handles it.</summary>
public static class Interrupts
{
    private static Func<bool>? _prompt;

    /// <summary>Lets the prompt handle the signal; false if there is no prompt, or it does not want to. Called before the process is ended.</summary>
    public static bool TryHandle() => Volatile.Read(ref _prompt)?.Invoke() == true;

    /// <summary>Sets the prompt to ask; null for none.</summary>
    internal static void LeaveTo(Func<bool>? prompt) => Volatile.Write(ref _prompt, prompt);
}
