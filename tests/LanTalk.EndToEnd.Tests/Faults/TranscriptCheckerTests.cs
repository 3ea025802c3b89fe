namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>A checker that finds nothing is only worth something if it finds real violations.</summary>
public sealed class TranscriptCheckerTests
{
    private static readonly Posted[] Store = [new(1, "Bob", "one"), new(2, "Carol", "two"), new(3, "Bob", "three")];

    private static readonly Transcript Bob = new("Bob", 0, ["one", "three"], Store, [], [], []);
    private static readonly Transcript Carol = new("Carol", 0, ["two"], Store, [], [], []);

    [Fact]
    public void WhereEveryPromiseWasKeptItFindsNothing() => TranscriptChecker.Check([Bob, Carol], Store).Should().BeEmpty();

    [Fact]
    public void ALossIsFound() => MustFind("Carol did not see 2 (two).", Bob, Carol with { Seen = [Store[0], Store[2]], Delivered = ["two"] });

    [Fact]
    public void AMessageAtTheEndThatIsMissingIsFound() => MustFind("Carol did not see 3 (three).", Bob, Carol with { Seen = Store[..2] });

    [Fact]
    public void ADuplicateIsFound() =>
        MustFind("In Carol, 2 (two) is followed by 2 (two).", Bob, Carol with { Seen = [Store[0], Store[1], Store[1], Store[2]] });

    [Fact]
    public void ADuplicateUnderAnotherNumberIsFound() => TranscriptChecker
        .Check([Bob with { Seen = [.. Store, new(4, "Bob", "one")] }, Carol with { Seen = [.. Store, new(4, "Bob", "one")] }], [.. Store, new(4, "Bob", "one")])
        .Should().Contain("'one' is stored as 1 and 4.");

    [Fact]
    public void ASwapIsFound() =>
        MustFind("In Carol, 2 (two) is followed by 1 (one).", Bob, Carol with { Seen = [Store[1], Store[0], Store[2]] });

    [Fact]
    public void ASwapOfTheTextsUnderTheirNumbersIsFound() => MustFind(
        "Carol saw 1 as 'Carol: two'; the store has 'Bob: one'.", Bob, Carol with { Seen = [new(1, "Carol", "two"), new(2, "Bob", "one"), Store[2]] });

    [Fact]
    public void AMessageThatTheStoreLacksIsFound() =>
        MustFind("Carol saw 4 (four), which the store lacks.", Bob, Carol with { Seen = [.. Store, new(4, "Bob", "four")] });

    [Fact]
    public void AnAcknowledgementOfWhatIsNotStoredIsFound() => MustFind(
        "'four' was acknowledged to Bob, and the store lacks it.", Bob with { Fed = ["one", "three", "four"], Delivered = ["four"] }, Carol);

    [Fact]
    public void ALineOfWhichNothingIsToldIsFound() => MustFind("Bob was not told what became of 'four'.", Bob with { Fed = ["one", "three", "four"] }, Carol);

    [Fact]
    public void ALineThatWasReportedAsNotSentAndIsThereIsFound() =>
        MustFind("'one' was reported to Bob as not sent, and the store has it.", Bob with { NotSent = ["one"] }, Carol);

    [Fact]
    public void LinesOfOneUserInAnotherOrderAreFound() =>
        MustFind("'one' of Bob stands where 'three' should: it was fed before.", Bob with { Fed = ["three", "one"] }, Carol);

    [Fact]
    public void AGapIsFoundEvenIfTheClientTellsOfIt() => MustFind("Carol was told of a gap: missing", Bob, Carol with { Gaps = ["missing"] });

    [Fact]
    public void AUserWhoJoinedLaterNeedNotHaveEarlierMessages() =>
        TranscriptChecker.Check([Bob, Carol with { Since = 1, Seen = Store[1..] }], Store).Should().BeEmpty();

    [Fact]
    public void ALineThatWasReportedAsNotSentAndIsNowhereIsNoFault() =>
        TranscriptChecker.Check([Bob with { Fed = ["one", "three", "four"], NotSent = ["four"] }, Carol], Store).Should().BeEmpty();

    [Fact]
    public void TheOutputOfTheToolIsRead()
    {
        var transcript = Transcript.Read("Bob", ["hi"], [
            """{"type":"auth_ok","ts":"14:22","username":"Bob","server_name":"Alice"}""",
            """{"type":"room","ts":"14:22","room":"lobby","epoch":"tLq7Yw","since":70,"id":120}""",
            """{"type":"message","ts":"14:22","user":"Bob","text":"hi","id":121,"at":1789300000000,"nonce":"q8"}""",
            """{"type":"connection","state":"lost"}""",
            """{"type":"room","ts":"14:22","room":"lobby","epoch":"tLq7Yw","since":121,"id":121}""",
            """{"type":"delivered","ts":"14:22","nonce":"q9","text":"there","id":122}""",
            """{"type":"not_sent","nonce":"q7","text":"lost","reason":"disk full"}""",
            """{"type":"missing","room":"lobby","count":3}""",
        ]);

        transcript.Should().BeEquivalentTo(new Transcript(
            "Bob", 70, ["hi"], [new(121, "Bob", "hi")], ["there"], ["lost"], ["""{"type":"missing","room":"lobby","count":3}"""]));
        Transcript.ReadStore(["""{"id":1,"room":"lobby","at":"2026-11-24T14:22:00.000Z","user":"Bob","text":"one"}"""]).Should().Equal(Store[0]);
    }

    private static void MustFind(string fault, params Transcript[] transcripts) => TranscriptChecker.Check(transcripts, Store).Should().Contain(fault);
}
