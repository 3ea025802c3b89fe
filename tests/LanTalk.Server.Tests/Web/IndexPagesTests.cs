using System.Text;
using LanTalk.Server.Configuration;
using LanTalk.Server.Web;

namespace LanTalk.Server.Tests.Web;

public sealed class IndexPagesTests
{
    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "Beitreten")]
    [InlineData("en;q=0.5, fr-CA;q=0.9", "Rejoindre")]
    [InlineData("pt-BR, pt;q=0.9, es;q=0.4, en;q=0.3", "Entrar")]
    [InlineData("ZH-Hans-CN", "加入")]
    [InlineData("de;q=0, en", "Join")]
    [InlineData("pt", "Join")]
    [InlineData("*", "Join")]
    [InlineData("", "Join")]
    [InlineData("de;q=nonsense", "Join")]
    [InlineData("../../password.de", "Join")]
    public void ABrowserGetsThePageInTheFirstOfItsLanguagesThatThereIs(string accepted, string button)
    {
        Text(new LanTalkServerOptions { Name = "Alice" }, accepted).Should().Contain($">{button}</button>");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ThePageAsksForAPasswordIfThereIsOne(bool asks)
    {
        Text(new LanTalkServerOptions { Name = "Alice", NeedsPassword = asks }, "en").Contains("type=\"password\"", StringComparison.Ordinal).Should().Be(asks);
    }

    [Theory]
    [InlineData("Alice", "<bdi>Alice</bdi>")]
    [InlineData("</bdi><script>alert(1)</script>", "<bdi>&lt;/bdi&gt;&lt;script&gt;alert(1)&lt;/script&gt;</bdi>")]
    [InlineData("a\"b'c&d", "<bdi>a&quot;b&#39;c&amp;d</bdi>")]
    [InlineData("{{server}}", "<bdi>{{server}}</bdi>")]
    public void TheServersNameIsTextWhateverIsInIt(string name, string shown)
    {
        Text(new LanTalkServerOptions { Name = name }, "en").Should().Contain(shown);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void ThePageIsCompressed(string encoding)
    {
        var page = new IndexPages(new WebFiles(), new LanTalkServerOptions { Name = "Alice" }).For("en");

        page.For(encoding).Encoding.Should().Be(encoding);
        page.For(encoding).Bytes.Length.Should().BeLessThan(page.For("").Bytes.Length * 2 / 3);
    }

    private static string Text(LanTalkServerOptions options, string accepted) =>
        Encoding.UTF8.GetString(new IndexPages(new WebFiles(), options).For(accepted).For("").Bytes);
}
