using System.Threading.Channels;
using LanTalk.Cli.Lines;
using LanTalk.Terminal.Prompts;

namespace LanTalk.Cli.Chatting;

/// <summary>Handles typed input one piece after the other. Only <c>/cancel</c> skips the queue.</summary>
/// <param name="prompt">Where it is typed.</param>
/// <param name="input">Handles each piece.</param>
internal sealed class TypedTexts(Prompt prompt, ChatInput input)
{
    private readonly Channel<PromptInput> _waiting = Channel.CreateUnbounded<PromptInput>();
    private readonly Lock _gate = new();
    private Act? _act;
    private PromptInput? _interrupted;

    /// <summary>Called when a piece is done.</summary>
    public Action? Done { get; init; }

    /// <summary>Takes the input that was not done when the end came.</summary>
    public IReadOnlyList<string> TakeLeft()
    {
        List<string> left = _interrupted is { } interrupted ? [interrupted.Text] : [];
        while (_waiting.Reader.TryRead(out var waiting))
        {
            left.Add(waiting.Text);
        }

        return left;
    }

    /// <summary>Handles everything until the user wants to leave or there is no more.</summary>
    /// <exception cref="IOException">The session has ended.</exception>
    public async Task DoAllAsync(CancellationToken ended)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var reading = ReadAsync(done.Token);
        try
        {
            await foreach (var typed in _waiting.Reader.ReadAllAsync(ended))
            {
                if (await DoAsync(typed, ended))
                {
                    return;
                }

                Done?.Invoke();
            }
        }
        finally
        {
            await done.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAsync(CancellationToken done)
    {
        try
        {
            await foreach (var typed in prompt.ReadAsync(done))
            {
                if (ClientCommands.IsCancel(typed.Text))
                {
                    input.Cancel(await CancelAsync());
                }
                else
                {
                    _waiting.Writer.TryWrite(typed);
                }
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // Nothing more is handled.
        }
        finally
        {
            _waiting.Writer.TryComplete();
        }
    }

    private async Task<bool> DoAsync(PromptInput typed, CancellationToken ended)
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var act = new Act(cancelling, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        var isCancelled = false;
        lock (_gate)
        {
            _act = act;
        }

        try
        {
            return await input.DoAsync(typed, cancelling.Token);
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested && !ended.IsCancellationRequested)
        {
            isCancelled = true;
            return false;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            _interrupted = typed;
            throw;
        }
        finally
        {
            lock (_gate)
            {
                _act = null;
            }

            act.IsCancelled.TrySetResult(isCancelled);
        }
    }

    /// <summary>Drops the queue and the piece in progress; returns how many that was.</summary>
    private async Task<int> CancelAsync()
    {
        var count = 0;
        while (_waiting.Reader.TryRead(out _))
        {
            count++;
        }

        Act? act;
        lock (_gate)
        {
            act = _act;
            _ = act?.Cancelling.CancelAsync();
        }

        return count + (act is not null && await act.IsCancelled.Task ? 1 : 0);
    }

    /// <param name="Cancelling">Cancels it.</param>
    /// <param name="IsCancelled">Completes when it has ended, with whether it was cancelled.</param>
    private sealed record Act(CancellationTokenSource Cancelling, TaskCompletionSource<bool> IsCancelled);
}
