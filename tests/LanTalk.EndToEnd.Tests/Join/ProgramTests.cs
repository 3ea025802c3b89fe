using System.Text.Json;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Join;

public sealed class ProgramTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task AProgramTellsItsMessagesApartByItsReferences()
    {
        var (server, endPoint) = await ServeAsync();
        var bot = Run("join", $"{endPoint}", "--name", "bot", "--json");
        await bot.TypeAsync("""{"type":"say","text":"/etc is full","ref":"1"}""");
        await bot.TypeAsync("""{"type":"action","text":"waves","ref":"2"}""");
        await bot.TypeAsync("""{"type":"pm","to":"Alice","text":"psst","ref":"3"}""");
        await bot.TypeAsync("""{"type":"pm","to":"Nobody","text":"psst","ref":"4"}""");
        await bot.TypeAsync("""{"type":"command","text":"/users","ref":"5"}""");
        await bot.TypeAsync("""{"type":"join","room":"ops","ref":"6"}""");
        await bot.TypeAsync("""{"type":"say","text":"hello ops","ref":"7"}""");
        await bot.TypeAsync("""{"type":"say","text":"hello lobby","room":"lobby","ref":"8"}""");
        await bot.TypeAsync("""{"type":"say","text":"hello nowhere","room":"nowhere","ref":"9"}""");
        await bot.TypeAsync("""{"type":"leave","room":"ops","ref":"10"}""");
        await bot.TypeAsync("""{"type":"say"}""");
        await bot.TypeAsync("""{"type":"quit"}""");

        (await bot.ExitAsync()).Should().Be(4);

        await server.OutputAsync("bot: /etc is full");
        await server.OutputAsync("* bot waves");
        await server.OutputAsync("bot: hello lobby");
        bot.Output.Select(Read).Where(line => line.TryGetProperty("ref", out _))
            .Select(line => $"{line.GetProperty("ref").GetString()} {line.GetProperty("type").GetString()}")
            .Should().BeEquivalentTo(
                "1 delivered", "2 delivered", "3 delivered", "4 not_sent", "5 done", "6 done", "7 delivered", "8 delivered", "9 not_sent", "10 done");
        bot.Errors.Should().Contain(line => line.Contains("line 11: 'text' of a 'say' is missing"));
    }

    [Fact]
    public async Task AnActionOfAMutedUserIsNotSent()
    {
        var (server, endPoint) = await ServeAsync();
        var bot = Run("join", $"{endPoint}", "--name", "bot", "--json");
        await bot.OutputAsync("auth_ok");
        await server.TypeAsync("/mute bot");
        await server.OutputAsync("Muted bot");

        await bot.TypeAsync("""{"type":"action","text":"waves","ref":"1"}""");

        (await bot.OutputAsync("\"ref\":\"1\"")).Should().Contain("not_sent");
    }

    private static JsonElement Read(string line) => JsonSerializer.Deserialize<JsonElement>(line);
}
