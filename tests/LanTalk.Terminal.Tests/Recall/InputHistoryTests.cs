using LanTalk.Terminal.Recall;

namespace LanTalk.Terminal.Tests.Recall;

public sealed class InputHistoryTests
{
    [Fact]
    public void WhatWasTypedBeforeIsThereTheNextTime()
    {
        var store = new FakeStore("older");
        var history = new InputHistory(store);

        history.Add("one\ntwo");

        history.Entries.Should().Equal("older", "one\ntwo");
        store.Texts.Should().Equal("older", "one\ntwo");
    }

    [Theory]
    [InlineData("  ")]
    [InlineData(" a secret")]
    [InlineData("same")]
    public void BlanksSecretsAndTheSameTwiceAreNotKept(string text)
    {
        var history = new InputHistory(new FakeStore("same"));

        history.Add(text);

        history.Entries.Should().Equal("same");
    }

    [Fact]
    public void TheOldestAreForgotten()
    {
        var history = new InputHistory();
        for (var i = 0; i < 1100; i++)
        {
            history.Add($"{i}");
        }

        history.Entries.Should().HaveCount(1000).And.StartWith("100");
    }

    [Fact]
    public void ASearchGoesFromNewToOld()
    {
        var history = new InputHistory(new FakeStore("Apple", "pear", "pineapple"));

        history.FindBefore(3, "APPLE").Should().Be(2);
        history.FindBefore(2, "APPLE").Should().Be(0);
        history.FindBefore(0, "APPLE").Should().Be(-1);
        history.FindBefore(3, "").Should().Be(-1);
    }

    private sealed class FakeStore(params string[] texts) : IInputHistoryStore
    {
        public List<string> Texts { get; } = [.. texts];

        public IEnumerable<string> Load(int count) => Texts.TakeLast(count);

        public void Append(string text) => Texts.Add(text);
    }
}
