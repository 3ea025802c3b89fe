namespace LanTalk.Architecture.Tests;

/// <summary>Holds the code to the table of <see cref="Folders"/>.</summary>
public sealed class FolderTests
{
    private static readonly Knowledge Code = Knowledge.Of(
        "LanTalk.Protocol", "LanTalk.Terminal", "LanTalk.Client", "LanTalk.Server", "lantalk", "LanTalk.Plugins");
    private static readonly SortedDictionary<string, SortedSet<string>> May = FolderLines.Read(Folders.MayKnow);
    private static readonly SortedDictionary<string, SortedSet<string>> MustNot = FolderLines.Read(Folders.MustNotName);

    [Fact]
    public void EveryFolderHasALine()
    {
        Nothing(Code.Folders.Except(May.Keys).Select(folder => $"{folder} has no line. It would be\n{Line(folder)}"));
    }

    [Fact]
    public void EveryLineIsAboutAFolder()
    {
        Nothing(May.Keys.Concat(May.Values.SelectMany(known => known)).Concat(MustNot.Keys)
            .Except(Code.Folders).Select(name => $"No folder is called {name}."));
    }

    [Fact]
    public void NoFolderKnowsMoreThanItsLineAllows()
    {
        Nothing(Code.Folders.Where(May.ContainsKey).Where(folder => !Code.FoldersKnownBy(folder).IsSubsetOf(May[folder]))
            .Select(folder => $"{folder} must not know {string.Join(" ", Code.FoldersKnownBy(folder).Except(May[folder]))}. If it may after all, its line is\n{Line(folder)}"));
    }

    [Fact]
    public void NoLineNamesWhatItsFolderDoesNotKnow()
    {
        Nothing(Code.Folders.Where(May.ContainsKey).Where(folder => !May[folder].IsSubsetOf(Code.FoldersKnownBy(folder)))
            .Select(folder => $"{folder} does not know {string.Join(" ", May[folder].Except(Code.FoldersKnownBy(folder)))}. Its line is\n{Line(folder)}"));
    }

    [Fact]
    public void TheLinesFormNoCycle()
    {
        FolderLines.CycleIn(May).Should().BeNull();
    }

    [Fact]
    public void ACycleIsFound()
    {
        FolderLines.CycleIn(FolderLines.Read("A: B\nB: C D\nC:\nD: B")).Should().Be("B → D → B");
        FolderLines.CycleIn(FolderLines.Read("A: B C\nB: C\nC:")).Should().BeNull("two ways may lead to one folder");
    }

    [Fact]
    public void NoFolderNamesWhatItMustNot()
    {
        Nothing(MustNot.SelectMany(line => Code.TypesKnownBy(line.Key)
            .Where(type => line.Value.Any(start => type.StartsWith(start, StringComparison.Ordinal)))
            .Select(type => $"{line.Key} must not name {type}.")));
    }

    [Fact]
    public void OnlyTheSecurityOfTheProtocolNamesItsLibraries()
    {
        Nothing(Code.Folders.Where(folder => folder != "Protocol.Security").SelectMany(folder => Code.TypesKnownBy(folder)
            .Where(type => type.StartsWith("NSec.", StringComparison.Ordinal) || type.StartsWith("Org.BouncyCastle.", StringComparison.Ordinal))
            .Select(type => $"{folder} must not name {type}.")));
    }

    // One text, because an assertion on a list cuts it short.
    private static void Nothing(IEnumerable<string> problems) => Assert.True(!problems.Any(), string.Join('\n', problems));

    private static string Line(string folder) => FolderLines.Write(folder, Code.FoldersKnownBy(folder));
}
