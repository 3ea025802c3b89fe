using System.Security.Authentication;
using System.Text.Json;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Servers;
using LanTalk.Protocol.Security;
using LanTalk.Testing;

namespace LanTalk.Benchmarks.Files;

/// <summary>A user in the chat, who asks for tickets and shares contents.</summary>
internal sealed class FileUser : IDisposable
{
    private readonly ServerProcess _server;
    private readonly TlsTestClient _client;
    private readonly UserKey _key;
    private int _described;
    private int _said;

    private FileUser(ServerProcess server, TlsTestClient client, UserKey key) => (_server, _client, _key) = (server, client, key);

    /// <summary>Joins.</summary>
    public static async Task<FileUser> JoinAsync(ServerProcess server, string name)
    {
        var key = UserKey.Create();
        var client = await ConnectAsync(server);
        var answer = await client.Lines.LogInAsync(client.Fingerprint, name, key);
        return answer.GetProperty("type").GetString() == "auth_ok"
            ? new FileUser(server, client, key)
            : throw new BenchmarkException($"{name} could not log in: {answer}");
    }

    /// <summary>A client that a busy machine keeps from speaking first is taken for an older one, and tries again.</summary>
    private static async Task<TlsTestClient> ConnectAsync(ServerProcess server)
    {
        const int Tries = 5;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TlsTestClient.ConnectAsync(server.EndPoint);
            }
            catch (Exception e) when (e is IOException or AuthenticationException && tries < Tries)
            {
                // On a new connection.
            }
        }
    }

    /// <summary>A ticket for sending, or for getting a share.</summary>
    public async Task<string> TicketAsync(long? share = null)
    {
        await _client.Lines.SendAsync($$"""{"type":"ticket","nonce":"bench"{{(share is null ? "" : $",\"share\":{share}")}}}""");
        return (await _client.Lines.ReadAsync("ticket")).GetProperty("ticket").GetString()!;
    }

    /// <summary>Describes a content as a new share; returns its number.</summary>
    public async Task<long> DescribeAsync(SampleContent content)
    {
        var answer = await Curl.PostAsync(
            FileServer.UrlOf(_server, isEncrypted: false), content.Describe($"content {++_described}"), await TicketAsync());
        return JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("share").GetInt64();
    }

    /// <summary>Sends a content as a new share; returns its number.</summary>
    public async Task<long> ShareAsync(SampleContent content)
    {
        var share = await DescribeAsync(content);
        await Curl.TransferAsync(FileServer.UrlOf(_server, isEncrypted: false, share), Curl.Patch(content.Path, await TicketAsync()));
        return share;
    }

    /// <summary>Says something, and waits until the server has shown it.</summary>
    public async Task SayAsync(string text)
    {
        await _client.Lines.SendJsonAsync(new { type = "message", text, nonce = $"n{++_said}" });
        while ((await _client.Lines.ReadAsync("message")).GetProperty("text").GetString() != text)
        {
            // Something that was said before.
        }
    }

    /// <summary>Removes a share.</summary>
    public async Task RemoveAsync(long share)
    {
        await _client.Lines.SendJsonAsync(new { type = "message", text = $"/unsend {share}" });
        await _client.Lines.DrainAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _key.Dispose();
    }
}
