namespace LanTalk.Plugins;

/// <summary>Brings the forms in which a handler can be written into one.</summary>
internal static class Handlers
{
    public static Func<T, Task<string?>> Of<T>(Action<T> handler) => call =>
    {
        handler(call);
        return Task.FromResult<string?>(null);
    };

    public static Func<T, Task<string?>> Of<T>(Func<T, string?> handler) => call => Task.FromResult(handler(call));

    public static Func<T, Task<string?>> Of<T>(Func<T, Task> handler) => async call =>
    {
        await handler(call);
        return null;
    };

    public static Func<T, Task> OfEvent<T>(Action<T> handler) => happened =>
    {
        handler(happened);
        return Task.CompletedTask;
    };

    public static Func<Task> OfTime(Action handler) => () =>
    {
        handler();
        return Task.CompletedTask;
    };
}
