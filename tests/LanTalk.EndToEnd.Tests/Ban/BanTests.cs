using System.Text.Json;
using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Ban;

public sealed class BanTests(InstalledTool tool) : ToolTest(tool)
{
    [Fact]
    public async Task ABanIsAddedListedAndRemoved()
    {
        (await RunToEndAsync("ban", "add", "10.1.0.0/16", "--reason", "spam", "--for", "2h")).ExitCode.Should().Be(0);

        var (_, list) = await RunToEndAsync("ban", "list", "--json");
        var ban = JsonSerializer.Deserialize<JsonElement>(list.Output.Should().ContainSingle().Which);
        ban.GetProperty("address").GetString().Should().Be("10.1.0.0/16");
        ban.GetProperty("reason").GetString().Should().Be("spam");
        ban.GetProperty("until").GetDateTimeOffset().Should().BeAfter(TimeProvider.System.GetUtcNow());

        (await RunToEndAsync("ban", "remove", "10.1.0.0/16")).ExitCode.Should().Be(0);
        (await RunToEndAsync("ban", "remove", "10.1.0.0/16")).ExitCode.Should().Be(3);
        (await RunToEndAsync("ban", "list")).Process.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task APlainListOfAddressesIsRead()
    {
        await File.WriteAllTextAsync(Directory.File("bans.json"), """["10.0.0.1", "10.0.0.2"]""");

        var (exitCode, list) = await RunToEndAsync("ban", "list");

        exitCode.Should().Be(0);
        list.Output.Should().Equal("10.0.0.1", "10.0.0.2");
    }

    [Theory]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.0/33")]
    [InlineData("bob")]
    public async Task WhatIsNoAddressIsAUsageError(string address)
    {
        var (exitCode, run) = await RunToEndAsync("ban", "add", address);

        exitCode.Should().Be(2);
        run.Errors.Should().Contain(line => line.Contains(address));
    }

    [Fact]
    public async Task ARunningServerDisconnectsWhomABanHits()
    {
        var (_, endPoint) = await ServeAsync();
        using var bob = await TestClient.ConnectAsync(endPoint);
        await bob.LogInAsync("Bob");

        (await RunToEndAsync("ban", "add", "127.0.0.1", "--reason", "spam")).ExitCode.Should().Be(0);

        (await bob.ReadToEndAsync())[^1].GetProperty("text").GetString().Should().Contain("spam");
    }

    [Fact]
    public async Task TwoProcessesThatBanAtOnceBothCount()
    {
        var runs = Enumerable.Range(1, 8).Select(i => RunToEndAsync("ban", "add", $"10.0.0.{i}")).ToList();
        (await Task.WhenAll(runs)).Should().OnlyContain(run => run.ExitCode == 0);

        (await RunToEndAsync("ban", "list")).Process.Output.Should().HaveCount(8);
    }
}
