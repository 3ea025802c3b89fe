namespace LanTalk.Cli.Options;

/// <summary>Lets a person make up a password. It is typed hidden, so it is typed twice.</summary>
internal static class NewPassword
{
    /// <summary>What the second question says.</summary>
    public const string Again = "The same again: ";

    /// <summary>The password, once it was typed twice the same; empty for none, if the first question allows that.</summary>
    /// <param name="ask">Asks for it.</param>
    /// <param name="askAgain">Asks for the same again.</param>
    /// <param name="tell">Told that the two differ.</param>
    public static string Choose(Func<string> ask, Func<string> askAgain, Action<string> tell)
    {
        while (true)
        {
            var password = ask();
            if (password.Length == 0 || askAgain() == password)
            {
                return password;
            }

            tell("The two are not the same. Type it anew.");
        }
    }
}
