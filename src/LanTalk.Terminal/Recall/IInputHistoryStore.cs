namespace LanTalk.Terminal.Recall;

/// <summary>Keeps what was typed for the next time.</summary>
internal interface IInputHistoryStore
{
    /// <summary>The newest texts, oldest first.</summary>
    IEnumerable<string> Load(int count);

    /// <summary>Keeps one more.</summary>
    void Append(string text);
}
