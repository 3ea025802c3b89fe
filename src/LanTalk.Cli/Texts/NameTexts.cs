using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Texts;

/// <summary>The texts that tell a person about names.</summary>
internal static class NameTexts
{
    /// <summary>The usual name was taken, and the user has another one.</summary>
    public static string Taken(string usual, string name) =>
        $"the name {SafeText.Clean(usual)} is taken here: somebody has it, or you are there from another terminal. You are {SafeText.Clean(name)}. "
        + "Another name: /nick NAME for now, or  lantalk config set name NAME  for good.";
}
