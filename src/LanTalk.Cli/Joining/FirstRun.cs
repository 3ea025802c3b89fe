using LanTalk.Cli.Settings;
using LanTalk.Cli.Terminals;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Joining;

/// <summary>What is asked once, and remembered.</summary>
internal static class FirstRun
{
    /// <summary>Asks for the name to chat by; the login name is suggested.</summary>
    /// <param name="settings">Where it is remembered.</param>
    /// <param name="tell">Told if it cannot be.</param>
    public static string AskName(SettingsFile settings, Action<string> tell)
    {
        var suggestion = UserName.From(Environment.UserName, "guest");
        while (true)
        {
            var answer = Question.Ask("Your name in the chat", suggestion);
            if (ClientSettings.ProblemOf("name", answer) is not { } problem)
            {
                Remember(settings, answer, tell);
                return answer;
            }

            Console.Out.WriteLine($"Sorry, {problem}.");
        }
    }

    private static void Remember(SettingsFile settings, string name, Action<string> tell)
    {
        try
        {
            settings.Set("name", name);
        }
        catch (ConfigFileException e) when (e.IsUnwritable)
        {
            tell($"{e.Message} You will be asked again.");
        }
    }
}
