using System.Net;
using System.Net.Sockets;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Scripting;
using LanTalk.Protocol.Messages;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using LanTalk.Server.Invitations;

namespace LanTalk.Cli.Commands;

/// <summary>Makes an invitation in the files of a server that runs on this machine: it has them open too, and takes it at once.</summary>
/// <param name="directory">The server's data directory.</param>
/// <param name="notes">Told what the invitation is good for.</param>
internal sealed class LocalInvitation(string directory, Notes notes)
{
    /// <summary>How long a server on this machine may take to accept a connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Makes it; null if no server runs there.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="onForm">How another address is asked for.</param>
    /// <exception cref="ToolException">It cannot be made.</exception>
    public async Task<Invitation?> TryMakeAsync(InvitationRequest request, string onForm)
    {
        if (!DefaultDataDirectory.HoldsServer(directory) || !InvitationStore.IsThere(directory))
        {
            return null;
        }

        using var store = InvitationStore.Open(directory, ToolClock.Instance);
        if (await store.FindLocationAsync() is not { } location || !await IsThereAsync(location))
        {
            return null;
        }

        if (location.Policy == InvitePolicy.Off)
        {
            throw new ToolException(ExitCode.Refused, $"The server on {directory} makes no invitations: its --invites is off.");
        }

        using var identity = ServerIdentityFile.Open(directory);
        var (invited, problem) = await new Inviter(store, identity.Fingerprint, ToolClock.Instance).InviteAsync(request, location, Environment.UserName);
        if (invited is null)
        {
            throw new ToolException(ExitCode.Refused, problem!);
        }

        foreach (var line in InvitationTexts.Of(invited, ToolClock.Instance.LocalTimeZone, onForm))
        {
            notes.Say(line);
        }

        return invited.ToMessage("");
    }

    /// <summary>Whether a server listens there: one that was killed could not write down that it went.</summary>
    private static async Task<bool> IsThereAsync(ServerLocation location)
    {
        var bound = location.Bound[0];
        var address = bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : bound;
        using var patience = new CancellationTokenSource(Patience, ToolClock.Instance);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new IPEndPoint(address, location.Port), patience.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
