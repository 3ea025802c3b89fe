using System.CommandLine;
using System.CommandLine.Help;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Options;

namespace LanTalk.Cli.Manual;

/// <summary>Makes the pages of the manual from the verbs themselves.</summary>
/// <param name="root">The tool with all its verbs.</param>
internal sealed class ManualPages(RootCommand root)
{
    private const string More = "More";

    /// <summary>The pages of the tool, of each verb, and of each verb's subcommands.</summary>
    public IEnumerable<ManualPage> All() => All(root, UsageErrors.ToolName);

    /// <summary>The page of a verb, or of the tool itself.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="name">The words to type, such as <c>lantalk config set</c>.</param>
    public ManualPage Of(Command command, string name) => new(
        name,
        command.Description!,
        Usage(command, name),
        [.. Parts(command, name).Where(section => section.Paragraphs.Count + section.Entries.Count + section.Examples.Count > 0)]);

    private IEnumerable<ManualPage> All(Command command, string name) =>
        command.Subcommands.SelectMany(verb => All(verb, $"{name} {verb.Name}")).Prepend(Of(command, name));

    private IEnumerable<ManualSection> Parts(Command command, string name)
    {
        var verb = command as Verb;
        yield return new ManualSection("Description") { Paragraphs = verb?.Details ?? ToolTexts.Details, IsBrief = false };
        yield return new ManualSection("Arguments")
        {
            Entries = [.. command.Arguments.Select(argument => new ManualEntry(Form(argument), argument.Description!))],
        };
        foreach (var chapter in command.Subcommands.GroupBy(sub => (sub as Verb)?.Chapter, StringComparer.Ordinal))
        {
            yield return new ManualSection(chapter.Key ?? "Commands")
            {
                Entries = [.. chapter.Select(sub => new ManualEntry(Synopsis(sub), sub.Description!))],
            };
        }

        foreach (var group in Groups(command))
        {
            var entries = group.Options.Select(option => new ManualEntry(Form(option), option is HelpOption ? MoreHelp(command, name) : option.Description!));
            yield return new ManualSection(group.Title) { Entries = [.. entries] };
        }

        yield return new ManualSection("Examples") { Examples = verb?.Examples ?? ToolTexts.Examples };
        yield return new ManualSection("Environment") { Paragraphs = Variables(command), Entries = verb is null ? ToolTexts.Variables : [], IsBrief = false };
        yield return new ManualSection("Files") { Entries = verb is null ? ToolTexts.Files : [], IsBrief = false };
        yield return new ManualSection("Exit status")
        {
            Entries = [.. ExitMeaning.All.Select(code => new ManualEntry($"{code.Code}", code.Meaning))],
            IsBrief = false,
        };
        yield return new ManualSection("See also") { Paragraphs = SeeAlso(command, name), IsBrief = false };
    }

    /// <summary>The options of a verb; the help option, which all have, comes last.</summary>
    private IEnumerable<OptionGroup> Groups(Command command)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        if (command is not Verb verb)
        {
            return [new OptionGroup("Options", [.. root.Options])];
        }

        var groups = verb.Groups;
        return groups is [.., { Title: More } last] ? [.. groups.SkipLast(1), last with { Options = [.. last.Options, help] }]
            : [.. groups, new OptionGroup(groups.Count == 0 ? "Options" : More, [help])];
    }

    private static IReadOnlyList<string> Variables(Command command)
    {
        var options = command.Options.Where(option => command is Verb && EnvironmentOption.HasVariable(option)).Select(option => option.Name).ToList();
        return options.Count == 0
            ? []
            : [$"Each of these counts where its option is not given: {string.Join(", ", options.Select(EnvironmentOption.VariableOf))}."];
    }

    private IReadOnlyList<string> SeeAlso(Command command, string name)
    {
        var parent = name.Contains(' ', StringComparison.Ordinal) ? name[..name.LastIndexOf(' ')] : null;
        var pages = command.Subcommands.Select(sub => $"{name} {sub.Name}")
            .Concat(parent is null ? [] : [parent, UsageErrors.ToolName]).Distinct(StringComparer.Ordinal);
        return [string.Join(", ", pages.Select(page => $"{page.Replace(' ', '-')}(1)"))];
    }

    private static string MoreHelp(Command command, string name) => command is Verb
        ? $"Show this help. {UsageErrors.ToolName} help{name[UsageErrors.ToolName.Length..]} shows more."
        : $"Show this help. {UsageErrors.ToolName} help COMMAND shows more of a command.";

    private static string Usage(Command command, string name)
    {
        var words = new List<string> { name };
        words.AddRange(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? Form(argument) : $"[{Form(argument)}]"));
        words.Add(command.Subcommands.Count > 0 ? "COMMAND" : "[OPTIONS]");
        return string.Join(' ', words);
    }

    private static string Synopsis(Command command) =>
        Usage(command, command.Name).Replace(" [OPTIONS]", "", StringComparison.Ordinal).Replace(" COMMAND", "", StringComparison.Ordinal);

    private static string Form(Argument argument) =>
        $"{argument.HelpName ?? argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}";

    private static string Form(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias != "-?").OrderBy(alias => alias.Length).Append(option.Name));
        return option.HelpName is not { } value ? names : option.Arity.MinimumNumberOfValues == 0 ? $"{names} [{value}]" : $"{names} {value}";
    }
}
