using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using LanTalk.Protocol.Text;
using LanTalk.Testing;

namespace LanTalk.EndToEnd.Tests.Files;

/// <summary>A client that shares what no client of ours would: its manifest is whatever the test says, and its hashes are right.</summary>
internal static class HostileSender
{
    /// <summary>Sends a share, and tells the lobby of it; returns its number.</summary>
    /// <param name="server">The server.</param>
    /// <param name="title">The title.</param>
    /// <param name="manifest">The manifest's JSON.</param>
    /// <param name="bytes">What follows it.</param>
    public static async Task<string> ShareAsync(IPEndPoint server, string title, string manifest, params byte[] bytes)
    {
        using var key = UserKey.Create();
        using var chat = await TlsTestClient.ConnectAsync(server);
        await chat.Lines.LogInAsync(chat.Fingerprint, "Mallory", key);
        await chat.Lines.SendJsonAsync(new { type = "ticket", nonce = "t" });
        var ticket = (await chat.Lines.ReadAsync("ticket")).GetProperty("ticket").GetString();

        byte[] json = Encoding.UTF8.GetBytes(manifest), content = [.. json, .. bytes];
        byte[] hashes = [.. content.Chunk(Chunks.Length).SelectMany(SHA256.HashData)];
        using var http = new HttpClient
        {
            BaseAddress = new Uri($"http://{server}/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ticket) },
        };
        using var described = await http.PostAsJsonAsync("files", new
        {
            title,
            count = 1,
            size = content.Length,
            manifest_size = json.Length,
            root = Base64UrlText.Write(Chunks.RootOf(hashes)),
            hashes = Base64UrlText.Write(hashes),
        });
        described.StatusCode.Should().Be(HttpStatusCode.Created);
        var share = (await described.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("share").GetInt64();

        using var patch = new HttpRequestMessage(HttpMethod.Patch, $"files/{share}") { Content = new ByteArrayContent(content) };
        patch.Headers.Add("Upload-Offset", "0");
        using var sent = await http.SendAsync(patch);
        sent.StatusCode.Should().Be(HttpStatusCode.NoContent);
        await chat.Lines.SendJsonAsync(new { type = "message", share, nonce = "m" });
        await chat.Lines.ReadAsync("message");
        return $"{share}";
    }
}
