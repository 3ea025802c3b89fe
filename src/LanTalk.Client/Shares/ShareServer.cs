using System.Net;
using System.Net.Http.Headers;
using LanTalk.Client.Connecting;
using LanTalk.Client.Events;
using LanTalk.Client.Sessions;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Shares;

/// <summary>
/// The server's HTTP for one transfer: requests with a ticket, over TLS to the server that the session is on and to no other. It makes answers into
/// values and exceptions, and tries nothing twice.
/// </summary>
public sealed class ShareServer : IDisposable
{
    private const int LongestReason = 300;

    private readonly Func<CancellationToken, Task<string>> _askTicket;
    private readonly HttpClient _http;
    private string? _ticket;
    private bool _hadTicket;

    /// <param name="connect">Opens an encrypted connection.</param>
    /// <param name="askTicket">Asks for a ticket.</param>
    internal ShareServer(Func<CancellationToken, Task<Stream>> connect, Func<CancellationToken, Task<string>> askTicket)
    {
        _askTicket = askTicket;
        var handler = new SocketsHttpHandler
        {
            // Encrypted by the callback, which knows whom it may speak to.
            ConnectCallback = async (_, cancellationToken) => await connect(cancellationToken),
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
        };

        // The name is only for the header Host: the certificate says which server it is.
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://localhost/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The server of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="share">The share to get; null to send one.</param>
    /// <exception cref="ShareException">It has no files.</exception>
    public static ShareServer Of(IChatSession session, long? share)
    {
        if (session is not { Address: not null, Certificate: { } certificate })
        {
            throw new ShareException(ShareFault.Refused, "Files need an encrypted connection, and this one is not.");
        }

        return new ShareServer(
            token => Dialer.ConnectForFilesAsync(session.Address, certificate, token), token => session.AskTicketAsync(share, token));
    }

    /// <summary>Sends a request; returns the answer if it is a success.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">The server refuses it for good.</exception>
    /// <exception cref="RefusedException">It gives no ticket.</exception>
    /// <exception cref="ChatAwayException">There is no connection to the chat.</exception>
    /// <exception cref="HttpRequestException">It may succeed later.</exception>
    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _ticket ??= await AskTicketAsync(cancellationToken));
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await FailureAsync(response, cancellationToken);
        }
    }

    /// <summary>Forgets the ticket: after a break, the server may be another process that does not know it.</summary>
    internal void ForgetTicket() => _ticket = null;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string> AskTicketAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ticket = await _askTicket(cancellationToken);
            _hadTicket = true;
            return ticket;
        }
        catch (RefusedException e) when (_hadTicket)
        {
            // After a break, the session may not be in all of its rooms again.
            throw new HttpRequestException(e.Message, e);
        }
        catch (IOException e)
        {
            throw new ChatAwayException(e);
        }
    }

    private async Task<Exception> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var reason = await ReasonAsync(response, cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return new ShareException(ShareFault.NotFound, reason);
            case HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.RequestEntityTooLarge
                or HttpStatusCode.InsufficientStorage:
                return new ShareException(ShareFault.Refused, reason);
            case HttpStatusCode.Unauthorized:
                ForgetTicket();
                break;
        }

        return new HttpRequestException(reason, inner: null, response.StatusCode);
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestReason];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var reason = SafeText.CleanOnOneLine(System.Text.Encoding.UTF8.GetString(buffer, 0, length)).Trim();
        return reason.Length > 0 ? reason : ReasonOf(response.StatusCode);
    }

    // The answer to a HEAD has no words.
    private static string ReasonOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => "There is no such share on the server, or it was removed.",
        HttpStatusCode.Forbidden => "The server does not let you get this share.",
        HttpStatusCode.RequestEntityTooLarge => "This is more than the server takes in one share.",
        HttpStatusCode.InsufficientStorage => "The server has no space left for it.",
        _ => $"The server answered {(int)status}.",
    };
}

/// <summary>There is no connection to the chat, without which there is no ticket. The session brings it back, or ends.</summary>
internal sealed class ChatAwayException(Exception cause) : Exception("There is no connection to the chat.", cause);
