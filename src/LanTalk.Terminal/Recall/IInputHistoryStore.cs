namespace LanTalk.Terminal.Recall;

/// <summary>Stores typed texts for later sessions.</summary>
internal interface IInputHistoryStore
{
    /// <summary>The newest texts, oldest first.</summary>
    IEnumerable<string> Load(int count);

    /// <summary>Adds a text.</summary>
    void Append(string text);
}
