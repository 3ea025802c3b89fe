using System.Globalization;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Clock;
using LanTalk.Server.Configuration;
using LanTalk.Server.Dialects;
using LanTalk.Server.Invitations;
using LanTalk.Server.Sessions;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Commands;

/// <summary>The commands about invitations, and the message of version 3 that asks for one.</summary>
internal sealed partial class InvitationCommands(
    LanTalkServerOptions options, Inviter inviter, InvitationStore invitations, LocationPublisher publisher,
        ServerClock clock, TimeProvider time, ILogger<InvitationCommands> logger)
{
    /// <summary>The commands; none that nobody may use.</summary>
    public IEnumerable<ChatCommand> Commands() => options.InvitesOrDefault switch
    {
        InvitePolicy.Everybody => Commands(CommandAudience.Everybody),
        InvitePolicy.Operator => Commands(CommandAudience.Operator),
        _ => [],
    };

    /// <summary>Answers a client that asks for an invitation.</summary>
    public ValueTask AnswerAsync(Session session, Invite asked)
    {
        if (options.InvitesOrDefault != InvitePolicy.Everybody)
        {
            session.Refuse(options.InvitesOrDefault == InvitePolicy.Off ? "This server makes no invitations."
                : "Only the operator of this server makes invitations.");
            return ValueTask.CompletedTask;
        }

        if (!InvitationRequest.TryCreate(asked.For, asked.Uses?.ToString(CultureInfo.InvariantCulture), asked.Room, asked.On, out var request, out var problem))
        {
            session.Refuse(problem);
            return ValueTask.CompletedTask;
        }

        return new ValueTask(InviteAsync(session, request, inWords: false));
    }

    private IEnumerable<ChatCommand> Commands(CommandAudience audience) =>
    [
        new("invite", "[for 1h] [uses 30] [room NAME] [on ADDRESS]", "Make a link and a QR code by which others join.", audience, InviteAsync),
        new("invites", "", "List the open invitations.", audience, ListAsync),
        new("uninvite", "<id>", "Revoke an invitation; users who joined by it stay.", audience, RevokeAsync),
    ];

    private ValueTask InviteAsync(CommandCall call)
    {
        if (InvitationRequest.TryParse(call.Arguments, out var request, out var problem))
        {
            return new ValueTask(InviteAsync(call.Caller, request, inWords: true));
        }

        call.Caller.Refuse(problem);
        return ValueTask.CompletedTask;
    }

    private async Task InviteAsync(ICommandCaller caller, InvitationRequest request, bool inWords)
    {
        if (options.NeedsPassword && caller.Session?.Dialect.Has(DialectFeatures.Rooms) == false)
        {
            caller.Refuse("Your connection is not encrypted, so an invitation would not stay secret. Join with a newer client.");
            return;
        }

        await TryAsync(caller, async () =>
        {
            var (invited, problem) = await inviter.InviteAsync(request, publisher.Location, caller.Name, OwnerOf(caller));
            if (invited is null)
            {
                caller.Refuse(problem!);
                return;
            }

            if (invited.Id is { } id)
            {
                LogInvited(caller.Name, id);
            }

            // The link comes last: where it is drawn as a code, nothing shifts that out of sight.
            if (inWords)
            {
                caller.Reply([.. InvitationTexts.Of(invited, time.LocalTimeZone, "/invite on")]);
            }

            caller.Show(invited.ToMessage(clock.Now));
        });
    }

    private ValueTask ListAsync(CommandCall call) => new(TryAsync(call.Caller, async () =>
    {
        var list = await invitations.ListAsync(call.Caller.Session is null ? null : OwnerOf(call.Caller));
        call.Caller.Reply(list.Count == 0 ? ["There is no open invitation."] : [.. list.Select(each => InvitationTexts.Line(each, time.LocalTimeZone))]);
    }));

    private ValueTask RevokeAsync(CommandCall call)
    {
        if (call.Arguments.Length == 0)
        {
            call.RefuseUsage();
            return ValueTask.CompletedTask;
        }

        return new ValueTask(TryAsync(call.Caller, async () =>
        {
            var id = call.Arguments.ToLowerInvariant();
            if (await invitations.RevokeAsync(id, call.Caller.Session is null ? null : OwnerOf(call.Caller)))
            {
                LogRevoked(call.Caller.Name, id);
                call.Caller.Reply($"Revoked {id}: it lets nobody in any more. Users who joined by it stay until they disconnect.");
            }
            else
            {
                call.Caller.Refuse($"You have no open invitation {call.Arguments}. /invites lists them.");
            }
        }));
    }

    // A user without a key owns none: those are the operator's.
    private static string OwnerOf(ICommandCaller caller) => caller.Session is { } session ? session.User.Identity?.FullForm ?? "-" : "";

    private async Task TryAsync(ICommandCaller caller, Func<Task> workAsync)
    {
        try
        {
            await workAsync();
        }
        catch (InvitationStoreException e)
        {
            LogFailed(e.Message);
            caller.Refuse(caller.Session is null ? e.Message : "The invitations cannot be used at the moment. The operator can see why in the log.");
        }
    }

    [LoggerMessage(LogLevel.Information, "{Name} made the invitation {Id}")]
    private partial void LogInvited(string name, string id);

    [LoggerMessage(LogLevel.Information, "{Name} revoked the invitation {Id}")]
    private partial void LogRevoked(string name, string id);

    [LoggerMessage(LogLevel.Error, "An invitation could not be made, listed or revoked: {Cause}")]
    private partial void LogFailed(string cause);
}
