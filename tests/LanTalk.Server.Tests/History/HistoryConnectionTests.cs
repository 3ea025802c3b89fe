using LanTalk.Server.History;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LanTalk.Server.Tests.History;

public sealed class HistoryConnectionTests
{
    private const string Endless = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT count(*) FROM number";

    [Fact]
    public void AStatementWithoutAnEndEndsWhenItIsCancelled()
    {
        using var connection = HistoryConnection.Open(":memory:", SqliteOpenMode.Memory, TimeSpan.Zero);
        using var cancellation = new CancellationTokenSource();
        using (connection.InterruptWhen(cancellation.Token))
        {
            connection.Number("SELECT 5").Should().Be(5);
            cancellation.Cancel();

            connection.Invoking(it => it.Number(Endless)).Should().Throw<SqliteException>().Which.SqliteErrorCode.Should().Be(raw.SQLITE_INTERRUPT);
        }

        connection.Number("SELECT count(*) FROM (WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number LIMIT 10000) SELECT n FROM number)")
            .Should().Be(10_000);
    }
}
