using LanTalk.Cli.Exits;
using LanTalk.Cli.Scripting;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class InvitingTests
{
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task TheInvitationThatTheServerMakesIsTakenAndItsWordsAreTold()
    {
        var session = new FakeSession();
        session.Happen(new Received(new SystemMessage("14:22", "Invitation k1 lets in 30 users.", SystemEvents.Reply)));
        session.Happen(new Received(new Invitation("14:22", "http://192.168.1.5:5050/#…", "", 0)));

        var made = await AskAsync(session);

        made.Url.Should().Be("http://192.168.1.5:5050/#…");
        session.Said.Should().ContainSingle().Which.Text.Should().Be("/invite uses 30");
        _errors.ToString().Should().StartWith("lantalk invite: Invitation k1 lets in 30 users.");
    }

    [Fact]
    public async Task ARefusalIsTold()
    {
        var session = new FakeSession();
        session.Happen(new Received(new SystemMessage("14:22", "Only the operator of this server makes invitations.", SystemEvents.Refused)));

        var failed = await FluentActions.Awaiting(() => AskAsync(session)).Should().ThrowAsync<ToolException>();

        failed.Which.Message.Should().StartWith("Only the operator");
        failed.Which.ExitCode.Should().Be(ExitCode.Refused);
    }

    [Fact]
    public async Task ALinkThatIsNoneIsNoInvitation()
    {
        var session = new FakeSession();
        session.Happen(new Received(new Invitation("14:22", "", "", 0)));

        await FluentActions.Awaiting(() => AskAsync(session)).Should().ThrowAsync<ToolException>();
    }

    private Task<Invitation> AskAsync(FakeSession session) =>
        new Inviting(session, new Notes(_errors, "invite")).AskAsync("/invite uses 30", CancellationToken.None);
}
