using System.Threading.Channels;

namespace LanTalk.Testing.Processes;

/// <summary>The output of a terminal's program, read from a pipe: a test waits for output, and not for time to pass.</summary>
internal sealed class ScreenNews
{
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Func<Task<IReadOnlyList<string>>> _readScreen;

    private ScreenNews(string pipe, Func<Task<IReadOnlyList<string>>> readScreen)
    {
        _readScreen = readScreen;
        Reading = Task.Run(() => Read(pipe));
    }

    /// <summary>Ends when the pipe is closed.</summary>
    public Task Reading { get; }

    /// <summary>Begins to read a named pipe, which somebody opens to write.</summary>
    public static ScreenNews Of(string pipe, Func<Task<IReadOnlyList<string>>> readScreen) => new(pipe, readScreen);

    /// <summary>Waits until the screen satisfies a condition.</summary>
    public async Task<IReadOnlyList<string>> WaitAsync(Predicate<IReadOnlyList<string>> isReached)
    {
        using var patience = new CancellationTokenSource(ToolProcess.Patience, TimeProvider.System);
        while (true)
        {
            var screen = await _readScreen();
            if (isReached(screen))
            {
                return screen;
            }

            try
            {
                await _news.Reader.ReadAsync(patience.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
            {
                throw new InvalidOperationException($"The screen did not become what it should be, but:\n{string.Join('\n', screen)}", e);
            }
        }
    }

    private void Read(string pipe)
    {
        using var output = new FileStream(pipe, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, BufferSize = 0 });
        var chunk = new byte[4096];
        while (output.Read(chunk) > 0)
        {
            _news.Writer.TryWrite(true);
        }

        _news.Writer.Complete();
    }
}
