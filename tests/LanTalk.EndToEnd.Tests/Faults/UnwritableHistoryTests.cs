using System.Text.Json;
using LanTalk.EndToEnd.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>
/// A server that cannot store messages: users are told that they were not sent, and as soon as it can again, everything continues by itself.
/// </summary>
public sealed class UnwritableHistoryTests(InstalledTool tool) : ToolTest(tool)
{
    private const int LongText = 4000;

    private SmallDisk? _disk;
    private Chatter? _bob;

    private SmallDisk Disk => _disk!;

    private Chatter Bob => _bob!;

    [Fact]
    public async Task OnAFullDiskAMessageIsReportedAsNotSentAndWithSpaceMessagesGoAgain()
    {
        await StartAsync();
        Disk.Fill("ballast");

        // Messages that fit into the files' free space are still accepted.
        const int Most = 400;
        for (var i = 0; i < Most && Bob.Transcript.NotSent.Count == 0; i++)
        {
            await Bob.SayAsync($"{i} {new string('x', LongText)}");
            await Bob.SettleAsync();
        }

        await MustBeNotSentAsync("the disk is full");
        File.Delete(Disk.File("ballast"));
        await MustGoAgainAsync();
    }

    [Fact]
    public async Task WhileAnotherProgramHoldsTheHistoryAMessageIsReportedAsNotSentAndAfterItMessagesGoAgain()
    {
        await StartAsync();
        await using (var other = await LockAsync())
        {
            await Bob.SayAsync("while it is locked");
            await MustBeNotSentAsync("locked by another program");
        }

        await MustGoAgainAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_disk is not null)
        {
            await _disk.DisposeAsync();
        }
    }

    private async Task StartAsync()
    {
        _disk = await SmallDisk.MountAsync("4m");
        var (_, endPoint) = await ServeAsAsync("Alice", Disk.Path, "--rate-limit", "0", "--history", "all");
        _bob = new Chatter("Bob", Run("join", $"{endPoint}", "--name", "Bob", "--json"));
        await Bob.SayAsync("while all is well");
        await Bob.SettleAsync();
        Bob.Transcript.Seen.Should().ContainSingle();
    }

    private async Task<SqliteConnection> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={Disk.File("history.db")};Pooling=False");
        await connection.OpenAsync();
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();
        }

        return connection;
    }

    /// <summary>The last line was refused, by its nonce, and the user is told so.</summary>
    private async Task MustBeNotSentAsync(string reason)
    {
        await Bob.SettleAsync();
        var told = await Bob.Process.ErrorAsync("not sent: ");
        told.Should().Contain(reason);
        var output = Bob.Process.Output.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        var notSent = output.FindLast(line => Text(line, "type") == "not_sent");
        Text(notSent, "text").Should().Be(Bob.Transcript.Fed[^1]);
        output.Should().Contain(line => Text(line, "event") == "refused" && Text(line, "nonce") == Text(notSent, "nonce"));
    }

    /// <summary>The next line is posted without a restart; messages reported as not sent are nowhere.</summary>
    private async Task MustGoAgainAsync()
    {
        await Bob.SayAsync("all is well again");
        await Bob.SettleAsync();
        Bob.Process.EndInput();
        (await Bob.Process.ExitAsync()).Should().Be(4, "something was refused");

        Bob.Transcript.Seen[^1].Text.Should().Be("all is well again");
        var (_, history) = await RunToEndAsync("history", "--json", "--limit", "0", "--data-dir", Disk.Path);
        TranscriptChecker.Check([Bob.Transcript], Transcript.ReadStore(history.Output)).Should().BeEmpty();
    }

    private static string? Text(JsonElement line, string field) => line.TryGetProperty(field, out var value) ? value.GetString() : null;
}
