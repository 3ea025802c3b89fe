using LanTalk.Client.Reconnecting;
using LanTalk.Protocol.Sources;
using LanTalk.Protocol.Text;

namespace LanTalk.Client.Shares;

/// <summary>
/// Retries a transfer for as long as it makes progress. It gives up when the server is there and there is no progress; while there is no connection to
/// the chat, it waits for the session to bring it back or to end.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads the retries.</param>
internal sealed class TransferRetry(TimeProvider time, Random random)
{
    /// <summary>The maximum number of tries without progress.</summary>
    private const int MostTries = 6;

    /// <summary>The longest time without progress in a try. The server itself ends one after a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    private readonly Backoff _backoff = new(random);

    /// <summary>Called before it is tried again.</summary>
    public Action<string> Told { get; init; } = _ => { };

    /// <summary>Called when nothing has happened for a while, and it goes on waiting.</summary>
    public Action Stalled { get; init; } = () => { };

    /// <summary>Tries until it is done.</summary>
    /// <param name="attempt">One try, which says when it gets on.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ShareException">It cannot be done.</exception>
    public async Task<T> RunAsync<T>(Func<Attempt, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            using var running = new Attempt(Patience, GetOn, Stalled, time, cancellationToken);
            try
            {
                return await attempt(running);
            }
            catch (ChatAwayException e)
            {
                Told(e.Message);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++failures == MostTries)
                {
                    throw new ShareException(ShareFault.Network, $"Given up: {ReasonOf(e)}", e);
                }

                Told(ReasonOf(e));
            }

            await Task.Delay(_backoff.Next(), time, cancellationToken);

            void GetOn()
            {
                failures = 0;
                _backoff.Reset();
            }
        }
    }

    // The words of the HTTP classes mean nothing to a person.
    private static string ReasonOf(Exception e) => e switch
    {
        OperationCanceledException => "nothing came from the server for a while.",
        HttpRequestException { StatusCode: not null } => e.Message,
        { InnerException: { } inner } => ReasonOf(inner),
        _ => SafeText.CleanOnOneLine(e.Message),
    };
}
