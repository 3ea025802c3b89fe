using System.Text;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Tests.Rooms;

public sealed class RoomAudienceTests
{
    private readonly RoomLog _log = new();
    private readonly RoomAudience _audience;

    public RoomAudienceTests() => _audience = new RoomAudience(_log);

    [Fact]
    public void AReaderWithoutATranslatorFollowsTheRoomsOwnLog()
    {
        var reader = new Reader(null);
        _audience.Join(reader, 0);

        reader.Log.Should().BeSameAs(_log);
    }

    [Fact]
    public void ReadersOfOneWireShareOneTranslation()
    {
        var upper = new Upper();
        Reader first = new(upper), second = new(upper);
        _audience.Join(first, 0);
        _audience.Join(second, 0);
        Say("hello");

        second.Log.Should().BeSameAs(first.Log);
        upper.Count.Should().Be(1);
        first.ReadAll().Should().Be("HELLO\n");
        second.ReadAll().Should().Be("HELLO\n");
    }

    [Fact]
    public void AReaderThatJoinsAmongPostsGetsThoseBehindItAlone()
    {
        var upper = new Upper();
        Reader first = new(upper), second = new(upper);
        _audience.Join(first, 0);
        _log.Append("before\n"u8, null);
        _audience.Join(second, 1);
        Say("after");

        first.ReadAll().Should().Be("BEFORE\nAFTER\n");
        second.ReadAll().Should().Be("AFTER\n");
    }

    [Fact]
    public void NothingIsTranslatedWhenTheLastReaderOfAWireHasLeft()
    {
        var upper = new Upper();
        Reader first = new(upper), second = new(upper);
        _audience.Join(first, 0);
        _audience.Join(second, 0);
        _audience.Leave(first);
        Say("one");
        _audience.Leave(second);
        Say("two");

        upper.Count.Should().Be(1);
        _audience.Count.Should().Be(0);
    }

    [Fact]
    public void AFrameForWhichAWireHasNoWordIsLeftOut()
    {
        var reader = new Reader(new Upper());
        _audience.Join(reader, 0);
        Say("secret");
        Say("hello");

        reader.ReadAll().Should().Be("HELLO\n");
    }

    [Fact]
    public void AViewNotesWhereItsAuthorsLastPostEnds()
    {
        var author = new User("Bob");
        _audience.Join(new Reader(new Upper()), 0);
        Say("one", author);
        Say("two");

        author.PostedUpTo.Should().Be(4);
    }

    private void Say(string text, User? author = null)
    {
        _log.Append(Encoding.ASCII.GetBytes(text + "\n"), author);
        _audience.CatchUp();
    }

    private sealed class Upper : IFrameTranslator
    {
        public int Count { get; private set; }

        public ReadOnlySpan<byte> Translate(ReadOnlySpan<byte> frame)
        {
            Count++;
            return frame.StartsWith("secret"u8) ? [] : Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(frame).ToUpperInvariant());
        }
    }

    private sealed class Reader(IFrameTranslator? translator) : IRoomReader
    {
        private FrameCursor _cursor;

        public int Index { get; set; } = int.MaxValue;

        public IFrameTranslator? Translator => translator;

        public RoomLog? Log { get; private set; }

        public void Begin(RoomLog log, long lastId) => (Log, _cursor) = (log, log.EndFrame());

        public void Wake()
        {
        }

        public string ReadAll()
        {
            var all = new StringBuilder();
            while (_cursor.TryRead(out var frame, out _))
            {
                all.Append(Encoding.ASCII.GetString(frame));
            }

            return all.ToString();
        }
    }
}
