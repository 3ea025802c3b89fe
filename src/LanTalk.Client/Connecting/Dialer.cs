using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LanTalk.Client.Addresses;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Connecting;

/// <summary>Opens connections. It knows sockets, and nothing of the messages on them.</summary>
internal sealed class Dialer(TimeProvider time)
{
    /// <summary>
    /// A server takes a client that is silent at first for one of version 2, and speaks in the clear. If the network loses the first bytes, or this
    /// machine is busy, it answers version 3 in that way too: only a server that answers so again and again is an older one.
    /// </summary>
    private const int TriesForTls = 3;

    /// <summary>
    /// For 2 s after a browser's visit from this address, a server takes a silent connection for one that the browser keeps for later, and closes it:
    /// that of an older client, and that of version 3 if its first bytes are late.
    /// </summary>
    private static readonly TimeSpan UntilBrowserIsForgotten = TimeSpan.FromSeconds(2.1);

    /// <summary>Connects to the first of a host's addresses that answers.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="isPlaintext">Whether to speak without TLS; otherwise there is no fallback.</param>
    /// <param name="timeout">For the whole attempt.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ConnectException">It did not succeed in time; the message says why and what to do.</exception>
    public async Task<ServerConnection> ConnectAsync(ServerAddress server, bool isPlaintext, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return await TryAsync(server, isPlaintext, either.Token);
                }
                catch (PlaintextServerException) when (tries < TriesForTls)
                {
                    // Try again, on a new connection.
                }
                catch (ClosedUnansweredException) when (tries == 1)
                {
                    await Task.Delay(UntilBrowserIsForgotten, time, either.Token);
                }
            }
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ConnectException($"Cannot connect to {server}: no answer within {Duration.Format(timeout)}.", e);
        }
    }

    private async Task<ServerConnection> TryAsync(ServerAddress server, bool isPlaintext, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (isPlaintext)
            {
                var stream = await ConnectAsync(socket, server, cancellationToken);
                await WaitForGreetingAsync(socket, server, cancellationToken);
                return new ServerConnection(stream, certificate: null, () => EndSending(socket), time);
            }

            var (encrypted, certificate) = await SecureChannel.OpenAsync(
                token => ConnectAsync(socket, server, token), server, SecureChannel.Chat, cancellationToken);

            // Over TLS the sending half is not ended: a server that speaks TLS knows the goodbye message.
            return new ServerConnection(encrypted, certificate, endSending: null, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection for files to a server whose certificate is known.</summary>
    /// <exception cref="ConnectException">The server is not there, or it is another one, which is sent nothing.</exception>
    public static async Task<Stream> ConnectForFilesAsync(ServerAddress server, ServerFingerprint certificate, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var (stream, shown) = await SecureChannel.OpenAsync(
                token => ConnectAsync(socket, server, token), server, SecureChannel.Files, cancellationToken);
            return shown == certificate ? stream : throw new ConnectException($"Another server is at {server} now.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The public key of a server whose certificate is known, as <c>curl --pinnedpubkey</c> takes it.</summary>
    /// <exception cref="ConnectException">The server is not there, or it is another one.</exception>
    public static async Task<string> ReadPublicKeyAsync(ServerAddress server, ServerFingerprint certificate, CancellationToken cancellationToken)
    {
        await using var stream = (SslStream)await ConnectForFilesAsync(server, certificate, cancellationToken);
        using var shown = X509CertificateLoader.LoadCertificate(stream.RemoteCertificate!.GetRawCertData());
        return $"sha256//{Convert.ToBase64String(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo()))}";
    }

    private static async Task<Stream> ConnectAsync(Socket socket, ServerAddress server, CancellationToken cancellationToken)
    {
        try
        {
            await (server.EndPoint is { } endPoint
                ? socket.ConnectAsync(endPoint, cancellationToken)
                : socket.ConnectAsync(server.Host, server.Port, cancellationToken));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e) when (server.EndPoint is null && e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            throw new ConnectException(
                $"No machine named {server.Host} is known ({e.Message}). If that is what the server calls itself, find it with  --server {server.Host}  instead.", e);
        }
        catch (SocketException e)
        {
            throw new ConnectException($"Cannot connect to {server}: {e.Message}. Is the server running, and is it the right port?", e);
        }
    }

    /// <summary>Without TLS the server speaks first.</summary>
    /// <exception cref="ClosedUnansweredException">It closed the connection instead.</exception>
    private static async Task WaitForGreetingAsync(Socket socket, ServerAddress server, CancellationToken cancellationToken)
    {
        var isClosed = false;
        try
        {
            isClosed = await socket.ReceiveAsync(new byte[1], SocketFlags.Peek, cancellationToken) == 0;
        }
        catch (SocketException)
        {
            isClosed = true;
        }

        if (isClosed)
        {
            throw new ClosedUnansweredException(server);
        }
    }

    private static void EndSending(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e)
        {
            throw new IOException("The connection is closed.", e);
        }
    }
}
