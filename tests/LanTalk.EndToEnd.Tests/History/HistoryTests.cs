using System.Text;
using System.Text.Json;
using LanTalk.Server.History;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.History;

/// <summary><c>lantalk history</c>, on directories prepared by the store itself.</summary>
public sealed class HistoryTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task WhatWasSaidIsShownOldestFirstBesideWhoeverWritesIt()
    {
        using var store = Fill("lobby", "one", "two", "three");

        var (exitCode, run) = await RunToEndAsync("history", "--limit", "2");

        exitCode.Should().Be(0);
        run.Output.Should().HaveCount(2);
        run.Output[0].Should().MatchRegex(@"^\[\d{4}-\d\d-\d\d \d\d:\d\d\] Bob: two$");
        await store.AppendAsync("lobby", 3, new[] { Message("four") });
        (await RunToEndAsync("history")).Process.Output.Should().HaveCount(4);
    }

    [Fact]
    public async Task OptionsAndQueryNarrowItDown()
    {
        Fill("lobby", "the red fox", "the blue fox", "no animal").Dispose();

        var (_, run) = await RunToEndAsync("history", "--search", "fox since:1d \"the red\"", "--from", "bob", "--json");

        var found = JsonSerializer.Deserialize<JsonElement>(run.Output.Should().ContainSingle().Which);
        found.GetProperty("id").GetInt64().Should().Be(1);
        found.GetProperty("room").GetString().Should().Be("lobby");
        found.GetProperty("at").GetDateTimeOffset().Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        found.GetProperty("text").GetString().Should().Be("the red fox");
    }

    [Fact]
    public async Task ASearchNamesItsRoomOrAllOfThem()
    {
        using (var store = Fill("lobby", "a fox here"))
        {
            await store.AppendAsync("ops", 0, new[] { Message("a fox there") });
        }

        (await RunToEndAsync("history", "--search", "fox in:OPS")).Process.Output.Should().ContainSingle().Which.Should().EndWith("] Bob: a fox there");
        (await RunToEndAsync("history", "--search", "fox in:all")).Process.Output.Should()
            .HaveCount(2).And.Contain(line => line.EndsWith("[ops] Bob: a fox there"));
        (await RunToEndAsync("history", "--search", "fox in:garden")).ExitCode.Should().Be(3);
    }

    [Theory]
    [InlineData("--search", "nowhere")]
    [InlineData("--from", "Alice")]
    [InlineData("--room", "garden")]
    public async Task WhereNothingIsFoundTheExitCodeSaysSo(string option, string value)
    {
        Fill("lobby", "hi").Dispose();

        var (exitCode, run) = await RunToEndAsync("history", option, value);

        exitCode.Should().Be(3);
        run.Output.Should().BeEmpty();
        run.Errors.Should().ContainSingle();
    }

    [Theory]
    [InlineData("--search", "from:a from:b", "twice")]
    [InlineData("--since", "soon", "yesterday")]
    [InlineData("--data-dir", "no-such-place", "no-such-place")]
    public async Task WhatCannotBeUsedIsAUsageError(string option, string value, string error)
    {
        Fill("lobby", "hi").Dispose();

        var (exitCode, run) = await RunToEndAsync("history", option, value);

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains(error));
    }

    [Fact]
    public async Task ADirectoryWithoutHistoryHasNothing()
    {
        (await RunToEndAsync("history")).ExitCode.Should().Be(3);
        System.IO.Directory.GetFiles(Directory.Path).Should().BeEmpty();
    }

    private SqliteRoomStore Fill(string room, params string[] texts)
    {
        var store = SqliteRoomStore.Open(Directory.Path, new HistoryLimit());
        store.AppendAsync(room, 0, texts.Select(Message).ToArray()).AsTask().GetAwaiter().GetResult();
        return store;
    }

    private static StoredMessage Message(string text) =>
        new(0, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), "Bob", Encoding.UTF8.GetBytes(text));
}
