using LanTalk.Server.History;

namespace LanTalk.Server.Rooms;

/// <summary>A change of topic that waits for its position in a room's order; see <see cref="Room.ChangeTopicAsync"/>.</summary>
internal sealed class TopicChange(string topic)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The topic; empty for none.</summary>
    public string Topic { get; } = topic;

    /// <summary>Completes when it is stored and announced, or fails with a <see cref="StoreException"/>.</summary>
    public Task Done => _done.Task;

    /// <summary>Reports that it is stored.</summary>
    public void Complete() => _done.TrySetResult();

    /// <summary>Reports that it is not stored.</summary>
    public void Fail(StoreException fault) => _done.TrySetException(fault);
}
