using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using LanTalk.Browser.Tests.Infrastructure;
using LanTalk.Testing.Processes;
using Microsoft.Playwright;

namespace LanTalk.Browser.Tests.Looks;

/// <summary>Every screen in light and dark, by axe-core's rules (WCAG 2.2 AA among them), and none wider than the window.</summary>
public abstract class AccessibilityTests(InstalledTool tool, Chromium chromium) : BrowserTest(tool, chromium)
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

    private static readonly AxeRunOptions EveryRule = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>The one rule whose result depends on colours.</summary>
    private static readonly AxeRunOptions Contrast = new() { ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules("color-contrast") };

    private readonly List<string> _wrong = [];

    /// <summary>A window of a phone's or a desktop's size, in which axe-core may be put into the page although that allows no foreign scripts.</summary>
    protected static BrowserNewContextOptions Window(bool isPhone)
    {
        var window = isPhone ? Phone : Desktop;
        window.ReducedMotion = ReducedMotion.Reduce;
        window.ColorScheme = ColorScheme.Light;
        window.BypassCSP = true;
        return window;
    }

    /// <summary>Looks at what a page shows, in light and in dark.</summary>
    protected async Task LookAsync(IPage page, string screen)
    {
        var document = page.Locator("html");
        Note(screen, await document.RunAxe(EveryRule));
        _wrong.AddRange((await page.EvaluateAsync<string[]>(Overflowing)).Select(element => $"{screen}: too wide: {element}"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Note($"{screen}, dark", await document.RunAxe(Contrast));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    /// <summary>Fails if there was anything wrong with a screen.</summary>
    protected void NothingIsWrong() => _wrong.Should().BeEmpty();

    private void Note(string screen, AxeResult result) =>
        _wrong.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{screen}: {rule.Id} ({rule.Help}): {node.Html}")));
}
