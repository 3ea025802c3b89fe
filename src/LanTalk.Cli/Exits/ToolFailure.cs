using System.Data.Common;
using LanTalk.Server.Connections;
using LanTalk.Server.History;
using LanTalk.Server.Identity;
using LanTalk.Server.Invitations;
using LanTalk.Server.Moderation;
using LanTalk.Server.Users;

namespace LanTalk.Cli.Exits;

/// <summary>Why a verb cannot start or go on, as one line and an exit code: for every failure of a port, a disk or a file.</summary>
internal static class ToolFailure
{
    /// <summary>The explanation of an exception for a person; null if only an internal error explains it.</summary>
    public static ToolException? Explain(Exception e) => e switch
    {
        ToolException known => known,
        OutputException => new ToolException(ExitCode.Network, e.Message),
        ListenException => new ToolException(ExitCode.Network, e.Message),
        BanFileException or ServerIdentityException or NameStoreException or InvitationStoreException or StoreException =>
            new ToolException(ExitCode.Usage, e.Message),
        IOException or UnauthorizedAccessException or DbException => new ToolException(
            ExitCode.Usage, $"{e.Message.TrimEnd('.')}. See that the disk has space, and that this user may read and write there."),
        _ => null,
    };
}
