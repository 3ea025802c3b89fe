using LanTalk.Protocol.Security;

namespace LanTalk.Protocol.Tests.Security;

public sealed class SpokenWordsTests
{
    private static readonly IReadOnlyList<string> Words = SpokenWordList.Words;

    [Fact]
    public void EachByteHasAWordOfItsOwn() =>
        Words.Should().HaveCount(256).And.OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);

    [Fact]
    public void WordsAreThreeToSevenPlainLetters() =>
        Words.Should().OnlyContain(word => word.Length >= 3 && word.Length <= 7 && word.All(char.IsAsciiLetterLower));

    [Fact]
    public void FourLettersTellTheWord() => Words.Select(word => word[..Math.Min(4, word.Length)]).Should().OnlyHaveUniqueItems();

    [Fact]
    public void NoWordIsMistakenForAnotherByOneLetter()
    {
        IsOneLetterAway("mitten", "kitten").Should().BeTrue();
        IsOneLetterAway("alley", "valley").Should().BeTrue();
        IsOneLetterAway("lemon", "melon").Should().BeFalse();

        var near = from one in Words
                   from other in Words
                   where string.CompareOrdinal(one, other) < 0 && IsOneLetterAway(one, other)
                   select one + " " + other;
        near.Should().BeEmpty();
    }

    [Fact]
    public void BytesAreReadOutInTheirOrder() => SpokenWords.Of([0, 255, 1]).Should().Be($"{Words[0]} {Words[255]} {Words[1]}");

    [Fact]
    public void NoBytesAreNoWords() => SpokenWords.Of([]).Should().BeEmpty();

    /// <summary>Whether inserting, removing or replacing one letter turns one word into the other.</summary>
    private static bool IsOneLetterAway(string one, string other)
    {
        var start = one.AsSpan().CommonPrefixLength(other);
        var end = Math.Min(one.Length, other.Length) - start;
        while (end > 0 && one.AsSpan(one.Length - end).CommonPrefixLength(other.AsSpan(other.Length - end)) < end)
        {
            end--;
        }

        return Math.Max(one.Length, other.Length) - start - end <= 1;
    }
}
