namespace LanTalk.Cli.Options;

/// <summary>Lets a person choose a new password. It is typed hidden, so it is typed twice.</summary>
internal static class NewPassword
{
    /// <summary>The text of the second question.</summary>
    public const string Again = "The same again: ";

    /// <summary>The password, once it was typed twice the same way; empty for none, if the first question allows that.</summary>
    /// <param name="ask">Asks for it.</param>
    /// <param name="askAgain">Asks for it again.</param>
    /// <param name="tell">Called if the two differ.</param>
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
