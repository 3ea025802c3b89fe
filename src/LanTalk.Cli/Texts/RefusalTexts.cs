using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Texts;

/// <summary>Why a login was refused, in the tool's own words: a stranger's words are not shown before it has proven itself.</summary>
internal static class RefusalTexts
{
    public static string Of(string? code) => code switch
    {
        AuthFailCodes.Password => "Wrong password.",
        AuthFailCodes.Invitation => "The invitation is unknown, used up, expired or revoked. Ask for a new one.",
        AuthFailCodes.NameInvalid => "It does not accept the name.",
        AuthFailCodes.NameTaken => "The name is taken.",
        AuthFailCodes.Banned => "You are banned.",
        AuthFailCodes.Busy => "It is full, or there were too many wrong passwords from here. Try later.",
        AuthFailCodes.Timeout => "The login took too long.",
        AuthFailCodes.Shutdown => "It is shutting down.",
        AuthFailCodes.Key => "It does not accept your key.",
        _ => "It does not say why.",
    };
}
