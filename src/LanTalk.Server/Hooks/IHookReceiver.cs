namespace LanTalk.Server.Hooks;

/// <summary>Takes the calls of programs outside.</summary>
internal interface IHookReceiver
{
    /// <summary>Passes a call on, and returns the answer.</summary>
    ValueTask<HookAnswer> ReceiveAsync(HookCall call);
}

/// <summary>A call.</summary>
/// <param name="Secret">What its address ends with.</param>
/// <param name="ContentType">The media type of its body, as the caller says.</param>
/// <param name="Query">The query of its address, without the question mark.</param>
/// <param name="Body">Its body, a text.</param>
internal sealed record HookCall(string Secret, string ContentType, string Query, string Body);

/// <summary>The answer to a call.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Text">The text; empty for none.</param>
internal sealed record HookAnswer(int Status, string Text);
