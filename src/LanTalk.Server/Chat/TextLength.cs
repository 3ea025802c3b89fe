using System.Text;
using LanTalk.Server.Configuration;

namespace LanTalk.Server.Chat;

/// <summary>How long a text may be, whoever says it.</summary>
internal static class TextLength
{
    /// <summary>Why a text is refused for its length; null if it is not.</summary>
    public static string? FindProblem(string text, LanTalkServerOptions options)
    {
        var length = options.MaxText > 0 ? Encoding.UTF8.GetByteCount(text) : 0;
        return length > options.MaxText ? $"The message has {length} bytes; at most {options.MaxText} are allowed. Nobody got it." : null;
    }
}
