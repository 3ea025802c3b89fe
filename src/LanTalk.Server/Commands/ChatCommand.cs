using LanTalk.Protocol.Text;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;

namespace LanTalk.Server.Commands;

/// <summary>The users who may use a command.</summary>
[Flags]
internal enum CommandAudience
{
    /// <summary>Users, by a message that begins with a slash.</summary>
    Users = 1,

    /// <summary>The operator, at the server's console.</summary>
    Operator = 2,

    /// <summary>Both.</summary>
    Everybody = Users | Operator,
}

/// <summary>One command, as data: the registry, <c>/help</c> and the tests read it.</summary>
/// <param name="Name">The name without its slash, in lower case.</param>
/// <param name="Arguments">The form of what follows, such as <c>&lt;user&gt; [reason]</c>; empty if nothing may.</param>
/// <param name="Help">What it does, in one sentence.</param>
/// <param name="Audience">The users who may use it.</param>
/// <param name="RunAsync">Runs it.</param>
internal sealed record ChatCommand(
    string Name, string Arguments, string Help, CommandAudience Audience, Func<CommandCall, ValueTask> RunAsync)
{
    /// <summary>The name of the bot whose command it is; null for the server's own.</summary>
    public string? Bot { get; init; }

    /// <summary>The command as it is typed.</summary>
    public string Usage => Arguments.Length == 0 ? $"/{Name}" : $"/{Name} {Arguments}";

    /// <summary>Creates a command whose action is synchronous.</summary>
    public static ChatCommand Create(string name, string arguments, string help, CommandAudience audience, Action<CommandCall> run) =>
        new(name, arguments, help, audience, call =>
        {
            run(call);
            return ValueTask.CompletedTask;
        });
}

/// <summary>One use of a command.</summary>
/// <param name="Caller">The user or operator who gave it.</param>
/// <param name="Command">The command.</param>
/// <param name="Arguments">What followed its name, trimmed.</param>
/// <param name="Room">The room in which it was given.</param>
/// <param name="Nonce">The nonce that its sender gave it; null if it has none.</param>
internal sealed record CommandCall(ICommandCaller Caller, ChatCommand Command, string Arguments, Room Room, string? Nonce)
{
    /// <summary>The first word of the arguments and the rest; either is empty if there is none.</summary>
    public (string First, string Remainder) Split() => FirstWord.Split(Arguments);

    /// <summary>Tells the caller how the command is used.</summary>
    public void RefuseUsage() => Caller.Refuse($"Usage: {Command.Usage}");
}
