using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary><c>examples/plugins/dice</c>.</summary>
public sealed class DiceTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private FakeServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Example.StartAsync("dice", _directory.Path);
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("", "^Bob rolled [1-6][.]$")]
    [InlineData("2d6", "^Bob rolled ([2-9]|1[0-2]) [(][1-6], [1-6][)][.]$")]
    [InlineData(" D2-1 ", "^Bob rolled [01] [(][12], -1[)][.]$")]
    [InlineData("100d1000000", "^Bob rolled [0-9]+ [(]([0-9]+, ){99}[0-9]+[)][.]$")]
    public async Task TheRoomSeesWhatWasRolled(string dice, string said)
    {
        var call = await _server.CommandAsync("roll", dice, room: "games");
        var say = await _server.NextAsync("say");

        say.GetProperty("text").GetString().Should().MatchRegex(said);
        say.GetProperty("room").GetString().Should().Be("games");
        FakeServer.Reply(await _server.NextAsync("reply"), call).Should().BeNull();
    }

    [Theory]
    [InlineData("999999999d9", "I have 1 to 100 dice.")]
    [InlineData("0d6", "I have 1 to 100 dice.")]
    [InlineData("1d1", "A die has 2 to 1,000,000 sides.")]
    [InlineData("1d999999999", "A die has 2 to 1,000,000 sides.")]
    [InlineData("9999999999d9", "Say which dice: *")]
    [InlineData("two", "Say which dice: *")]
    [InlineData("-1d6", "Say which dice: *")]
    [InlineData("٣d٦", "Say which dice: *")]
    [InlineData("2d6\n2d6", "Say which dice: *")]
    public async Task DiceThatDoNotExistAreAnErrorInWords(string dice, string error)
    {
        (await _server.ReplyToAsync("roll", dice)).Should().Match(error);
        _server.Lines.Log.Should().BeEmpty();
    }

    [Fact]
    public async Task ItEndsWithTheServer() => await _server.StopAsync();
}
