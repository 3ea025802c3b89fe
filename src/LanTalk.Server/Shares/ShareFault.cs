namespace LanTalk.Server.Shares;

/// <summary>The kind of a <see cref="ShareProblem"/>.</summary>
internal enum ShareFault
{
    /// <summary>The request is malformed.</summary>
    Invalid,

    /// <summary>The share is larger than one may be.</summary>
    TooLarge,

    /// <summary>There is no space for it.</summary>
    NoSpace,

    /// <summary>The share was removed meanwhile.</summary>
    Gone,

    /// <summary>The disk cannot be read or written.</summary>
    Disk,
}

/// <summary>Why something was not done.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Text">What is wrong and what to do, as sentences for a user.</param>
internal sealed record ShareProblem(ShareFault Fault, string Text);
