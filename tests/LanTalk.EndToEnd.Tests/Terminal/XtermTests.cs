using System.Globalization;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Terminal;

/// <summary>xterm counts columns in its own way, and has no grapheme clusters.</summary>
public sealed class XtermTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Prompt = "[Bob | lobby] >";

    private static readonly string[] Texts = ["हिन्दी", "বাংলা", "தமிழ்", "မြန်မာ", "កម្ពុជា", "日👋🏽", "a👨‍👩‍👧", "a❤\ufe0f", "a1\ufe0f\u20e3", "a🇩🇪"];

    [Fact]
    public async Task InAnXtermTheTextOfEveryScriptIsEditedAndSentAsItStandsOnTheScreen()
    {
        var (_, endPoint) = await ServeAsync();
        await using var prompt = await Xterm.StartAsync($"{ShellCommand} join {endPoint} --name Bob");
        await using var echo = await Xterm.StartAsync("cat"); // shows how far the terminal itself goes for a text
        await prompt.WaitForLastLineAsync(Prompt);

        foreach (var text in Texts)
        {
            var shorter = text[..StringInfo.ParseCombiningCharacters(text)[^1]];
            await prompt.TypeAsync($"{text}|");
            await prompt.WaitForLastLineAsync($"{Prompt} {Shown(text)}|");
            (await prompt.ColumnAsync()).Should().Be(await ColumnAfterAsync($"{text}|"), "{0} is as wide as that", text);

            await prompt.PressAsync("Left", "BackSpace");
            await prompt.WaitForLastLineAsync($"{Prompt} {shorter}|");
            (await prompt.ColumnAsync()).Should().Be(await ColumnAfterAsync(shorter), "the cursor stands behind {0}", shorter);

            await prompt.PressAsync("Home");
            await prompt.TypeAsync("<");
            await prompt.WaitForLastLineAsync($"{Prompt} <{shorter}|");
            await prompt.PressAsync("Delete", "End", "BackSpace", "ctrl+u");
            await prompt.WaitForLastLineAsync(Prompt);
        }

        var all = string.Join(' ', Texts);
        await prompt.TypeAsync(all);
        await prompt.PressAsync("Return");
        await prompt.WaitForAsync($"Bob: {Shown(all)}");
        await prompt.WaitForLastLineAsync(Prompt);

        async Task<int> ColumnAfterAsync(string text)
        {
            await echo.TypeAsync(text);
            await echo.WaitForLastLineAsync(Shown(text));
            var column = await echo.ColumnAsync();
            await echo.PressAsync("Return");
            return Prompt.Length + 1 + column;
        }
    }

    /// <summary>xterm draws emoji that are joined beside each other, and keeps no joiner.</summary>
    private static string Shown(string text) => text.Replace("\u200d", "", StringComparison.Ordinal);
}
