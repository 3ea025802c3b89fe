using System.CommandLine;

namespace LanTalk.Cli.Options;

/// <summary>A command line that people may want.</summary>
/// <param name="Line">The line, as it is typed.</param>
/// <param name="Does">What it does, in a few words.</param>
internal sealed record Example(string Line, string Does);

/// <summary>Options of a verb that belong together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Options">The options, those that people want most first.</param>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);

/// <summary>A verb, with all that its help and its page of the manual tell of it.</summary>
/// <param name="name">The word that is typed.</param>
/// <param name="summary">What it does, in one line.</param>
internal class Verb(string name, string summary) : Command(name, summary)
{
    private readonly List<OptionGroup> _groups = [];

    /// <summary>What verbs it stands among in the list of all; null where there is one list.</summary>
    public string? Chapter { get; init; }

    /// <summary>What else is to be known of it, a paragraph each. Only the manual tells it.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What people do with it.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Its options, by what they are about.</summary>
    public IReadOnlyList<OptionGroup> Groups => _groups;

    /// <summary>Adds options that belong together, behind those that are there.</summary>
    public void AddGroup(string title, params IReadOnlyList<Option> options)
    {
        _groups.Add(new OptionGroup(title, options));
        foreach (var option in options)
        {
            Options.Add(option);
        }
    }
}
