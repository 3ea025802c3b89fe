using System.Text;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;
using LanTalk.Server.Chat;
using LanTalk.Server.Clock;
using LanTalk.Server.Commands;
using LanTalk.Server.Configuration;
using LanTalk.Server.Rooms;
using LanTalk.Server.Sessions;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Operator;

/// <summary>Runs what the operator types. Answers go to the operator's inbox.</summary>
internal sealed partial class OperatorInput(
    LanTalkServerOptions options,
    OperatorVisits visits,
    Conversation conversation,
    PrivateMessages privateMessages,
    CommandRegistry commands,
    OperatorInbox inbox,
    ServerClock clock,
    ILogger<OperatorInput> logger) : ICommandCaller
{
    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public Session? Session => null;

    /// <inheritdoc/>
    public User? User => null;

    /// <summary>Posts the text or runs the command, or tells the operator why not.</summary>
    public async ValueTask DoAsync(OperatorLine typed)
    {
        if (FindProblem(typed.Text) is { } problem)
        {
            Refuse(problem);
        }
        else if (visits.Find(typed.Room ?? visits.Last) is { } followed)
        {
            await TryCarryOutAsync(typed with { Text = SafeText.CleanLines(typed.Text.Trim()) }, followed.Room);
        }
        else
        {
            Refuse($"You are not in {SafeText.Clean(typed.Room!)} any more. Nobody got it.");
        }
    }

    /// <inheritdoc/>
    public void Reply(string text) => inbox.Put(new SystemMessage(clock.Now, text, SystemEvents.Reply));

    /// <inheritdoc/>
    public void Reply(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            Reply(line);
        }
    }

    /// <inheritdoc/>
    public void Quote(IReadOnlyList<QuotedLine> lines) => Reply([.. lines.Select(line => line.Dated(clock))]);

    /// <inheritdoc/>
    public void Refuse(string text, string? nonce = null) => inbox.Put(new SystemMessage(clock.Now, text, SystemEvents.Refused));

    /// <inheritdoc/>
    public void ShowSent(string to, string text) => inbox.Put(new SentPrivately(clock.Now, to, text));

    /// <inheritdoc/>
    public void Show(Invitation invitation) => inbox.Put(invitation);

    /// <inheritdoc/>
    public void NotPosted(string reason, string? nonce) => Refuse(reason);

    /// <inheritdoc/>
    public void PostedBefore(string nonce, long id)
    {
        // The operator's messages have no nonces.
    }

    /// <summary>
    /// Why a line is refused; null if it is not. The limits of clients apply, and a line that looks like a mistyped command is not posted.
    /// </summary>
    private string? FindProblem(string typed) => options.MaxLine > 0 && Encoding.UTF8.GetByteCount(typed) > options.MaxLine
        ? $"The line has more than {options.MaxLine} bytes, which are as many as a line may have. Nobody got it."
        : SlashRule.IsHiddenCommand(typed) ? "Something invisible stands before the slash. Nobody got the line; type the command anew."
        : SlashRule.FindStrayCommand(typed) is { } word && commands.Has(word, CommandAudience.Operator)
            ? $"'{SafeText.Clean(typed.Trim())}' looks like /{word} with something before it or with another slash. Nobody got it."
        : null;

    private async Task TryCarryOutAsync(OperatorLine typed, Room room)
    {
        try
        {
            await CarryOutAsync(typed, room);
            room.Wake();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException or Moderation.BanFileException)
        {
            // The command could not access its file: the operator is told, and the console goes on.
            LogCommandFailed(typed.Text, e.Message);
            Refuse($"Failed: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An internal error ends this command only.
            LogCommandFault(e, typed.Text);
            Refuse("Failed by an internal error, which is in the log.");
        }
    }

    private ValueTask CarryOutAsync(OperatorLine typed, Room room)
    {
        // A text of several lines was pasted and is never a command.
        var isText = typed.Text.Contains('\n', StringComparison.Ordinal);
        if (!isText && SlashRule.IsCommand(typed.Text))
        {
            return commands.RunAsync(this, typed.Text[1..], room);
        }

        var text = isText ? typed.Text : SlashRule.SaidBy(typed.Text);
        return text.Length == 0 ? ValueTask.CompletedTask
            : typed.To is { } to ? privateMessages.SendAsync(this, to, text, nonce: null)
            : conversation.SayAsync(this, room, text);
    }

    [LoggerMessage(LogLevel.Error, "The command {Line} failed: {Cause}")]
    private partial void LogCommandFailed(string line, string cause);

    [LoggerMessage(LogLevel.Error, "The command {Line} failed")]
    private partial void LogCommandFault(Exception exception, string line);
}
