using System.Text;
using LanTalk.Server.History;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.History;

/// <summary>Searches in all scripts that must find their messages.</summary>
public abstract class ScriptsContract : IDisposable
{
    private const string Room = "lobby";

    protected TemporaryDirectory Directory { get; } = new();

    public void Dispose()
    {
        Directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("明日の会議は三時からです", "会議")]
    [InlineData("明日の会議は三時からです", "議")]
    [InlineData("明日の会議は三時からです", "です")]
    [InlineData("明日の会議は三時からです", "会議は三時")]
    [InlineData("ｶﾅとＡＢＣ", "カナとabc")]
    [InlineData("今天下午三点开会", "开会")]
    [InlineData("今天下午三点开会", "会")]
    [InlineData("修复bug完成", "bug")]
    [InlineData("修复bug完成", "完成")]
    [InlineData("修复bug完成", "修复bug")]
    [InlineData("修复bug完成", "复bug完")]
    [InlineData("修复bugs完成", "bug*")]
    [InlineData("第3回", "3")]
    [InlineData("내일 회의는 세 시입니다", "회의")]
    [InlineData("내일 회의는 세 시입니다", "\"내일 회의\"")]
    [InlineData("ประชุมพรุ่งนี้เวลาสามโมง", "ประชุม")]
    [InlineData("ประชุมพรุ่งนี้เวลาสามโมง", "เวลา")]
    [InlineData("ខ្ញុំចង់ញ៉ាំបាយ", "ចង់")]
    [InlineData("မင်္ဂလာပါ ခင်ဗျာ", "ခင်ဗျာ")]
    [InlineData("Ελλάδα", "ΕΛΛΑΔΑ")]
    [InlineData("ο Οδυσσεύς", "οδυσσευσ")]
    [InlineData("Ёлка", "елка")]
    [InlineData("Елка", "ёлка")]
    [InlineData("чужой", "ЧУЖОЙ")]
    [InlineData("чужо\u0438\u0306", "чужой")]
    [InlineData("Łódź", "lodz")]
    [InlineData("smørrebrød", "smorrebrod")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Strasse", "straße")]
    [InlineData("Æther", "aether")]
    [InlineData("crème brûlée", "creme brulee")]
    [InlineData("cre\u0300me", "crème")]
    [InlineData("आज दान दिया", "दान")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("أحمد", "احمد")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("printing", "print*")]
    [InlineData("Ольга пришла", "приш*")]
    [InlineData("snake_case", "case")]
    public void AWordIsFoundInWhateverScript(string text, string words)
    {
        using var store = Create();
        Say(store, "something else", text);

        Find(store, words).Should().Equal(2);
    }

    [Theory]
    [InlineData("आज दान दिया", "दिन")]
    [InlineData("明日の会議", "議会")]
    [InlineData("会议 议程", "会议程")] // its pairs are there, each in another run
    [InlineData("修复bug完成", "debug")]
    [InlineData("мой", "мои")]
    [InlineData("kabob", "bob")]
    [InlineData("printing", "print")]
    [InlineData("bob-2 spoke", "\"bob spoke\"")]
    public void WhatIsNotThereIsNotFound(string text, string words)
    {
        using var store = Create();
        Say(store, text);

        Find(store, words).Should().BeEmpty();
    }

    [Fact]
    public void AUserIsFoundByEveryWayOfWritingTheName()
    {
        using var store = Create();
        var last = store.Open(Room).LastId;
        store.AppendAfter(Room, last,
            [new StoredMessage(0, 1, "Zoë", Encoding.UTF8.GetBytes("hello")), new StoredMessage(0, 1, "Zoe", Encoding.UTF8.GetBytes("hello"))]);

        Find(store, "from:ZOË").Should().Equal(1);
        Find(store, "from:zoe").Should().Equal(2);
    }

    private protected abstract IRoomStore Create();

    private static void Say(IRoomStore store, params string[] texts) => store.AppendAfter(
        Room, store.Open(Room).LastId, [.. texts.Select(text => new StoredMessage(0, 1, "Bob", Encoding.UTF8.GetBytes(text)))]);

    private static IEnumerable<long> Find(IRoomStore store, string text)
    {
        SearchQuery.TryParse(text, new FakeTimeProvider(), out var query, out var error).Should().BeTrue(error);
        return store.Search(Room, query!, 9).Select(message => message.Id);
    }
}

public sealed class MemoryScriptsTests : ScriptsContract
{
    private protected override IRoomStore Create() => new MemoryRoomStore(new HistoryLimit());
}

public sealed class SqliteScriptsTests : ScriptsContract
{
    private protected override IRoomStore Create() => SqliteRoomStore.Open(Directory.Path, new HistoryLimit());
}
