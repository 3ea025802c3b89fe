using Deque.AxeCore.Playwright;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;

namespace LanTalk.Browser.Tests.Looks;

/// <summary>Every screen, by axe-core's rules (WCAG 2.2 AA among them), and none wider than the window.</summary>
public sealed class AccessibilityTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
{
    /// <summary>What is wider than the window, and not inside something that scrolls by itself.</summary>
    private const string Overflowing = """
        () => [...document.querySelectorAll('body *')].filter((element) => {
          const box = element.getBoundingClientRect();
          if (box.width === 0 || box.height === 0 || box.right <= innerWidth + 0.5 && box.left >= -0.5) return false;
          if (getComputedStyle(element).clipPath !== 'none') return false;
          for (let outer = element.parentElement; outer !== null && outer !== document.body; outer = outer.parentElement) {
            if (getComputedStyle(outer).overflowX !== 'visible' && outer.getBoundingClientRect().right <= innerWidth + 0.5) return false;
          }
          return true;
        }).map((element) => element.outerHTML.slice(0, 160)).concat(document.documentElement.scrollWidth > innerWidth ? ['the page itself'] : [])
        """;

    [Theory]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, false)]
    [InlineData(ColorScheme.Light, true)]
    [InlineData(ColorScheme.Dark, true)]
    public async Task NoScreenKeepsAnybodyOut(ColorScheme scheme, bool isPhone)
    {
        var (_, endPoint) = await ServeAsync("--rate-limit", "0");
        var bob = await JoinFromPipeAsync(endPoint, "Bob");
        await bob.TypeAsync("hello from Bob, with a narrow word");
        var screen = isPhone ? Phone : Desktop;
        screen.ColorScheme = scheme;
        screen.ReducedMotion = ReducedMotion.Reduce;
        // axe-core is put into the page, which allows no foreign scripts.
        screen.BypassCSP = true;
        var visitor = await OpenAsync(endPoint, screen);
        var wrong = new List<string>();

        await Screens.ShowAllAsync(visitor, isPhone, async name =>
        {
            var result = await visitor.Page.RunAxe();
            wrong.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{name}: {rule.Id} ({rule.Help}): {node.Html}")));
            wrong.AddRange((await visitor.Page.EvaluateAsync<string[]>(Overflowing)).Select(element => $"{name}: too wide: {element}"));
        });

        wrong.Should().BeEmpty();
    }
}
