using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using LanTalk.Server.Programs;

namespace LanTalk.Server.Tests.Plugins;

/// <summary>A program in memory: a test reads what the server writes to it, and writes what it prints.</summary>
internal sealed class FakePlugin : IProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
    private readonly Pipe _output = new();
    private readonly Pipe _error = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamReader _lines;

    public FakePlugin()
    {
        (Input, Output, Error) = (new InputStream(this, _input.Writer.AsStream()), _output.Reader.AsStream(), _error.Reader.AsStream());
        _lines = new StreamReader(_input.Reader.AsStream());
    }

    /// <inheritdoc/>
    public Stream Input { get; }

    /// <inheritdoc/>
    public Stream Output { get; }

    /// <inheritdoc/>
    public Stream Error { get; }

    /// <inheritdoc/>
    public Task<int> Exited => _exited.Task;

    /// <summary>Whether it goes on when its standard input is closed.</summary>
    public bool IgnoresEnd { get; init; }

    /// <summary>Whether it goes on after SIGTERM.</summary>
    public bool IgnoresTerm { get; init; }

    /// <summary>Whether nothing can be written to it any more.</summary>
    public bool HasClosedInput { get; set; }

    /// <summary>Completes when it has got SIGTERM.</summary>
    public TaskCompletionSource Terminated { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public void Terminate()
    {
        Terminated.TrySetResult();
        if (!IgnoresTerm)
        {
            Exit(143);
        }
    }

    /// <inheritdoc/>
    public void Kill() => Exit(137);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Ends it.</summary>
    public void Exit(int code)
    {
        // Its reader stays: what was written to it before can still be looked at.
        _output.Writer.Complete();
        _error.Writer.Complete();
        _exited.TrySetResult(code);
    }

    private void Closed()
    {
        if (!IgnoresEnd && !HasClosedInput)
        {
            Exit(0);
        }
    }

    /// <summary>The next line that the server writes to it; null at the end.</summary>
    public async Task<JsonElement?> ReadAsync()
    {
        var line = await _lines.ReadLineAsync().WaitAsync(Patience);
        return line is null ? null : JsonElement.Parse(line);
    }

    /// <summary>The next line of a type; the lines before it are skipped.</summary>
    public async Task<JsonElement> ReadAsync(string type)
    {
        while (await ReadAsync() is { } line)
        {
            if (line.GetProperty("type").GetString() == type)
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The input ended before a line of the type {type}.");
    }

    /// <summary>Prints a line.</summary>
    public Task PrintAsync(string line) => _output.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n")).AsTask();

    /// <summary>Prints a line to standard error.</summary>
    public Task PrintErrorAsync(string line) => _error.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{line}\n")).AsTask();

    /// <summary>Shakes hands; returns the line with what it may do.</summary>
    public async Task<JsonElement> ShakeHandsAsync(string manifest, string ready = """{"type":"ready"}""")
    {
        await ReadAsync("hello");
        await PrintAsync(manifest);
        var init = await ReadAsync("init");
        await PrintAsync(ready);
        return init;
    }

    /// <summary>Reads a command, and replies.</summary>
    public async Task<JsonElement> ReplyAsync(string reply)
    {
        var command = await ReadAsync("command");
        await PrintAsync($$"""{"type":"reply","call":{{command.GetProperty("call").GetInt64()}},{{reply}}}""");
        return command;
    }

    /// <summary>Reads a text that waits for a verdict, and gives it.</summary>
    public async Task<JsonElement> JudgeAsync(string verdict)
    {
        var asked = await ReadAsync("filter");
        await PrintAsync($$"""{"type":"verdict","call":{{asked.GetProperty("call").GetInt64()}},{{verdict}}}""");
        return asked;
    }

    /// <summary>Tells when it is closed.</summary>
    private sealed class InputStream(FakePlugin plugin, Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (plugin.HasClosedInput)
            {
                throw new IOException("Broken pipe");
            }

            inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            plugin.Closed();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Starts programs in memory.</summary>
internal sealed class FakePrograms : IProgramStarter
{
    private readonly Channel<FakePlugin> _started = Channel.CreateUnbounded<FakePlugin>();

    /// <summary>Makes the next programs.</summary>
    public Func<FakePlugin> Make { get; set; } = () => new FakePlugin();

    /// <inheritdoc/>
    public IProgram Start(string path, string directory)
    {
        var program = Make();
        _started.Writer.TryWrite(program);
        return program;
    }

    /// <summary>Whether the server has started another one.</summary>
    public bool HasNext => _started.Reader.TryPeek(out _);

    /// <summary>The next program that the server starts.</summary>
    public Task<FakePlugin> NextAsync() => _started.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
