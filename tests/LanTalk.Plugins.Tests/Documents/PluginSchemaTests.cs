using System.Text.Json;
using System.Text.RegularExpressions;
using LanTalk.Plugins.Tests.Infrastructure;

namespace LanTalk.Plugins.Tests.Documents;

/// <summary>What <c>docs/PLUGINS.md</c> shows and says is what <c>docs/plugin.schema.json</c> defines.</summary>
public sealed partial class PluginSchemaTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PLUGINS.md"));

    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Match example in Example().Matches(Page))
            {
                data.Add(example.Groups["side"].Value.Replace("plug-in", "plugin", StringComparison.Ordinal), example.Groups["line"].Value);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void AnExampleIsAsTheSchemaSays(string side, string line)
    {
        PluginSchema.Problems(side, JsonSerializer.Deserialize<JsonElement>(line)).Should().BeEmpty();
    }

    [Fact]
    public void TheLinesOfTheProgramInShAreAsTheSchemaSays()
    {
        var lines = Echo().Matches(Page).Select(match => match.Groups["line"].Value).ToList();

        lines.Should().HaveCount(2);
        lines.Should().OnlyContain(line => PluginSchema.Problems("plugin", JsonSerializer.Deserialize<JsonElement>(line, JsonSerializerOptions.Default)).Count == 0);
    }

    [Fact]
    public void TheExampleOfAFilterIsAsTheSchemaSays()
    {
        var filter = Page.Split('\n').Single(line => line.StartsWith("\"filter\": "));
        var manifest = $$"""{"type":"manifest","name":"wordfilter",{{filter}}}""";

        PluginSchema.Problems("plugin", JsonSerializer.Deserialize<JsonElement>(manifest)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("server")]
    [InlineData("plugin")]
    public void ThePageNamesEveryTypeAndEveryField(string side)
    {
        foreach (var type in PluginSchema.Types(side))
        {
            (Page.Contains($"`{type}`") || Page.Contains($"\"type\":\"{type}\"")).Should().BeTrue($"the page must name {type}");
            foreach (var field in PluginSchema.Of(side, type).GetProperty("properties").EnumerateObject().Select(field => field.Name))
            {
                // The rest of a room's lines is in PROTOCOL.md.
                (type is "message" or "system" || Page.Contains($"`{field}`") || Page.Contains($"\"{field}\":")).Should().BeTrue($"the page must name {type}.{field}");
            }
        }
    }

    [Theory]
    [InlineData("plugin", """{"type":"verdict","call":1}""")]
    [InlineData("plugin", """{"type":"verdict","call":1,"pass":true,"mute":"10m"}""")]
    [InlineData("plugin", """{"type":"reply","call":1,"text":"a","error":"b"}""")]
    [InlineData("plugin", """{"type":"reply","call":"1"}""")]
    [InlineData("plugin", """{"type":"say"}""")]
    [InlineData("plugin", """{"type":"say","text":"a","where":"b"}""")]
    [InlineData("plugin", """{"type":"do","command":"shutdown"}""")]
    [InlineData("plugin", """{"type":"history","count":101}""")]
    [InlineData("plugin", """{"type":"manifest","name":"two words"}""")]
    [InlineData("plugin", """{"type":"manifest","name":"a","permissions":["root"]}""")]
    [InlineData("plugin", """{"type":"hello"}""")]
    [InlineData("server", """{"type":"init","name":"a","allowed":[7],"options":{},"directory":"/"}""")]
    [InlineData("server", """[]""")]
    public void AWrongLineIsFound(string side, string line)
    {
        PluginSchema.Problems(side, JsonSerializer.Deserialize<JsonElement>(line)).Should().NotBeEmpty();
    }

    [GeneratedRegex("^(?<side>server|plug-in): +(?<line>{.*})$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();

    [GeneratedRegex("echo '(?<line>{.*})'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Echo();
}
