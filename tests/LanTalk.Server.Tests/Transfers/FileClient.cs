using System.Globalization;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Transfers;

/// <summary>A user who sends and gets files: a session of the chat, and requests with its tickets.</summary>
internal sealed class FileClient(TestServer server, TestClient chat)
{
    public const string Host = "192.168.1.5:5050";

    /// <summary>The user's session.</summary>
    public TestClient Chat => chat;

    public static async Task<FileClient> JoinAsync(TestServer server, string name, UserKey key) => new(server, await server.JoinAsync(name, key));

    /// <summary>A ticket for sending, or for getting a share.</summary>
    public async Task<string> TicketAsync(long? share = null)
    {
        await chat.SendAsync(share is null ? """{"type":"ticket","nonce":"abc"}""" : $$"""{"type":"ticket","nonce":"abc","share":{{share}}}""");
        return (await chat.ReadAsync("ticket")).GetProperty("ticket").GetString()!;
    }

    /// <summary>Why there is no ticket for a share.</summary>
    public async Task<string> RefusalAsync(long? share)
    {
        await chat.SendAsync(share is null ? """{"type":"ticket","nonce":"abc"}""" : $$"""{"type":"ticket","nonce":"abc","share":{{share}}}""");
        while (true)
        {
            var message = await chat.ReadAsync("system");
            if (message.Text("event") == "refused")
            {
                message.Text("nonce").Should().Be("abc");
                return message.Text("text")!;
            }
        }
    }

    /// <summary>Describes a share; returns its number.</summary>
    public async Task<long> DescribeAsync(SampleShare sample)
    {
        var answer = await PostAsync(sample);
        answer.Status.Should().Be(201, answer.Text);
        return JsonSerializer.Deserialize<JsonElement>(answer.Text).GetProperty("share").GetInt64();
    }

    /// <summary>Describes a share; returns the answer.</summary>
    public async Task<HttpExchange> PostAsync(SampleShare sample) => await SendAsync("POST", "/files", sample.Outline.ToJson(), await TicketAsync());

    /// <summary>Sends the content of a share from an offset on.</summary>
    public async Task<HttpExchange> PatchAsync(long share, long offset, ReadOnlyMemory<byte> content) =>
        await SendAsync("PATCH", $"/files/{share}", content, await TicketAsync(), string.Create(CultureInfo.InvariantCulture, $"Upload-Offset: {offset}"));

    /// <summary>Sends a whole share, and announces it in the lobby; returns its number.</summary>
    public async Task<long> ShareAsync(SampleShare sample)
    {
        var share = await DescribeAsync(sample);
        (await PatchAsync(share, 0, sample.Content)).Status.Should().Be(204);
        await AnnounceAsync(share);
        return share;
    }

    /// <summary>Announces a share; returns the echo.</summary>
    public async Task<JsonElement> AnnounceAsync(long share, string? room = null)
    {
        await chat.SendJsonAsync(room is null ? new { type = "message", share, nonce = $"n{share}" } : new { type = "message", share, nonce = $"n{share}", room });
        return await chat.ReadAsync("message");
    }

    /// <summary>Asks for a path with a ticket for a share.</summary>
    public async Task<HttpExchange> GetAsync(long share, string path, params string[] headers) =>
        await AskAsync("GET", path, await TicketAsync(share), headers);

    /// <summary>Asks for a path with a ticket.</summary>
    public async Task<HttpExchange> AskAsync(string method, string path, string ticket, params string[] headers)
    {
        await using var stream = await server.BrowseAsync();
        return await HttpExchange.AskAsync(stream, path, Host, method, [$"Authorization: Bearer {ticket}", .. headers]);
    }

    /// <summary>Sends a body to a path with a ticket.</summary>
    public async Task<HttpExchange> SendAsync(string method, string path, ReadOnlyMemory<byte> body, string ticket, params string[] headers)
    {
        await using var stream = await server.BrowseAsync();
        return await HttpExchange.SendAsync(stream, path, Host, method, body, [$"Authorization: Bearer {ticket}", .. headers]);
    }
}
