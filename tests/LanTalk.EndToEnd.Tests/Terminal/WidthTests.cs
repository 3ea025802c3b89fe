using System.Globalization;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Terminal;

public sealed class WidthTests(InstalledTool tool) : ToolTest(tool)
{
    private const string Prompt = "[Bob | lobby] >";

    [Fact]
    public async Task TheCursorStandsBehindTheTextInEveryScript()
    {
        var (_, endPoint) = await ServeAsync();
        await using var prompt = await Tmux.StartAsync($"{ShellCommand} join {endPoint} --name Bob");
        await prompt.WaitForLastLineAsync(Prompt);
        await using var echo = await Tmux.StartAsync("cat"); // shows how far the terminal itself goes for a text

        foreach (var text in new[] { "हिन्दी", "বাংলা", "தமிழ்", "မြန်မာ", "កម្ពុជា", "กำ", "각", "👋🏽", "👨‍👩‍👧", "❤\ufe0f", "1\ufe0f\u20e3", "🇩🇪", "日本" })
        {
            await echo.TypeAsync(text);
            await echo.WaitForLastLineAsync(text);
            await prompt.TypeAsync($"{text}|");
            await prompt.WaitForLastLineAsync($"{Prompt} {text}|");

            (await ColumnAsync(prompt)).Should().Be(Prompt.Length + " |".Length + await ColumnAsync(echo), "{0} is as wide as that", text);

            await echo.PressAsync("Enter");
            await prompt.PressAsync("C-u");
            await prompt.WaitForLastLineAsync(Prompt);
        }
    }

    private static async Task<int> ColumnAsync(Tmux terminal) => int.Parse(await terminal.ValueAsync("cursor_x"), CultureInfo.InvariantCulture);
}
