using LanTalk.Terminal.Prompts;
using LanTalk.Terminal.Styling;
using LanTalk.Terminal.Tests.Devices;

namespace LanTalk.Terminal.Tests.Prompts;

public sealed class LiveMenuTests
{
    private static readonly MenuItem Alice = new("a", "Alice's server");
    private static readonly MenuItem Bob = new("b", "Bob's server");
    private readonly FakeTerminal _terminal = new(80);

    [Fact]
    public async Task ANumberChoosesAndOneLineStays()
    {
        using var menu = Open(Alice, Bob);
        _terminal.Type("2\n");

        (await ChoiceAsync(menu)).Should().Be(new MenuChoice("b", null));
        _terminal.Lines.Should().Equal("Servers: Bob's server", "");
    }

    [Fact]
    public async Task ArrowsChoose()
    {
        using var menu = Open(Alice, Bob);
        _terminal.Press(ConsoleKey.DownArrow);
        await _terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("> [2]", StringComparison.Ordinal)));
        _terminal.Press(ConsoleKey.Enter, '\r');

        (await ChoiceAsync(menu)).Should().Be(new MenuChoice("b", null));
    }

    [Fact]
    public async Task WhatIsMarkedStaysMarkedWhenOthersComeAndGo()
    {
        using var menu = Open(Bob);

        menu.Update([Alice, Bob]);
        await _terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("> [2] Bob", StringComparison.Ordinal)));
        menu.Update([Alice]);

        await _terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("> [1] Alice", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AnAddressMayBeTyped()
    {
        using var menu = Open(Alice, Bob);
        _terminal.Type("10.0.0.7\n");

        (await ChoiceAsync(menu)).Should().Be(new MenuChoice(null, "10.0.0.7"));
    }

    [Fact]
    public async Task WhatCannotBeChosenIsExplainedAndAskedAgain()
    {
        using var menu = Open(Alice, Bob);
        _terminal.Type("9\n");
        await _terminal.WaitAsync(lines => lines.Contains("Sorry, there is no 9: the servers are 1 to 2."));

        _terminal.Press(ConsoleKey.Backspace);
        _terminal.Type("2\n");

        (await ChoiceAsync(menu)).Should().Be(new MenuChoice("b", null));
    }

    [Fact]
    public async Task EscapeGivesUp()
    {
        using var menu = Open(Alice, Bob);
        _terminal.Press(ConsoleKey.Escape, '\e');

        (await ChoiceAsync(menu)).Should().BeNull();
    }

    [Fact]
    public async Task ATerminalThatTakesNothingHoldsUpNobody()
    {
        using var menu = Open(Alice);
        await _terminal.WaitAsync(lines => lines.Any(line => line.StartsWith("> [1] Alice", StringComparison.Ordinal)));
        _terminal.Hold();

        await Task.Run(() =>
        {
            menu.Update([Alice, Bob]);
            menu.Update([Bob]);
        }).WaitAsync(TimeSpan.FromSeconds(30));
        _terminal.Type("1\n");
        await ChoiceAsync(menu);
        _terminal.GoOn();
    }

    private LiveMenu Open(params MenuItem[] items)
    {
        var menu = new LiveMenu(_terminal, "Servers:", Theme.None, (typed, count) => typed.All(char.IsAsciiDigit)
            ? $"there is no {typed}: the servers are 1 to {count}" : null, TimeProvider.System);
        menu.Update(items);
        return menu;
    }

    private static Task<MenuChoice?> ChoiceAsync(LiveMenu menu) => menu.Choice.WaitAsync(TimeSpan.FromSeconds(30));
}
