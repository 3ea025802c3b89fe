using LanTalk.Cli.Options;

namespace LanTalk.Cli.Manual;

/// <summary>A thing that is explained: an option, a verb, an exit code.</summary>
/// <param name="Term">What is typed or seen.</param>
/// <param name="Text">What it means.</param>
internal sealed record ManualEntry(string Term, string Text);

/// <summary>A part of a page: paragraphs, and then entries.</summary>
/// <param name="Title">Its title.</param>
internal sealed record ManualSection(string Title)
{
    /// <summary>What is said before the entries.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The things that are explained.</summary>
    public IReadOnlyList<ManualEntry> Entries { get; init; } = [];

    /// <summary>Command lines, each with what it does.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Whether <c>--help</c> shows it, or the manual alone.</summary>
    public bool IsBrief { get; init; } = true;
}

/// <summary>All that is told of one verb or of the tool itself. <c>--help</c>, <c>lantalk help</c> and the pages for <c>man</c> are made of it.</summary>
/// <param name="Name">The words that are typed, such as <c>lantalk config set</c>.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Usage">Its form.</param>
/// <param name="Sections">What there is to tell.</param>
internal sealed record ManualPage(string Name, string Summary, string Usage, IReadOnlyList<ManualSection> Sections)
{
    /// <summary>The name of its file without an ending, as <c>man</c> looks it up.</summary>
    public string FileName => Name.Replace(' ', '-');
}
