using LanTalk.Cli.Scripting;
using LanTalk.Client.Sealing;
using LanTalk.Protocol.Messages;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class FileListingTests : IDisposable
{
    private static readonly SharePresence Got = new(new ShareFacts(17, "trip", 2, 2_300_187, 187, "root"), "Bob", 1_767_363_720_000, 2_300_187)
    {
        Got = 30,
        GotBy = ["Dora", "a\u001bb"],
    };

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AListSaysWhoHasAShare() =>
        (await ListAsync(json: false, Got)).Should().Be("17  trip (2 files, 2.3 MB)  Bob, 2026-01-02 14:22; 30 have it: Dora, a\u241bb and 28 more\n");

    [Fact]
    public async Task ProgramsSeeTheNumberAndTheNames() =>
        (await ListAsync(json: true, Got)).Should().EndWith("""
            "offset":2300187,"got":30,"got_by":["Dora","a\u001Bb"]}

            """.ReplaceLineEndings("\n"));

    [Fact]
    public async Task OfAShareThatNobodyHasNothingIsSaid() =>
        (await ListAsync(json: true, Got with { Got = null, GotBy = null })).Should().NotContain("got");

    private async Task<string> ListAsync(bool json, SharePresence presence)
    {
        var output = new StringWriter { NewLine = "\n" };
        var listing = new FileListing(
            new FakeSession { Shares = [presence] }, ReceivedShares.In(_directory.Path, _time), output, new Notes(TextWriter.Null, "files"), json, _time);
        (await listing.RunAsync(null, CancellationToken.None)).Should().Be(0);
        return output.ToString();
    }
}
