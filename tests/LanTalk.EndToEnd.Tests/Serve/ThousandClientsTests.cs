using LanTalk.Testing;
using LanTalk.Testing.Processes;

namespace LanTalk.EndToEnd.Tests.Serve;

public sealed class ThousandClientsTests(InstalledTool tool) : ToolTest(tool)
{
    private const int Clients = 1000;

    [Fact]
    public async Task EachOfAThousandClientsGetsEachMessageOnceAndInOneOrder()
    {
        var (_, endPoint) = await ServeAsync();
        var clients = new TestClient[Clients];
        for (var i = 0; i < Clients; i++)
        {
            clients[i] = await TestClient.ConnectAsync(endPoint);

            // At once: a client that waits for the server to speak first waits for a quarter of a second.
            await clients[i].SendJsonAsync(new { username = $"user-{i}" });
            (await clients[i].ReadAsync("auth_ok")).GetProperty("username").GetString().Should().Be($"user-{i}");
        }

        var reading = clients.Select(client => client.ReadTextsAsync("message", Clients - 1)).ToList();
        await Task.WhenAll(clients.Select((client, i) => client.SayAsync($"message-{i}")));
        var seen = await Task.WhenAll(reading);

        // Nobody sees their own message, so two clients are compared without the messages of both.
        for (var i = 0; i < Clients; i++)
        {
            seen[i].Should().OnlyHaveUniqueItems();
            seen[i].Should().NotContain($"message-{i}");
            seen[i].Where(text => text != "message-0").SequenceEqual(seen[0].Where(text => text != $"message-{i}")).Should().BeTrue();
        }

        foreach (var client in clients)
        {
            client.Dispose();
        }
    }
}
