using LanTalk.Plugins.Running;

namespace LanTalk.Plugins;

/// <content>What comes from the server, and who handles it.</content>
public sealed partial class Plugin
{
    private const int MaxInBackground = 16;

    private readonly SemaphoreSlim _background = new(MaxInBackground);

    private void TakeCommand(CommandCall call)
    {
        if (!_commands.TryGetValue(call.Name, out var command))
        {
            call.Refuse($"There is no command /{call.Name}.");
        }
        else if (!command.InBackground)
        {
            Queue(call, () => AnswerAsync(call, command.Handler, $"/{call.Name}"));
        }
        else if (_background.Wait(TimeSpan.Zero))
        {
            _ = Task.Run(async () =>
            {
                await AnswerAsync(call, command.Handler, $"/{call.Name}");
                _background.Release();
            });
        }
        else
        {
            call.Refuse($"/{call.Name} is used too often at the moment. Try again later.");
        }
    }

    private void TakeHook(HookCall call)
    {
        if (_hook is { } handler)
        {
            Queue(call, () => AnswerAsync(call, handler, "The web hook"));
        }
        else
        {
            call.Refuse("The plug-in has no web hook.");
        }
    }

    private void Queue(Call call, Func<Task> job)
    {
        if (!_worker!.TryAdd(job))
        {
            call.Refuse("The plug-in has too much to do. Try again later.");
        }
    }

    private async Task AnswerAsync<T>(T call, Func<T, Task<string?>> handler, string name)
        where T : Call
    {
        try
        {
            call.Reply(await handler(call));
        }
        catch (RefusedException refusal)
        {
            call.Refuse(refusal.Message);
        }
        catch (Exception e)
        {
            await Log.WriteLineAsync(e.ToString());
            call.Refuse($"{name} failed. The plug-in's log says why.");
        }
    }

    private Verdict Judge(FilteredText text)
    {
        if (_filter is null)
        {
            return Verdict.Pass;
        }

        _isFiltering = true;
        try
        {
            return _filter(text);
        }
        catch (Exception e)
        {
            Log.WriteLine(e.ToString());
            return _manifest.Filter!.OnTimeout == "pass" ? Verdict.Pass : Verdict.Refuse($"The filter {Name} failed.");
        }
        finally
        {
            _isFiltering = false;
        }
    }

    private void Watch(Func<Task> job)
    {
        if (!_worker!.TryAdd(job))
        {
            Log.WriteLine($"A message or an event was left out, because {Worker.MaxWaiting} others wait: the plug-in is too slow.");
        }
    }
}
