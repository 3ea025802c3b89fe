using System.Text;
using LanTalk.Protocol.Shares;

namespace LanTalk.Protocol.Tests.Shares;

public sealed class ManifestTests
{
    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var manifest = new Manifest(
        [
            new ManifestFile("trip/day 1.jpg") { Size = 2_300_000, Modified = 1_789_300_000_000, Type = "image/jpeg" },
            new ManifestFile("trip/empty/"),
        ]);
        var json = manifest.ToJson();

        var read = Manifest.Parse(json, json.Length + 2_300_000);

        read.Files.Should().Equal(manifest.Files);
        read.Files[1].IsDirectory.Should().BeTrue();
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    [InlineData("{}", "cannot be read")]
    [InlineData("""{"files":null}""", "cannot be read")]
    [InlineData("""{"files":[null]}""", "no list of files")]
    [InlineData("""{"files":[{"size":1}]}""", "cannot be read")]
    [InlineData("""{"files":[1]}""", "cannot be read")]
    [InlineData("""{"files":[{"path":1}]}""", "cannot be read")]
    [InlineData("""{"files":[{"path":null}]}""", "cannot be read")]
    [InlineData("""{"files":[{"path":"\ud800"}]}""", "cannot be read")]
    [InlineData("""{"files":[{"path":"a","size":null}]}""", "cannot be read")]
    [InlineData("""{"files":[{"path":"a","modified":"now"}]}""", "cannot be read")]
    [InlineData("""{"files":[{"path":"a","type":[]}]}""", "cannot be read")]
    [InlineData("""{"files":[{"path":"a","later":{"size":10},"size":9}]}""", "do not add up")]
    [InlineData("""{"files":[{"path":"a","size":-1}]}""", "do not add up")]
    [InlineData("""{"files":[{"path":"a","size":9}]}""", "do not add up")]
    [InlineData("""{"files":[{"path":"a","size":11}]}""", "do not add up")]
    [InlineData("""{"files":[{"path":"a/","size":10}]}""", "do not add up")]
    [InlineData("""{"files":[{"path":"a","size":9223372036854775807},{"path":"b","size":9223372036854775807}]}""", "do not add up")]
    [InlineData("""{"files":[{"path":"a","size":9223372036854775808}]}""", "cannot be read")]
    public void OneThatDoesNotFitIsRefusedAndTheReasonGiven(string json, string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        FluentActions.Invoking(() => Manifest.Parse(bytes, bytes.Length + 10)).Should().Throw<InvalidDataException>().WithMessage($"*{reason}*");
    }

    [Fact]
    public void MoreFilesThanAnybodySendsAreRefused()
    {
        var json = new Manifest([.. Enumerable.Range(0, Manifest.MaxFiles + 1).Select(i => new ManifestFile($"{i}"))]).ToJson();

        FluentActions.Invoking(() => Manifest.Parse(json, json.Length)).Should().Throw<InvalidDataException>().WithMessage("*100,001 files*");
    }
}
