using CsCheck;
using LanTalk.Protocol.Names;

namespace LanTalk.Protocol.Tests.Names;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("Bob")]
    [InlineData("b")]
    [InlineData("_-_")]
    [InlineData("abcdefghijklmnopqrstuvwx")]
    [InlineData("José")]
    [InlineData("Jose\u0301")] // decomposed
    [InlineData("Łukasz")]
    [InlineData("Straße-7")]
    [InlineData("Ольга")]
    [InlineData("Ελένη")]
    [InlineData("محمد")]
    [InlineData("דוד")]
    [InlineData("प्रिया")]
    [InlineData("தமிழ்")]
    [InlineData("สมชาย")]
    [InlineData("ខ្មែរ")]
    [InlineData("မြန်မာ")]
    [InlineData("김민수")]
    [InlineData("田中さん")]
    [InlineData("ユーザー")]
    [InlineData("小明-2")]
    [InlineData("小明Tom")]
    [InlineData("ᏣᎳᎩ")]
    [InlineData("ⴰⵎⴰⵣⵉⵖ")]
    [InlineData("𞤀𞤣𞤤𞤢𞤥")]
    [InlineData("नेपाल१२")]
    public void ANameIsLettersMarksAndDigitsOfOneScript(string name)
    {
        UserName.ProblemOf(name).Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("abcdefghijklmnopqrstuvwxy")]
    [InlineData("Bob\n")]
    [InlineData("Zoë!")]
    [InlineData("smile😀")]
    [InlineData("\u0301a")] // a mark on nothing
    [InlineData("a-\u0301")]
    [InlineData("a\u0301\u0302\u0303\u0304\u0305")]
    [InlineData("a\u0308\u0308")]
    [InlineData("Bob\u200b")] // characters that cannot be seen
    [InlineData("Bo\u00adb")]
    [InlineData("Bob\u3164")]
    [InlineData("Bob\ufe0f")]
    [InlineData("\u202eboB")]
    [InlineData("𝐁𝐨𝐛")]
    [InlineData("Ｂｏｂ")]
    [InlineData("a\ud800")]
    [InlineData("१2नेपाल")] // digits of two kinds
    public void AnythingElseIsNone(string name)
    {
        UserName.FaultOf(name).Should().Be(NameFault.Malformed);
    }

    [Theory]
    [InlineData("Bоb")] // a Cyrillic o
    [InlineData("Αlice")] // a Greek Alpha
    [InlineData("Ольгаz")]
    [InlineData("ελλάδα日本")]
    [InlineData("김さん")]
    public void ScriptsAreNotMixed(string name)
    {
        UserName.FaultOf(name).Should().Be(NameFault.MixesScripts);
        UserName.ProblemOf(name).Should().StartWith("a name is written in one script");
    }

    [Theory]
    [InlineData("ไทยไทยไทยไทยไทยไทยไทยไทย", true)]
    [InlineData("กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่", true)] // 24, of three code points each
    [InlineData("กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่กี่ก", false)]
    public void TheLengthIsCountedAsPeopleCount(string name, bool isValid)
    {
        UserName.IsValid(name).Should().Be(isValid);
    }

    [Theory]
    [InlineData("Anna Maria", "a name has no blanks: try Anna-Maria")]
    [InlineData(" 小 明 ", "a name has no blanks: try 小-明")]
    [InlineData("what?!", "a name is 1 to 24 letters or digits of any script, '_' or '-'")]
    public void ANameWithABlankIsOfferedWithAHyphen(string name, string problem)
    {
        UserName.ProblemOf(name).Should().Be(problem);
    }

    [Theory]
    [InlineData("Bob", "bOB")]
    [InlineData("Jose\u0301", "JOSÉ")]
    [InlineData("STRASSE", "straße")]
    [InlineData("Ёлка", "ЁЛКА")]
    [InlineData("Οδυσσεύς", "ΟΔΥΣΣΕΎΣ")]
    [InlineData("bob1", "bobl")]
    [InlineData("B0b", "bob")]
    [InlineData("scope", "ѕсоре")] // all Cyrillic
    [InlineData("Bob", "ВоЬ")] // alike in capitals only
    [InlineData("Ian", "lan")]
    [InlineData("modern", "rnodern")]
    public void NamesThatLookAlikeAreOne(string one, string other)
    {
        NameKey.AreOne(one, other).Should().BeTrue();
    }

    [Theory]
    [InlineData("Bob", "Rob")]
    [InlineData("bob-1", "bob-2")]
    [InlineData("Ivan", "Иван")]
    [InlineData("Anna", "Ana")]
    [InlineData("小明", "小朋")]
    [InlineData("nova", "vona")]
    [InlineData("Paul", "Рита")]
    public void OtherNamesAreNot(string one, string other)
    {
        NameKey.AreOne(one, other).Should().BeFalse();
    }

    [Theory]
    [InlineData("anna.smith", "anna-smith")]
    [InlineData(".hidden.", "hidden")]
    [InlineData("日本", "日本")]
    [InlineData("Anna Мария", "guest")]
    [InlineData("😀", "guest")]
    [InlineData("", "guest")]
    public void AnyTextHasANearestName(string text, string name)
    {
        UserName.From(text, "guest").Should().Be(name);
    }

    [Fact]
    public void TheNearestNameIsAlwaysValid()
    {
        Gen.String.Sample(text => UserName.IsValid(UserName.From(text, "guest")));
    }

    [Fact]
    public void ANameEqualsItselfInEveryFormAndItsHashAgrees()
    {
        Gen.String[Gen.Char["aAoO01lIimMnrвВоОьЬßẞσςΣéÉ"], 1, 8].Sample(name =>
        {
            var other = name.ToUpperInvariant();
            UserName.Comparer.Equals(name, other).Should().BeTrue();
            UserName.Comparer.GetHashCode(name).Should().Be(UserName.Comparer.GetHashCode(other));
        });
    }
}
