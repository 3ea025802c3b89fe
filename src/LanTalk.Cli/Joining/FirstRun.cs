using LanTalk.Cli.Settings;
using LanTalk.Cli.Terminals;
using LanTalk.Protocol.Names;

namespace LanTalk.Cli.Joining;

/// <summary>What is asked once, and remembered.</summary>
internal static class FirstRun
{
    /// <summary>Asks for the name to chat by; the login name is suggested.</summary>
    public static string AskName(SettingsFile settings)
    {
        var suggestion = UserName.From(Environment.UserName, "guest");
        while (true)
        {
            var answer = Question.Ask("Your name in the chat", suggestion);
            if (ClientSettings.ProblemOf("name", answer) is not { } problem)
            {
                settings.Set("name", answer);
                return answer;
            }

            Console.Out.WriteLine($"Sorry, {problem}.");
        }
    }
}
