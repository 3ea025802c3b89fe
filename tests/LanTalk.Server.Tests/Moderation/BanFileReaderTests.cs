using System.Text;
using LanTalk.Server.Moderation;

namespace LanTalk.Server.Tests.Moderation;

public sealed class BanFileReaderTests
{
    [Fact]
    public void PlainAddressesAndObjectsMayStandTogether()
    {
        var bans = Read("""
            ["10.0.0.1", // a comment
             {"address": "10.1.0.0/16", "reason": "spam", "until": "2026-01-02T14:22:00Z", "by": "Alice", "note": [1]},]
            """);

        bans.Select(ban => ban.Describe(TimeZoneInfo.Utc)).Should().Equal("10.0.0.1", "10.1.0.0/16 until 2026-01-02 14:22 UTC, by Alice: spam");
        bans[1].Extra.Should().ContainKey("note");
    }

    [Fact]
    public void KeysStandBesideAddresses()
    {
        const string Key = "key:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

        Read($$"""["{{Key}}", {"key": "{{Key}}", "reason": "spam"}]""").Select(ban => ban.Describe(TimeZoneInfo.Utc)).Should().Equal(Key, $"{Key}: spam");
    }

    [Fact]
    public void AByteOrderMarkIsNoFault()
    {
        Read("\ufeff[]").Should().BeEmpty();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{}", 1)]
    [InlineData("[\n\"10.0.0.1\",\n\"10.0.0.\"\n]", 3)]
    [InlineData("[\n\"10.0.0.1\"\n\"10.0.0.2\"]", 3)]
    [InlineData("[5]", 1)]
    [InlineData("[\n{\"reason\": \"spam\"}\n]", 2)]
    [InlineData("[{\"address\": 5}]", 1)]
    [InlineData("[{\"address\": \"10.0.0.1\", \"key\": \"key:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}]", 1)]
    [InlineData("[{\"address\": \"10.0.0.1\",\n\"until\": \"soon\"}]", 2)]
    [InlineData("[] trailing", 1)]
    [InlineData("[\"10.0.0.1\"", 1)]
    public void WhatCannotBeReadIsAnErrorWithItsLine(string content, int line)
    {
        FluentActions.Invoking(() => Read(content)).Should().Throw<BanFileException>().WithMessage($"bans.json, line {line}: *left as it is.");
    }

    private static List<Server.Moderation.Ban> Read(string content) => BanFileReader.Read("bans.json", Encoding.UTF8.GetBytes(content));
}
