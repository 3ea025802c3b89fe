using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Names;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;

namespace LanTalk.Server.Commands;

/// <summary>The commands about rooms.</summary>
internal sealed class RoomCommands(RoomRegistry rooms, RoomVisits visits, OperatorVisits operatorVisits, Gates gates, StoreFaults faults, ServerClock clock)
{
    /// <summary>In UTF-8 bytes; small enough for a topic to fit on one line.</summary>
    private const int MaxTopic = 300;

    public IEnumerable<ChatCommand> Commands() =>
    [
        new("join", "<room>", "Come to a room; it is made if it is not there.", CommandAudience.Everybody, JoinAsync),
        new("leave", "[room]", "Leave a room.", CommandAudience.Everybody, LeaveAsync),
        ChatCommand.Create("rooms", "", "List the rooms.", CommandAudience.Everybody, List),
        new("topic", "[text]", "Show what the room is about, or say so; /topic - for nothing.", CommandAudience.Everybody, TopicAsync),
    ];

    private async ValueTask JoinAsync(CommandCall call)
    {
        if (call.Arguments.Length == 0)
        {
            call.RefuseUsage();
            return;
        }

        await (call.Caller.Session is { } session ? visits.EnterAsync(session, RoomOf(call), default) : operatorVisits.EnterAsync(call.Caller, RoomOf(call)));
    }

    private async ValueTask LeaveAsync(CommandCall call)
    {
        var name = call.Arguments.Length == 0 ? call.Room.Name : RoomOf(call);
        if (call.Caller.Session is { } session)
        {
            await visits.LeaveAsync(session, name);
        }
        else
        {
            operatorVisits.Leave(call.Caller, name);
        }
    }

    /// <summary>The room's name; the typed text if it is not a valid name, for the refusal.</summary>
    private static string RoomOf(CommandCall call) => RoomName.FromTyped(call.Arguments) ?? call.Arguments;

    private void List(CommandCall call) => call.Caller.Reply([.. rooms.All.Select(room =>
    {
        var topic = room.Topic is { } about ? $": {about}" : "";

        return $"{room.Name} ({rooms.CountUsers(room)}){topic}";
    })]);

    private async ValueTask TopicAsync(CommandCall call)
    {
        var text = SafeText.Clean(call.Arguments);
        if (text.Length == 0)
        {
            call.Caller.Reply(call.Room.Topic is { } topic ? $"{call.Room.Name}: {topic}"
                : $"Nobody has said what {call.Room.Name} is about. /topic <text> does.");
        }
        else if (Encoding.UTF8.GetByteCount(text) > MaxTopic)
        {
            call.Caller.Refuse($"A topic has at most {MaxTopic} bytes.");
        }
        else if (await gates.AdmitAsync(Utterance.In(call.Room, call.Caller, text), nonce: null) is { } admitted)
        {
            await ChangeAsync(call, admitted == "-" ? "" : admitted);
        }
    }

    private async ValueTask ChangeAsync(CommandCall call, string topic)
    {
        try
        {
            var told = topic.Length == 0 ? $"{call.Caller.Name} took the topic away." : $"{call.Caller.Name} changed the topic: {topic}";
            await call.Room.ChangeTopicAsync(topic,
                new SystemMessage(clock.Now, told, SystemEvents.Topic, call.Caller.Name) { Topic = topic.Length == 0 ? null : topic });
        }
        catch (StoreException e)
        {
            faults.Note(e);
            call.Caller.Refuse(call.Caller.TextOf(e));
        }
    }
}
