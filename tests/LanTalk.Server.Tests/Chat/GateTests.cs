using LanTalk.Protocol.Security;
using LanTalk.Server.Chat;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Tests.Chat;

/// <summary>Tests with one more gate than the server has by itself: every text passes it before anybody sees it.</summary>
public sealed class GateTests : IDisposable
{
    private readonly UserKey _key = UserKey.Create();
    private readonly Gate _gate = new();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task EveryTextPassesTheGateWhateverItIsSaidBy()
    {
        await using var server = TestServer.Start(gate: _gate);
        await server.StartConsoleAsync();
        var bob = await server.JoinAsync("Bob");
        await server.JoinAsync("Carol");

        await bob.SayAsync("plain");
        await bob.SayAsync("caf\u00e9 \\u0041");
        await bob.SayAsync("/me waves");
        await bob.SayAsync("/topic tea");
        await bob.SayAsync("/pm Carol hush");
        await bob.SendJsonAsync(new { type = "pm", to = "Carol", text = "hush again" });
        await bob.DrainAsync();
        server.Terminal.Type("from the server");
        await bob.ReadAsync("message");

        _gate.Seen.Select(seen => (seen.Author.Name, Where: seen.Room?.Name ?? seen.Recipient, seen.Text)).Should().Equal(
            ("Bob", "lobby", "plain"),
            ("Bob", "lobby", "caf\u00e9 \\u0041"),
            ("Bob", "lobby", "waves"),
            ("Bob", "lobby", "tea"),
            ("Bob", "Carol", "hush"),
            ("Bob", "Carol", "hush again"),
            ("Alice", "lobby", "from the server"));
    }

    [Fact]
    public async Task WhatAGateReplacesIsWhatOthersGetAndIsKept()
    {
        _gate.Answer = seen => new(Verdict.Replace(seen.Text.Replace("tea", "***")));
        await using var server = TestServer.Start(gate: _gate);
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _key);
        await carol.DrainAsync();

        await bob.SendJsonAsync(new { type = "message", text = "more tea", nonce = "n1" });

        (await carol.ReadAsync("message")).Text("text").Should().Be("more ***");
        var echo = await bob.ReadAsync("message");
        (echo.Text("text"), echo.Text("nonce")).Should().Be(("more ***", "n1"));
    }

    [Fact]
    public async Task WhatAGateRefusesReachesNobodyAndItsAuthorIsToldWhy()
    {
        _gate.Answer = _ => new(Verdict.Refuse("Not in class."));
        await using var server = TestServer.Start(gate: _gate);
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob", _key);
        await carol.DrainAsync();

        await bob.SendJsonAsync(new { type = "message", text = "boo", nonce = "n1" });

        var refusal = await bob.ReadAsync("system");
        (refusal.Text("event"), refusal.Text("text"), refusal.Text("nonce")).Should().Be(("refused", "Not in class.", "n1"));
        (await carol.DrainAsync()).Texts("message").Should().BeEmpty();
    }

    [Fact]
    public async Task WhileAGateTakesItsTimeOthersGoOnAndTheAuthorsLinesStayInOrder()
    {
        var answer = new TaskCompletionSource<Verdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate.Answer = seen => seen.Text == "slow" ? new(answer.Task) : new(Verdict.Pass);
        await using var server = TestServer.Start(gate: _gate);
        var bob = await server.JoinAsync("Bob");
        var dan = await server.JoinAsync("Dan");
        var carol = await server.JoinAsync("Carol");

        await bob.SayAsync("slow");
        await bob.SayAsync("after it");
        await dan.SayAsync("meanwhile");
        (await carol.ReadAsync("message")).Text("text").Should().Be("meanwhile");
        answer.SetResult(Verdict.Pass);

        (await carol.ReadAsync("message")).Text("text").Should().Be("slow");
        (await carol.ReadAsync("message")).Text("text").Should().Be("after it");
    }

    [Fact]
    public async Task WhatIsStillAtAGateWhenItsAuthorIsPutOutReachesNobody()
    {
        var answer = new TaskCompletionSource<Verdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate.Answer = seen => seen.Text == "slow" ? new(answer.Task) : new(Verdict.Pass);
        await using var server = TestServer.Start(gate: _gate);
        await server.StartConsoleAsync();
        var carol = await server.JoinAsync("Carol");
        var bob = await server.JoinAsync("Bob");
        await carol.DrainAsync();

        await bob.SayAsync("slow");
        (await server.Terminal.AnswerAsync("/kick Bob")).Should().Be("Kicked Bob.");
        answer.SetResult(Verdict.Pass);

        (await bob.ReadToEndAsync())[^1].Text("event").Should().Be("kick");
        (await carol.ReadAsync("system")).Text("event").Should().Be("leave");
        (await carol.DrainAsync()).Texts("message").Should().BeEmpty();
    }

    [Fact]
    public async Task TextsThatAGateNeedNotSeeGoTheShortWay()
    {
        _gate.LetsPlain = true;
        await using var server = TestServer.Start(gate: _gate);
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");

        await bob.SayAsync("plain");

        (await carol.ReadAsync("message")).Text("text").Should().Be("plain");
        _gate.Seen.Should().BeEmpty();
    }

    private sealed class Gate : IGate
    {
        public List<Utterance> Seen { get; } = [];

        public bool LetsPlain { get; set; }

        public Func<Utterance, ValueTask<Verdict>> Answer { get; set; } = _ => new(Verdict.Pass);

        public bool LetsPlainPass(Session session, Room room, int length) => LetsPlain;

        public ValueTask<Verdict> CheckAsync(Utterance utterance)
        {
            Seen.Add(utterance);
            return Answer(utterance);
        }
    }
}
