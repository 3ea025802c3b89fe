using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>A topic that waits for its place in a room's order; see <see cref="Room.ChangeTopicAsync"/>.</summary>
internal sealed class TopicChange(string topic)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The topic; empty for none.</summary>
    public string Topic { get; } = topic;

    /// <summary>Completes when it is kept and told, or fails with a <see cref="StoreException"/>.</summary>
    public Task Done => _done.Task;

    /// <summary>It is kept.</summary>
    public void Complete() => _done.TrySetResult();

    /// <summary>It is not.</summary>
    public void Fail(StoreException fault) => _done.TrySetException(fault);
}
