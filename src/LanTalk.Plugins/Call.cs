using LanTalk.Plugins.Running;
using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins;

/// <summary>Something that the plug-in answers once.</summary>
public abstract class Call
{
    private readonly LineWriter _writer;
    private readonly long _call;
    private int _isAnswered;

    private protected Call(LineWriter writer, long call) => (_writer, _call) = (writer, call);

    /// <summary>Answers. Only the first answer counts.</summary>
    /// <param name="text">The text, which may have several lines; null if there is nothing to say.</param>
    public void Reply(string? text = null) => Answer(new OutgoingLine("reply") { Call = _call, Text = text });

    /// <summary>Says why it cannot be done.</summary>
    /// <param name="reason">The reason, for the caller.</param>
    public void Refuse(string reason) => Answer(new OutgoingLine("reply") { Call = _call, Error = reason });

    private void Answer(OutgoingLine line)
    {
        if (Interlocked.Exchange(ref _isAnswered, 1) == 0)
        {
            try
            {
                _writer.Write(line);
            }
            catch (ArgumentException)
            {
                // It is too long. The caller still gets an answer: that the command failed.
                Volatile.Write(ref _isAnswered, 0);
                throw;
            }
        }
    }
}

/// <summary>Somebody uses a command.</summary>
public sealed class CommandCall : Call
{
    internal CommandCall(LineWriter writer, IncomingLine line)
        : base(writer, line.Call)
    {
        (Name, Arguments, User) = (line.Name ?? "", line.Arguments ?? "", line.User ?? "");
        (Room, IsOperator) = (line.Room ?? Plugin.Lobby, line.Operator);
    }

    /// <summary>The command, without its slash.</summary>
    public string Name { get; }

    /// <summary>What follows the command; empty if nothing does.</summary>
    public string Arguments { get; }

    /// <summary>Who uses it.</summary>
    public string User { get; }

    /// <summary>The room in which it is used.</summary>
    public string Room { get; }

    /// <summary>Whether it was used at the server's console.</summary>
    public bool IsOperator { get; }
}

/// <summary>A program outside called the web hook.</summary>
public sealed class HookCall : Call
{
    internal HookCall(LineWriter writer, IncomingLine line)
        : base(writer, line.Call) => (Body, ContentType, Query) = (line.Body ?? "", line.ContentType ?? "", line.Query ?? "");

    /// <summary>The body of the request.</summary>
    public string Body { get; }

    /// <summary>What the caller says that the body is, such as <c>application/json</c>.</summary>
    public string ContentType { get; }

    /// <summary>What follows the question mark in the address.</summary>
    public string Query { get; }
}
