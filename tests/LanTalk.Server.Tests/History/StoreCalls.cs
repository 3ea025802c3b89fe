using LanTalk.Server.History;

namespace LanTalk.Server.Tests.History;

/// <summary>Calls of a local store, which complete at once.</summary>
internal static class StoreCalls
{
    public static RoomHead Open(this IRoomStore store, string room) => Completed(store.OpenAsync(room));

    public static void ChangeTopic(this IRoomStore store, string room, string topic)
    {
        var change = store.ChangeTopicAsync(room, topic);
        change.IsCompleted.Should().BeTrue();
        change.GetAwaiter().GetResult();
    }

    /// <summary>Appends after the room's last message.</summary>
    public static Appended Append(this IRoomStore store, string room, params StoredMessage[] messages) =>
        store.AppendAfter(room, store.Open(room).LastId, messages);

    public static Appended AppendAfter(this IRoomStore store, string room, long after, StoredMessage[] messages) =>
        Completed(store.AppendAsync(room, after, messages));

    private static T Completed<T>(ValueTask<T> call)
    {
        // Not by an assertion, which would allocate.
        return call.IsCompleted ? call.Result : throw new InvalidOperationException("The store did not complete at once.");
    }
}
