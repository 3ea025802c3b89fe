using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using LanTalk.Plugins.Running;
using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <content>The life of a running plug-in.</content>
public sealed partial class Plugin
{
    /// <summary>How long handlers may take to finish after the server has stopped the plug-in; it sends SIGTERM after 2 s.</summary>
    private static readonly TimeSpan FinishWithin = TimeSpan.FromSeconds(5);

    /// <summary>The same after a signal.</summary>
    private static readonly TimeSpan AbandonWithin = TimeSpan.FromSeconds(1);

    /// <summary>Cancelled if a handler of the start throws.</summary>
    private readonly CancellationTokenSource _failed = new();

    private LineWriter? _writer;
    private Worker? _worker;
    private Task _working = Task.CompletedTask;
    private bool _isStarted;
    private volatile bool _hasSentManifest;

    /// <summary>Runs until the server stops the plug-in, or a signal ends it. From then on, what is written to the console goes to the plug-in's log.</summary>
    public async Task RunAsync()
    {
        var input = Console.OpenStandardInput();
        var output = Console.OpenStandardOutput();
        Console.SetIn(TextReader.Null);
        Console.SetOut(Console.Error);

        using var end = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        try
        {
            await RunAsync(input, output, end.Token);
        }
        catch (Exception e) when (_failed.IsCancellationRequested)
        {
            // Its last line is what the operator is shown.
            await Log.WriteLineAsync(e.Message);
            Environment.ExitCode = 1;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.Cancel();
        }
    }

    /// <summary>Runs over streams of the caller's, such as those of a test.</summary>
    /// <param name="input">The server's lines.</param>
    /// <param name="output">The plug-in's lines.</param>
    /// <param name="cancellationToken">Ends the plug-in after what it does at the moment.</param>
    /// <remarks>It throws what a handler of the start throws.</remarks>
    public async Task RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        (_writer, _worker) = (new LineWriter(output), new Worker(Log));
        using var reader = new StreamReader(input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _failed.Token);
        var patience = FinishWithin;
        try
        {
            // A read of standard input cannot be cancelled, but it need not be waited for.
            while (await reader.ReadLineAsync(end.Token).AsTask().WaitAsync(end.Token) is { } line && Take(line))
            {
            }

            _worker.End();
        }
        catch (OperationCanceledException)
        {
            _worker.Abandon();
            patience = AbandonWithin;
        }

        _answers.End();
        try
        {
            await _working.WaitAsync(patience, _time, cancellationToken: default);
        }
        catch (TimeoutException)
        {
            await Log.WriteLineAsync("The plug-in ends, although a handler still runs.");
        }
    }

    /// <summary>Handles a line of the server; false if it is the last one.</summary>
    private bool Take(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PluginJson.Wire.IncomingLine) is not { } line || Take(line);
        }
        catch (JsonException e)
        {
            Log.WriteLine($"This line of the server was not understood ({e.Message}): {json}");
            return true;
        }
    }

    private bool Take(IncomingLine line)
    {
        switch (line.Type)
        {
            case "hello":
                _hasSentManifest = true;
                _writer!.Write(_manifest);
                break;
            case "init":
                Start(line);
                break;
            case "command":
                TakeCommand(new CommandCall(_writer!, line));
                break;
            case "hook":
                TakeHook(new HookCall(_writer!, line));
                break;
            case "filter":
                _writer!.Write(Judge(new FilteredText(line)).LineFor(line.Call));
                break;
            case "message":
                Watch(() => _watchers.HandleAsync(new RoomMessage(line), _worker!, _writer!));
                break;
            case "system" or "event" or "gap":
                Watch(() => _watchers.HandleAsync(new RoomEvent(line), _worker!));
                break;
            case "answer" when !_answers.Take(line) && line.Error is not null:
                Log.WriteLine(line.Error);
                break;
        }

        return line.Type != "stop";
    }

    private void Start(IncomingLine line)
    {
        (Allowed, Directory) = (line.Allowed ?? [], line.Directory ?? Directory);
        foreach (var option in _options)
        {
            option.Value = line.Options?.GetValueOrDefault(option.Name) ?? option.Value;
        }

        _working = Task.Run(WorkAsync);
    }

    private async Task WorkAsync()
    {
        try
        {
            foreach (var handler in _starts)
            {
                await handler();
            }
        }
        catch (Exception e)
        {
            await Log.WriteLineAsync(e.ToString());
            await _failed.CancelAsync();
            throw;
        }

        _writer!.Write(new OutgoingLine("ready") { Watch = _manifest.Watch, Filter = _manifest.Filter });
        lock (_timersAtStart)
        {
            _isStarted = true;
            _timersAtStart.ForEach(timer => timer.Start(_worker!));
        }

        await _worker!.RunAsync();
    }

    private PluginTimer StartTimer(PluginTimer timer)
    {
        lock (_timersAtStart)
        {
            if (_isStarted)
            {
                timer.Start(_worker!);
            }
            else
            {
                _timersAtStart.Add(timer);
            }
        }

        return timer;
    }
}
