using System.Net;
using LanTalk.Protocol.Invitations;
using LanTalk.Server.Configuration;
using LanTalk.Server.Connections;
using LanTalk.Server.Invitations;

namespace LanTalk.Server.Tests.Invitations;

/// <summary>A server that knows where it listens, so that its links lead there.</summary>
internal static class InvitationServer
{
    public const string Address = "192.168.1.5";

    /// <summary>Starts it.</summary>
    public static TestServer Start(string? password = "secret", Func<LanTalkServerOptions, LanTalkServerOptions>? configure = null)
    {
        var server = TestServer.Start(options => (configure ?? (same => same))(options with { Password = password }));
        server.Get<ListeningState>().Opened([new IPEndPoint(IPAddress.Parse(Address), 5050)]);
        return server;
    }

    /// <summary>Makes an invitation as its operator.</summary>
    public static async Task<InvitationLink> InviteAsync(this TestServer server, InvitationRequest? request = null) =>
        (await server.Get<Inviter>().InviteAsync(request ?? new InvitationRequest(), server.Get<LocationPublisher>().Location, "Alice")).Invited!.Link;
}
