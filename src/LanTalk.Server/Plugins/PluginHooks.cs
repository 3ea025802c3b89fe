using System.Runtime.CompilerServices;
using LanTalk.Protocol.Text;
using LanTalk.Server.Hooks;
using LanTalk.Server.PluginLines;
using LanTalk.Server.Sessions;
using Microsoft.AspNetCore.Http;

namespace LanTalk.Server.Plugins;

/// <summary>Passes calls from outside on to plug-ins.</summary>
internal sealed class PluginHooks(PluginRegistry plugins, TimeProvider time) : IHookReceiver
{
    private static readonly RateLimit Limit = new(10, TimeSpan.FromSeconds(1));

    private readonly ConditionalWeakTable<Plugin, RateLimiter> _rates = [];

    /// <inheritdoc/>
    public async ValueTask<HookAnswer> ReceiveAsync(HookCall call)
    {
        if (plugins.FindHook(call.Secret) is not { } plugin)
        {
            return new HookAnswer(StatusCodes.Status404NotFound, "There is no such hook. lantalk plugin hook NAME prints the address of one.");
        }

        if (IsOverLimit(plugin))
        {
            return new HookAnswer(StatusCodes.Status429TooManyRequests, $"Too fast: at most {Limit.Count} calls in a second.");
        }

        var reply = plugin.Run is not { } run ? null
            : await run.CallAsync(number => new HookLine(number, call.ContentType, call.Query, call.Body), PluginRoles.ReplyPatience);
        return reply is not Reply answer ? new HookAnswer(StatusCodes.Status504GatewayTimeout, "The plug-in does not answer.")
            : answer.Error is { } error ? new HookAnswer(StatusCodes.Status422UnprocessableEntity, error)
            : new HookAnswer(StatusCodes.Status200OK, answer.Text ?? "");
    }

    private bool IsOverLimit(Plugin plugin)
    {
        var rate = _rates.GetValue(plugin, _ => new RateLimiter(Limit, time));
        lock (rate)
        {
            return rate.Check() != RateDecision.Allowed;
        }
    }
}
