using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class GotPicturesTests : IDisposable
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private readonly FakePrompt _prompt = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AFileThatWasGotIsShownUnlessTheUserWantsNone()
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        var pictures = new GotPictures(_prompt, () => new ClientSettings(chosen));
        File.WriteAllBytes(_directory.File("a.png"), Bytes);

        pictures.Show(_directory.File("a.png"));
        chosen["pictures"] = "off";
        pictures.Show(_directory.File("a.png"));

        _prompt.Pictures.Should().ContainSingle().Which.Should().Equal(Bytes);
    }

    [Fact]
    public void WhatCannotBeReadOrIsVeryLargeIsNotShown()
    {
        var pictures = new GotPictures(_prompt, () => new ClientSettings(new Dictionary<string, string>(StringComparer.Ordinal)));
        using (var large = File.Create(_directory.File("large.png")))
        {
            large.SetLength((16 * 1024 * 1024) + 1);
        }

        pictures.Show(_directory.File("large.png"));
        pictures.Show(_directory.File("none.png"));
        pictures.Show(_directory.Path);

        _prompt.Pictures.Should().BeEmpty();
    }
}
