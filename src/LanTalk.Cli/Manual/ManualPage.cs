using LanTalk.Cli.Options;

namespace LanTalk.Cli.Manual;

/// <summary>An entry of a page: an option, a verb, an exit code.</summary>
/// <param name="Term">The word that is typed or seen.</param>
/// <param name="Text">Its explanation.</param>
internal sealed record ManualEntry(string Term, string Text);

/// <summary>A section of a page: paragraphs, and then entries.</summary>
/// <param name="Title">Its title.</param>
internal sealed record ManualSection(string Title)
{
    /// <summary>The text before the entries.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The entries.</summary>
    public IReadOnlyList<ManualEntry> Entries { get; init; } = [];

    /// <summary>Command lines, each with an explanation.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Whether <c>--help</c> shows it, or only the manual.</summary>
    public bool IsBrief { get; init; } = true;
}

/// <summary>The page of one verb or of the tool itself. <c>--help</c>, <c>lantalk help</c> and the pages for <c>man</c> are made from it.</summary>
/// <param name="Name">The words to type, such as <c>lantalk config set</c>.</param>
/// <param name="Summary">Its purpose, in one line.</param>
/// <param name="Usage">Its syntax.</param>
/// <param name="Sections">Its sections.</param>
internal sealed record ManualPage(string Name, string Summary, string Usage, IReadOnlyList<ManualSection> Sections)
{
    /// <summary>The name of its file without an extension, as <c>man</c> looks it up.</summary>
    public string FileName => Name.Replace(' ', '-');
}
