using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>The texts that tell a person about names.</summary>
internal static class NameTexts
{
    /// <summary>Stands behind the name of a bot. No name can contain it, so nobody can fake it.</summary>
    public const string BotMark = " (bot)";

    /// <summary>The usual name was taken, and the user has another one.</summary>
    /// <param name="usual">The usual name.</param>
    /// <param name="name">The other one.</param>
    /// <param name="isTyping">Whether the user can type a command where this is told.</param>
    public static string Taken(string usual, string name, bool isTyping) =>
        $"the name {SafeText.Clean(usual)} is taken here: somebody has it, or you are there from another terminal. You are {SafeText.Clean(name)}. "
        + $"Another name: {(isTyping ? "/nick NAME" : "--name NAME")} for now, or  lantalk config set name NAME  for good.";
}
