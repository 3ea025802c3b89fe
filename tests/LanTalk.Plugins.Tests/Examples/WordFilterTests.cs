using LanTalk.Plugins.Tests.Infrastructure;
using LanTalk.Testing;

namespace LanTalk.Plugins.Tests.Examples;

/// <summary><c>examples/plugins/wordfilter</c>.</summary>
public sealed class WordFilterTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Oh Heck, HECK!", "Oh ****, ****!")]
    [InlineData("what the .*", "what the **")]
    [InlineData("schön blöd", "schön ****")]
    public async Task WordsAreReplacedByAsterisks(string text, string replaced)
    {
        await using var server = await StartAsync(("words", "darn, heck ,blöd,.*,"));

        (await server.VerdictOnAsync(text)).GetProperty("replace").GetString().Should().Be(replaced);
    }

    [Theory]
    [InlineData("check the hecklers")]
    [InlineData("")]
    [InlineData("hello")]
    public async Task OtherTextsPass(string text)
    {
        await using var server = await StartAsync(("words", "heck"));

        (await server.VerdictOnAsync(text)).GetProperty("pass").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task TheTextIsRefusedIfTheOperatorWantsThat()
    {
        await using var server = await StartAsync(("words", "heck"), ("action", "refuse"));

        (await server.VerdictOnAsync("oh heck")).GetProperty("refuse").GetString().Should().StartWith("One of these words");
    }

    [Theory]
    [InlineData("Class, lab", "class lab")]
    [InlineData("*", "*")]
    [InlineData(" ,", "*")]
    public async Task OtherRoomsAreLeftAlone(string option, string rooms)
    {
        await using var server = await StartAsync(("rooms", option));

        server.Ready.GetProperty("filter").GetProperty("rooms").EnumerateArray().Select(room => room.GetString()).Should().Equal(rooms.Split(' '));
    }

    [Fact]
    public async Task OnlyTextsWithTheFirstWordOfOneAreShownToIt()
    {
        await using var server = await StartAsync(("words", "Holy cow,heck"));

        server.Ready.GetProperty("filter").GetProperty("match").GetProperty("words").EnumerateArray().Select(word => word.GetString())
            .Should().Equal("Holy", "heck");
    }

    [Fact]
    public async Task AllTextsAreShownToItIfOneHasNoWord()
    {
        await using var server = await StartAsync(("words", ".*,heck"));

        server.Ready.GetProperty("filter").TryGetProperty("match", out _).Should().BeFalse();
    }

    [Fact]
    public async Task WordsAreReadFromAFile()
    {
        await File.WriteAllTextAsync(_directory.File("words.txt"), "# not wanted in class\n\ndarn\nholy cow\n");
        await using var server = await StartAsync(("words", ""));

        (await server.VerdictOnAsync("holy cow, darn")).GetProperty("replace").GetString().Should().Be("********, ****");
    }

    [Fact]
    public async Task WithoutWordsItDoesNotStart()
    {
        await using var server = await Example.StartAsync("wordfilter", _directory.Path);

        (await server.FailToStartAsync(("words", " , "))).Should().StartWith("There are no words: set the option words");
    }

    private async Task<FakeServer> StartAsync(params (string Name, string Value)[] options)
    {
        var server = await Example.StartAsync("wordfilter", _directory.Path);
        await server.StartAsync(options);
        return server;
    }
}
