namespace LanTalk.Architecture.Tests;

/// <summary>
/// The folders that each folder may know, and the types that it must not name. A folder is a namespace without its first word; a project's own name
/// stands for its root. To change a line, change the code, run the tests and, if you agree with it, paste the line that they print.
/// </summary>
internal static class Folders
{
    /// <summary>A folder knows exactly these others, and the table has no cycle.</summary>
    public const string MayKnow = """
        Protocol.Defaults:
        Protocol.Discovery: Protocol.Security Protocol.Text
        Protocol.Files:
        Protocol.Frames:
        Protocol.Invitations: Protocol.Names Protocol.Security Protocol.Text
        Protocol.Messages: Protocol.Text
        Protocol.Names: Protocol.Unicode
        Protocol.Noise: Protocol.Security
        Protocol.Security: Protocol.Text
        Protocol.Shares: Protocol.Text Protocol.Unicode
        Protocol.Sources: Protocol.Files Protocol.Shares Protocol.Text
        Protocol.Text:
        Protocol.Unicode:

        Terminal.Devices:
        Terminal.Drawing: Protocol.Text Terminal.Styling
        Terminal.Editing: Terminal.Drawing Terminal.Keys Terminal.Recall Terminal.Styling
        Terminal.Keys: Protocol.Text Terminal.Devices
        Terminal.Pictures:
        Terminal.Prompts: Protocol.Text Terminal.Devices Terminal.Drawing Terminal.Editing Terminal.Keys Terminal.Pictures Terminal.Styling
        Terminal.Recall: Protocol.Files
        Terminal.Styling:

        Plugins: Plugins.Running Plugins.Wire
        Plugins.Running: Plugins.Wire
        Plugins.Wire:

        Client: Client.Chatting Client.Discovery
        Client.Addresses: Protocol.Invitations
        Client.Chatting: Client.Addresses Client.Connecting Client.Events Client.LoggingIn Client.Sealing Client.Trust Protocol.Messages
            Protocol.Security Protocol.Text
        Client.Configuration: Protocol.Files
        Client.Connecting: Client.Addresses Protocol.Frames Protocol.Invitations Protocol.Messages Protocol.Names Protocol.Security Protocol.Text
        Client.Delivery: Client.Chatting Client.Connecting Client.Events Client.Rooms Protocol.Messages Protocol.Security Protocol.Text
        Client.Discovery: Protocol.Discovery Protocol.Security
        Client.Events: Client.Addresses Protocol.Messages Protocol.Security Protocol.Text
        Client.LoggingIn: Client.Connecting Client.Sealing Protocol.Messages Protocol.Security Protocol.Text
        Client.Reconnecting: Client.Addresses Client.Chatting Client.Connecting Client.Discovery Client.Events Client.LoggingIn Client.Rooms
            Client.Sealing Client.Trust Protocol.Messages Protocol.Security
        Client.Rooms: Client.Events Protocol.Messages
        Client.Sealing: Client.Configuration Client.Events Client.Trust Protocol.Messages Protocol.Names Protocol.Security Protocol.Shares Protocol.Text
        Client.Sessions: Client.Addresses Client.Chatting Client.Delivery Client.Events Client.Reconnecting Client.Rooms Protocol.Messages
            Protocol.Names Protocol.Security Protocol.Text
        Client.Shares: Client.Addresses Client.Configuration Client.Connecting Client.Events Client.Reconnecting Client.Sealing Client.Sessions
            Protocol.Files Protocol.Messages Protocol.Security Protocol.Shares Protocol.Sources Protocol.Text
        Client.Trust: Client.Addresses Client.Configuration Client.Discovery Protocol.Discovery Protocol.Names Protocol.Security Protocol.Text

        Server: Server.Chat Server.Clock Server.Commands Server.Configuration Server.Connections Server.Discovery Server.History
            Server.Identity Server.Invitations Server.Logins Server.Moderation Server.Operator Server.Plugins Server.Rooms Server.Serving Server.Sessions
            Server.Shares Server.Sharing Server.Transfers Server.Users Server.Web
        Server.Addresses:
        Server.Chat: Protocol.Messages Protocol.Names Protocol.Security Protocol.Text Server.Addresses Server.Clock Server.Configuration
            Server.Dialects Server.Fairness Server.History Server.Moderation Server.Rooms Server.Sessions Server.Users
        Server.Clock:
        Server.Commands: Protocol.Messages Protocol.Names Protocol.Security Protocol.Text Server.Chat Server.Clock Server.Configuration
            Server.Connections Server.Dialects Server.History Server.Invitations Server.Logins Server.Metrics Server.Moderation Server.Rooms
            Server.Sessions Server.Shares Server.Sharing Server.Users
        Server.Configuration: Protocol.Files Protocol.Names Protocol.Security Protocol.Text Server.History
        Server.Connections: Protocol.Noise Protocol.Security Protocol.Text Server.Addresses Server.Configuration Server.Fairness Server.Identity
            Server.Periodic Server.Transports Server.Web Server.WebSockets
        Server.Dialects: Protocol.Messages Protocol.Text Server.Rooms
        Server.Discovery: Protocol.Discovery Protocol.Security Server.Configuration Server.Connections Server.Identity Server.Logins Server.Sessions
        Server.Fairness:
        Server.History: Protocol.Files Protocol.Messages Protocol.Names Protocol.Security Protocol.Text Protocol.Unicode Server.Periodic
        Server.Hooks: Server.Configuration
        Server.Identity: Protocol.Files Protocol.Noise Protocol.Security Server.Configuration
        Server.Invitations: Protocol.Discovery Protocol.Files Protocol.Invitations Protocol.Messages Protocol.Names Protocol.Security Protocol.Text
            Server.Configuration Server.Connections Server.Identity
        Server.Logins: Protocol.Frames Protocol.Messages Protocol.Names Protocol.Security Protocol.Text Server.Addresses Server.Clock
            Server.Configuration Server.Fairness Server.Invitations Server.Moderation Server.Transports Server.Web
        Server.Metrics:
        Server.Moderation: Protocol.Files Protocol.Names Protocol.Security Protocol.Text Server.Addresses Server.Configuration Server.Periodic
            Server.Users
        Server.Operator: Protocol.Frames Protocol.Messages Protocol.Text Server.Chat Server.Clock Server.Commands Server.Configuration
            Server.Moderation Server.Rooms Server.Sessions Server.Users
        Server.Periodic:
        Server.PluginLines: Protocol.Messages
        Server.Plugins: Protocol.Files Protocol.Messages Protocol.Names Protocol.Sources Protocol.Text Server.Chat Server.Clock Server.Commands
            Server.Configuration Server.Dialects Server.History Server.Hooks Server.Moderation Server.Periodic Server.PluginLines Server.Programs
            Server.Rooms Server.Sessions Server.Shares Server.Sharing Server.Users
        Server.Programs: Protocol.Files Protocol.Text
        Server.Rooms: Protocol.Messages Protocol.Names Server.Clock Server.Configuration Server.History Server.Metrics Server.Users
        Server.Serving: Protocol.Frames Protocol.Messages Protocol.Security Protocol.Text Server.Chat Server.Clock Server.Commands
            Server.Configuration Server.Dialects Server.Logins Server.Moderation Server.Rooms Server.Sessions Server.Sharing Server.Transports
            Server.Users
        Server.Sessions: Protocol.Messages Protocol.Names Protocol.Text Server.Clock Server.Configuration Server.Dialects Server.History
            Server.Rooms Server.Transports Server.Users
        Server.Shares: Protocol.Files Protocol.Messages Protocol.Shares Protocol.Text Server.Configuration Server.Periodic Server.Users
        Server.Sharing: Protocol.Messages Protocol.Security Protocol.Shares Protocol.Sources Protocol.Text Server.Chat Server.Clock
            Server.Configuration Server.Invitations Server.Rooms Server.Sessions Server.Shares Server.Users
        Server.Transfers: Protocol.Messages Protocol.Security Protocol.Shares Protocol.Text Server.Configuration Server.Shares Server.Transports
            Server.Users
        Server.Transports:
        Server.Users: Protocol.Files Protocol.Names Protocol.Security Server.Configuration Server.Periodic
        Server.Web: Protocol.Security Protocol.Text Server.Configuration Server.Hooks Server.Identity Server.Transfers Server.Transports
        Server.WebSockets: Protocol.Noise Server.Transports

        Cli: Cli.Clock Cli.Commands Cli.Exits Cli.Hosting Cli.Manual Cli.Options Cli.Terminals Protocol.Names Protocol.Text Terminal.Prompts
        Cli.Chatting: Cli.Lines Cli.Settings Cli.Texts Client.Configuration Client.Events Client.Sealing Client.Sessions Client.Shares
            Protocol.Files Protocol.Invitations Protocol.Messages Protocol.Names Protocol.Security Protocol.Sources Protocol.Text Terminal.Devices
            Terminal.Editing Terminal.Prompts Terminal.Styling
        Cli.Clock: Protocol.Text
        Cli.Commands: Cli.Chatting Cli.Clock Cli.Completion Cli.Exits Cli.Hosting Cli.Joining Cli.Json Cli.Logging Cli.Manual Cli.Operating
            Cli.Options Cli.Scripting Cli.Settings Cli.Terminals Cli.Texts Client Client.Addresses Client.Configuration Client.Discovery
            Client.Sealing Client.Sessions Client.Shares Client.Trust Protocol.Discovery Protocol.Files Protocol.Invitations Protocol.Messages
            Protocol.Names Protocol.Security Protocol.Sources Protocol.Text Server Server.Configuration Server.Connections Server.Discovery
            Server.History Server.Hooks Server.Identity Server.Invitations Server.Moderation Server.Operator Server.Plugins Terminal.Devices
            Terminal.Styling
        Cli.Completion: Client.Configuration Client.Discovery Client.Trust Protocol.Discovery Protocol.Files Protocol.Names
        Cli.Exits: Server.Connections Server.History Server.Identity Server.Invitations Server.Moderation Server.Users
        Cli.Hosting: Cli.Clock Cli.Exits Cli.Logging Cli.Terminals Protocol.Files Terminal.Devices
        Cli.Joining: Cli.Exits Cli.Hosting Cli.Logging Cli.Options Cli.Settings Cli.Terminals Cli.Texts Client Client.Addresses Client.Chatting
            Client.Configuration Client.Connecting Client.Discovery Client.LoggingIn Client.Reconnecting Client.Sealing Client.Sessions Client.Trust
            Protocol.Discovery Protocol.Invitations Protocol.Messages Protocol.Names Protocol.Security Protocol.Text Terminal.Devices
            Terminal.Prompts Terminal.Styling
        Cli.Json: Protocol.Messages Server.Moderation
        Cli.Lines: Client.Events Client.Sessions Protocol.Files Protocol.Messages Protocol.Names Protocol.Text Terminal.Editing
        Cli.Logging: Cli.Terminals Cli.Texts Protocol.Files Terminal.Styling
        Cli.Manual: Cli.Exits Cli.Hosting Cli.Options Cli.Terminals Cli.Texts
        Cli.Operating: Cli.Chatting Cli.Lines Cli.Settings Cli.Terminals Client.Events Protocol.Messages Protocol.Names Protocol.Text Server.Configuration
            Server.Operator Terminal.Devices Terminal.Editing Terminal.Prompts Terminal.Styling
        Cli.Options: Cli.Completion Cli.Exits Client.Addresses Protocol.Files Protocol.Invitations Protocol.Names Protocol.Security Protocol.Text
            Server.Configuration Server.History Server.Invitations Server.Moderation Terminal.Prompts
        Cli.Scripting: Cli.Exits Cli.Json Cli.Lines Cli.Terminals Cli.Texts Client.Addresses Client.Events Client.Sealing Client.Sessions
            Client.Shares Protocol.Messages Protocol.Names Protocol.Security Protocol.Sources Protocol.Text Terminal.Devices Terminal.Styling
        Cli.Settings: Client.Configuration Protocol.Names Protocol.Text Terminal.Styling
        Cli.Terminals: Cli.Exits Cli.Texts Client.Events Protocol.Messages Protocol.Text Server.Operator Terminal.Devices Terminal.Prompts
            Terminal.Styling
        Cli.Texts: Cli.Json Client.Addresses Client.Discovery Client.Events Client.Shares Client.Trust Protocol.Discovery
            Protocol.Invitations Protocol.Messages Protocol.Names Protocol.Security Protocol.Text Protocol.Unicode Server.History
            Terminal.Devices Terminal.Styling
        """;

    /// <summary>Nothing in a folder names a type whose full name begins like this.</summary>
    public const string MustNotName = """
        Protocol.Security: System.Net. System.IO.
        Protocol.Noise: System.Net. System.IO.
        Protocol.Names: System.Net. System.IO.
        Protocol.Text: System.Net. System.IO.
        Protocol.Messages: System.Net. System.IO.File System.IO.Stream
        Protocol.Frames: System.Net. System.IO.File System.IO.Stream
        Protocol.Files: System.Net.
        Protocol.Sources: System.Net.
        Terminal.Styling: System.Net. System.IO.File System.IO.Stream
        Terminal.Drawing: System.Net. System.IO.File System.IO.Stream
        Terminal.Keys: System.Net. System.IO.File System.IO.Stream
        Terminal.Editing: System.Net. System.IO.File System.IO.Stream
        Plugins: System.Net. System.IO.File
        Plugins.Running: System.Net. System.IO.File
        Plugins.Wire: System.Net. System.IO.File System.IO.Stream
        Client.Trust: System.Net.Sockets. System.Net.Security.
        Client.Configuration: System.Net.
        Client.Events: System.Net.Sockets. System.Net.Security. System.IO.File
        Client.Rooms: System.Net. System.IO.File
        Client.LoggingIn: System.Net.Sockets. System.Net.Security. System.IO.File
        Client.Sealing: System.Net. System.IO.File
        Server.Transports: Microsoft.AspNetCore.
        Server.WebSockets: Microsoft.AspNetCore. System.Net.
        Server.Sessions: Microsoft.AspNetCore.
        Server.Commands: Microsoft.AspNetCore.
        Server.Logins: Microsoft.AspNetCore.
        Server.Users: Microsoft.AspNetCore. System.Net.
        Server.Rooms: Microsoft.AspNetCore. System.Net. System.IO.File
        Server.Chat: Microsoft.AspNetCore. System.IO.File
        Server.Moderation: Microsoft.AspNetCore.
        Server.Operator: Microsoft.AspNetCore.
        Server.Discovery: Microsoft.AspNetCore.
        Server.History: Microsoft.AspNetCore. System.Net.
        """;
}
