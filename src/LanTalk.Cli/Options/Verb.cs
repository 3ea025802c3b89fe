using System.CommandLine;

namespace LanTalk.Cli.Options;

/// <summary>An example of a command line.</summary>
/// <param name="Line">The line, as it is typed.</param>
/// <param name="Does">Its effect, in a few words.</param>
internal sealed record Example(string Line, string Does);

/// <summary>Options of a verb that belong together.</summary>
/// <param name="Title">Their common subject.</param>
/// <param name="Options">The options, the most wanted first.</param>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);

/// <summary>A verb, with everything that its help and its manual page say about it.</summary>
/// <param name="name">The word to type.</param>
/// <param name="summary">Its purpose, in one line.</param>
internal class Verb(string name, string summary) : Command(name, summary)
{
    private readonly List<OptionGroup> _groups = [];

    /// <summary>The heading that it is listed under among all verbs; null if there is only one list.</summary>
    public string? Chapter { get; init; }

    /// <summary>Further facts, one paragraph each. Only the manual shows them.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Typical uses.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Its options, by subject.</summary>
    public IReadOnlyList<OptionGroup> Groups => _groups;

    /// <summary>Adds options that belong together, after those already there.</summary>
    public void AddGroup(string title, params IReadOnlyList<Option> options)
    {
        _groups.Add(new OptionGroup(title, options));
        foreach (var option in options)
        {
            Options.Add(option);
        }
    }
}
