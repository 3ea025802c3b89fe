using LanTalk.Cli.Settings;
using LanTalk.Cli.Terminals;
using LanTalk.Client.Configuration;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Joining;

/// <summary>Asks the questions of the first run and stores the answers.</summary>
internal static class FirstRun
{
    /// <summary>Asks for the user's name in the chat; suggests the login name.</summary>
    /// <param name="settings">Stores the name.</param>
    /// <param name="tell">Called if it cannot be stored.</param>
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
