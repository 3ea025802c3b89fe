using LanTalk.Testing.Processes;
using Microsoft.Playwright;

namespace LanTalk.Browser.Tests.Infrastructure;

/// <summary>Moving in the list of messages, and watching that it does not move by itself.</summary>
public static class Scrolling
{
    /// <summary>Scrolls up until a message is there, or patience ends.</summary>
    public static async Task ScrollToTopAsync(this Visitor visitor, string text)
    {
        var started = TimeProvider.System.GetTimestamp();
        await visitor.Messages.HoverAsync();
        while (await visitor.Message(text).CountAsync() == 0 && TimeProvider.System.GetElapsedTime(started) < ToolProcess.Patience)
        {
            await visitor.ScrollUpAsync(3000);
        }

        await visitor.ScrollUpAsync(10_000);
    }

    /// <summary>Turns the wheel, and waits until that is drawn.</summary>
    public static async Task ScrollUpAsync(this Visitor visitor, int pixels)
    {
        await visitor.Messages.HoverAsync();
        await visitor.Page.Mouse.WheelAsync(0, -pixels);
        await visitor.Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }

    /// <summary>From now on, each picture is compared with the first: how far the message in the middle has moved.</summary>
    public static async Task<Drift> WatchDriftAsync(this Visitor visitor)
    {
        var handle = await visitor.Messages.EvaluateHandleAsync(
            """
            (list) => {
              const middle = innerHeight / 2;
              const seen = [...list.querySelectorAll('article')].find((article) => article.getBoundingClientRect().bottom > middle);
              const text = seen.textContent;
              const from = seen.getBoundingClientRect().top;
              const watch = { text, farthest: 0, pictures: 0 };
              const look = () => {
                const now = [...document.querySelectorAll('article')].find((article) => article.textContent === text);
                watch.farthest = Math.max(watch.farthest, now === undefined ? 1e6 : Math.abs(now.getBoundingClientRect().top - from));
                watch.pictures++;
                requestAnimationFrame(look);
              };
              look();
              return watch;
            }
            """);
        return new Drift(handle);
    }

    /// <summary>A watch over one message.</summary>
    public sealed class Drift(IJSHandle watch)
    {
        /// <summary>How far it was from where it was at first, in pixels.</summary>
        public Task<double> FarthestAsync() => watch.EvaluateAsync<double>("(watch) => watch.farthest");
    }
}
