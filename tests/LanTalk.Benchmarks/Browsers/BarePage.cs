using System.Net;
using System.Net.Mime;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>A server whose page is a text box and nothing else: the least that any page takes on this machine.</summary>
internal sealed class BarePage : IAsyncDisposable
{
    private static readonly byte[] Page = "<!doctype html><title>-</title><input type=\"text\">"u8.ToArray();

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private BarePage(int port)
    {
        _listener.Prefixes.Add($"http://*:{port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Starts one on the port above another server's.</summary>
    public static BarePage Start(string besides, out string address)
    {
        var uri = new UriBuilder(besides);
        uri.Port++;
        address = uri.ToString();
        return new BarePage(uri.Port);
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = MediaTypeNames.Text.Html;
                context.Response.Close(Page, willBlock: false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // closing the listener ends the wait with these
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }
}
