using System.Text.Json;
using LanTalk.Benchmarks.Load;
using LanTalk.Benchmarks.Reports;
using LanTalk.Benchmarks.Servers;
using LanTalk.Benchmarks.Stores;

namespace LanTalk.Benchmarks.Browsers;

/// <summary>A user who scrolls from the newest message to the first at a steady speed, while the page loads what comes into sight.</summary>
internal sealed class ScrollingRun(Chromium chromium, int messages, int speed, TimeProvider time)
{
    /// <summary>
    /// Moves as far as the time since the last frame asks for, and notes how long each frame took, but for those in which nothing moved because what is
    /// above has not come yet.
    /// </summary>
    private const string Scroll = """
        (speed) => new Promise((resolve) => {
          const scroller = document.querySelector('ol.messages').parentElement;
          const run = { frames: [], waited: 0, pixels: 0 };
          let last = performance.now();
          let isMoving = false;
          const step = (now) => {
            const took = now - last;
            last = now;
            if (isMoving) {
              run.frames.push(took);
            } else {
              run.waited += took;
            }
            if (scroller.scrollTop <= 0 && document.body.textContent.includes('This is the beginning of')) {
              resolve(JSON.stringify(run));
              return;
            }
            const from = scroller.scrollTop;
            scroller.scrollTop = from - Math.min(speed * took / 1000, scroller.clientHeight);
            isMoving = scroller.scrollTop < from;
            run.pixels += from - scroller.scrollTop;
            requestAnimationFrame(step);
          };
          requestAnimationFrame((now) => { last = now; requestAnimationFrame(step); });
        })
        """;

    /// <summary>Scrolls once.</summary>
    /// <exception cref="BenchmarkException">The first message is not what is shown in the end.</exception>
    public async Task<ScrollingReport> RunAsync(double slowdown)
    {
        using var server = ServerProcess.Start("lantalk", Command, time);
        await using var tab = await chromium.OpenAsync(slowdown);
        await tab.JoinAsync(PageServer.AddressOf(server), "Dora");
        var run = JsonSerializer.Deserialize<Run>(await tab.Page.EvaluateAsync<string>(Scroll, speed), JsonSerializerOptions.Web)!;
        var first = await tab.Messages.Locator("article").First.TextContentAsync();
        return first?.Contains("message 1 of", StringComparison.Ordinal) == true
            ? new ScrollingReport { Messages = messages, Slowdown = slowdown, Pixels = run.Pixels, Frames = run.Frames, WaitedMilliseconds = run.Waited }
            : throw new BenchmarkException($"The first message that is shown is: {first}");
    }

    private string[] Command(int port, string directory)
    {
        PreparedHistory.Extend(directory, messages, time);
        return PageServer.Serve(port, directory);
    }

    /// <summary>What the page tells.</summary>
    private sealed record Run
    {
        public IReadOnlyList<double> Frames { get; init; } = [];

        public double Waited { get; init; }

        public double Pixels { get; init; }
    }
}
