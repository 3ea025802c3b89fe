using LanTalk.Client.Events;
using LanTalk.Client.Tests.LoggingIn;

namespace LanTalk.Client.Tests.Sessions;

/// <summary>A server that is there but does none of what it is asked is given up like one that is away.</summary>
public sealed class GivingUpTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task AServerThatAnswersPingsButAcknowledgesNothing()
    {
        await using var test = await SessionUnderTest.StartAsync(Limit);
        var server = await test.ConnectionAsync();
        await server.PlaceAsync(since: 0, id: 0);
        await test.Session.SendAsync(Outgoing.Say("anybody?", null), CancellationToken.None);
        await server.NextAsync("message");

        await MustEndAsync(test, "anybody?");
    }

    [Fact]
    public async Task AServerThatNeverLetsTheClientCatchUp()
    {
        await using var test = await SessionUnderTest.StartAsync(Limit);
        test.AnswersPings = false;
        (await test.ConnectionAsync()).AnswersPings = false;
        await test.Session.SendAsync(Outgoing.Say("anybody?", null), CancellationToken.None);

        await MustEndAsync(test, "anybody?");
    }

    [Fact]
    public async Task AServerThatBreaksEachConnectionBeforeItTakesAnything()
    {
        await using var test = await SessionUnderTest.StartAsync(Limit);
        await test.Session.SendAsync(Outgoing.Say("anybody?", null), CancellationToken.None);
        using var enough = new CancellationTokenSource();
        var breaking = BreakAllAsync();

        await MustEndAsync(test, "anybody?");
        await enough.CancelAsync();
        await breaking;

        async Task BreakAllAsync()
        {
            try
            {
                while (true)
                {
                    await BreakAsync(await test.ConnectionAsync().WaitAsync(enough.Token));
                }
            }
            catch (OperationCanceledException)
            {
                // The client has given up.
            }
        }

        static async Task BreakAsync(ScriptedConversation server)
        {
            try
            {
                await server.PlaceAsync(since: 0, id: 0);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The client was faster.
            }

            server.Break();
        }
    }

    [Fact]
    public async Task AServerThatOnlyTalks()
    {
        await using var test = await SessionUnderTest.StartAsync(Limit);
        var server = await test.ConnectionAsync();
        await server.PlaceAsync(since: 0, id: 0);
        await test.Session.SendAsync(Outgoing.Say("anybody?", null), CancellationToken.None);
        await server.NextAsync("message");
        var rest = test.RestAsync();
        await TalkAsync();
        await test.PassUntilAsync(() => rest.IsCompleted, Step);

        (await rest).OfType<NotSent>().Should().ContainSingle().Which.What.Text.Should().Be("anybody?");
        test.Session.Ending!.Kind.Should().Be(ChatEndingKind.Lost);

        async Task TalkAsync()
        {
            try
            {
                for (var id = 1; !rest.IsCompleted; id++)
                {
                    await server.PostAsync(id, "blah");
                    test.Time.Advance(Step);
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The client has broken the connection.
            }
        }
    }

    [Fact]
    public async Task AServerThatNeverOpensARoom()
    {
        await using var test = await SessionUnderTest.StartAsync(Limit);
        test.AnswersPings = false;
        var server = await test.ConnectionAsync();
        server.AnswersPings = false;
        await server.PlaceAsync(since: 0, id: 0);
        await test.EventAsync<Entered>();

        var joining = test.Session.JoinAsync("ops", CancellationToken.None);
        await test.PassUntilAsync(() => joining.IsCompleted, Step);

        (await joining).Should().BeFalse();
        test.Session.Ending!.Kind.Should().Be(ChatEndingKind.Lost);
    }

    [Fact]
    public async Task AServerThatIsToldGoodbyeAndStays()
    {
        await using var test = await SessionUnderTest.StartAsync();
        await test.ConnectionAsync();

        await test.Session.QuitAsync(CancellationToken.None);
        var rest = test.RestAsync();
        await test.PassUntilAsync(() => rest.IsCompleted, Step);

        test.Session.Ending.Should().Be(new ChatEnding(ChatEndingKind.Left));
    }

    private static async Task MustEndAsync(SessionUnderTest test, string text)
    {
        var start = test.Time.GetTimestamp();
        var rest = test.RestAsync();
        await test.PassUntilAsync(() => rest.IsCompleted, Step);

        (await rest).OfType<NotSent>().Should().ContainSingle().Which.What.Text.Should().Be(text);
        test.Session.Ending!.Kind.Should().Be(ChatEndingKind.Lost);
        test.Time.GetElapsedTime(start).Should().BeGreaterThan(Limit - Step);
    }
}
