using System.CommandLine;
using System.CommandLine.Parsing;
using LanTalk.Cli.Clock;
using LanTalk.Cli.Completion;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;
using LanTalk.Cli.Scripting;
using LanTalk.Client.Addresses;
using LanTalk.Client.Shares;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Commands;

/// <summary><c>lantalk send</c>: sends a message from a script, asks nothing, and succeeds only if it was delivered.</summary>
internal sealed class SendCommand : Verb
{
    private static readonly TimeSpan DefaultGiveUp = TimeSpan.FromMinutes(5);

    private readonly Argument<string[]> _text = new("TEXT")
    {
        Description = "What to say; several words make one text. Without it, or with -, each line of standard input that is not empty is said.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _file = new("--file")
    {
        Description = "Share these files and directories instead of saying a text; several paths make one share. - stands for standard input.",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _fileName = EnvironmentOption.Create<string?>(
        "--file-name", "NAME", "The name under which standard input is shared with --file -.", null, ValueParsers.Text);

    private readonly Option<bool> _whole = EnvironmentOption.CreateFlag("--whole", "Say the whole of the input, or of TEXT, as one message of several lines.");
    private readonly Option<string?> _to = EnvironmentOption.Create<string?>("--to", "USER",
        "Say it, or send the files, to this user alone: sealed, so that the server cannot read it. A text to a user without a key is sent unsealed, files are not.", null, ValueParsers.Text);
    private readonly Option<ServerReference?> _host = HostOptions.Option();
    private readonly Option<IReadOnlyList<string>> _room = RoomOptions.Create("Send it to this room, which must exist. Default: the lobby.", isOne: true);
    private readonly Option<bool> _create = EnvironmentOption.CreateFlag("--create", "Create the room if it does not exist.");
    private readonly SessionOptions _session;
    private readonly Option<bool> _json = CommonOptions.Json("Print one JSON object for each message, with its outcome.");

    public SendCommand()
        : base("send", "Say something from a script or a pipe.")
    {
        _session = new SessionOptions(_room, "5m", mayAsk: false);
        _to.Validators.Add(RefuseRoom);
        _to.CompletionSources.Add(LiveNames.Users);
        Chapter = VerbChapters.Chat;
        Details =
        [
            "It asks nothing, and succeeds only if the server has stored every message. Messages that were not sent are listed on standard error, with the reason.",
            "No text is treated as a command: lantalk send /quit sends /quit. To send a word that begins with -, write -- before the text.",
        ];
        Examples =
        [
            new("lantalk send \"build done\"", "Say something to everybody."),
            new("lantalk send --room ops --name backup < report.txt", "Say each line of a file in a room."),
            new("git diff --stat | lantalk send --whole", "Say all of the input as one message."),
            new("lantalk send --file report.pdf photos", "Share a file and a directory."),
            new("make 2>&1 | lantalk send --file - --file-name build.log", "Share what a program writes, when it is done."),
            new("lantalk send --to Carol \"the disk is full\"", "Write to one user alone."),
            new("lantalk send --to Carol --file salaries.ods", "Send a file to one user alone, sealed."),
        ];
        Arguments.Add(_text);
        AddGroup("What to say", _room, _create, _to, _whole, _file, _fileName, _json);
        _session.AddTo(this, _host);
        SetAction((result, _) => RunAsync(result));
    }

    private async Task<int> RunAsync(ParseResult result)
    {
        if (result.GetValue(_file) is { Length: > 0 } paths)
        {
            return await ShareAsync(result, paths);
        }

        if (result.GetValue(_fileName) is not null)
        {
            throw new ToolException(ExitCode.Usage, "--file-name is the name of standard input, which is shared with --file -.");
        }

        RefuseMistypedOption(result);
        var (to, json) = (result.GetValue(_to), result.GetValue(_json));
        var request = _session.Read(result, result.GetValue(_host), DefaultGiveUp) with { LeavesPrivate = true };
        var texts = await ReadAsync(result.GetValue(_text) ?? [], result.GetValue(_whole));
        return await WholeWork.RunAsync(request, "nothing was sent", (session, rooms, stopping) =>
            new Sending(session, texts, to, Console.Out, new Notes(Console.Error, request.Verb), json) { MayCreate = result.GetValue(_create) }
                .RunAsync(to is null ? rooms.LastOrDefault() : null, stopping));
    }

    private async Task<int> ShareAsync(ParseResult result, string[] paths)
    {
        if (result.GetValue(_text) is { Length: > 0 } || result.GetValue(_whole))
        {
            throw new ToolException(ExitCode.Usage, "--file and a text exclude each other: say the text with a second command.");
        }

        var json = result.GetValue(_json);
        var request = _session.Read(result, result.GetValue(_host), DefaultGiveUp) with { LeavesPrivate = true };
        var notes = new Notes(Console.Error, request.Verb);

        // Listed before the login: who cannot share anything need not be seen.
        using var input = await ReadInputAsync(paths, result.GetValue(_fileName));
        var content = input is null ? FileSource.Read(paths, notes) : FileSource.Read(input);
        return await WholeWork.RunAsync(request, "nothing was sent", (session, rooms, stopping) => new FileSending(
            session, content, HashCache.In(request.ConfigDirectory), Console.Out, notes, ProgressLine.OnErrors(notes, ToolClock.Instance), json, ToolClock.Instance)
        {
            MayCreate = result.GetValue(_create),
            Advice = input is null ? FileSending.UsualAdvice : "The input has to be given again.",
            To = result.GetValue(_to) is { } to ? (to, SealedSends.In(request.ConfigDirectory, ToolClock.Instance)) : null,
        }.RunAsync(rooms.LastOrDefault(), stopping));
    }

    /// <summary>Standard input, if it is to be shared; otherwise null.</summary>
    private static async Task<InputFile?> ReadInputAsync(string[] paths, string? name)
    {
        if (!paths.Contains(InputSource.StandardInput))
        {
            return name is null ? null : throw new ToolException(ExitCode.Usage, "--file-name is the name of standard input, which is shared with --file -.");
        }

        if (paths.Length > 1 || name is null)
        {
            throw new ToolException(ExitCode.Usage, name is null
                ? "--file - shares standard input, whose name is missing: add --file-name NAME. (A file called - is ./-.)"
                : "--file - shares standard input, and nothing else beside it: share the files with a second command.");
        }

        return await InputSource.ReadAsync(Console.OpenStandardInput(), name);
    }

    private void RefuseRoom(OptionResult to)
    {
        if (to is { Implicit: false } && to.GetResult(_room) is { Implicit: false })
        {
            to.AddError("--to and --room exclude each other: what is for one user is in no room.");
        }
    }

    /// <summary>A text that would be sent by mistake: a word that looks like an option, unless it follows <c>--</c>.</summary>
    private void RefuseMistypedOption(ParseResult result)
    {
        var words = result.GetResult(_text)?.Tokens ?? [];
        var isLiteral = result.Tokens.Any(token => token.Type == TokenType.DoubleDash);
        var literal = isLiteral ? result.Tokens.Reverse().TakeWhile(token => token.Type != TokenType.DoubleDash).Count() : 0;
        if (words.Take(words.Count - literal).FirstOrDefault(word => UsageErrors.LooksLikeOption(word.Value)) is { } wrong)
        {
            throw new ToolException(ExitCode.Usage, $"{UsageErrors.Unknown(wrong.Value, result.CommandResult)} To say it, write  --  before the text.");
        }
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string[] words, bool isWhole)
    {
        var isInput = words is [] or ["-"];
        if (words is [] && !Console.IsInputRedirected)
        {
            throw new ToolException(ExitCode.Usage, "There is nothing to say: give a text, or - to read standard input.");
        }

        // The whole input is read before the login: the program that makes it may take its time, and nobody should see a user who says nothing.
        var all = isInput ? InvisibleText.WithoutByteOrderMark(await Console.In.ReadToEndAsync()) : string.Join(' ', words);
        string[] texts = isWhole ? [SafeText.WithLineFeeds(all)] : [.. all.Split('\n').Select(line => line.TrimEnd('\r'))];
        return texts.Where(text => !string.IsNullOrWhiteSpace(text)).ToList() is { Count: > 0 } said
            ? said
            : throw new ToolException(ExitCode.Usage, $"There is nothing to say: the {(isInput ? "input" : "text")} is empty.");
    }
}
