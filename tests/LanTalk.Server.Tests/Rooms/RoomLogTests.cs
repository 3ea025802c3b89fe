using System.Text;
using CsCheck;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Tests.Rooms;

public sealed class RoomLogTests
{
    [Fact]
    public void ACursorBeginsBehindWhatWasPostedBefore()
    {
        var log = new RoomLog();
        log.Append("before\n"u8, null);
        var cursor = log.End();
        log.Append("after\n"u8, null);

        ReadAll(ref cursor).Should().Be("after\n");
        ReadAll(ref cursor).Should().BeEmpty();
        cursor.Position.Should().Be(log.Length);
    }

    [Fact]
    public void AFrameLargerThanAChunkIsKeptWhole()
    {
        var log = new RoomLog();
        var cursor = log.End();
        var large = new string('x', 200_000) + "\n";
        log.Append("small\n"u8, null);
        log.Append(Encoding.ASCII.GetBytes(large), null);
        log.Append("small\n"u8, null);

        ReadAll(ref cursor).Should().Be($"small\n{large}small\n");
    }

    [Fact]
    public void FramesAreReadOneByOneWithTheirAuthorsAcrossChunks()
    {
        var log = new RoomLog();
        var cursor = log.EndFrame();
        var author = new User("Bob");
        var large = new string('x', 70_000) + "\n";
        log.Append("one\n"u8, author);
        log.Append(Encoding.ASCII.GetBytes(large), null);

        Read(ref cursor).Should().Be(("one\n", author));
        Read(ref cursor).Should().Be((large, null));
        cursor.TryRead(out _, out _).Should().BeFalse();
        log.Append("two\n"u8, author);
        Read(ref cursor).Should().Be(("two\n", author));
    }

    [Fact]
    public void WhoeverIsHiddenTheRestComesWholeAndInOrder()
    {
        var users = new User?[] { null, new("a"), new("b"), new("c") };
        Gen.Select(Gen.Select(Gen.Int[0, 3], Gen.Int[1, 20_000]).Array[0, 40], Gen.Int[1, 3]).Sample((posts, hidden) =>
        {
            var log = new RoomLog();
            var cursor = log.End();
            var expected = new StringBuilder();
            for (var i = 0; i < posts.Length; i++)
            {
                var (author, length) = posts[i];
                var frame = $"{i}{new string('.', length)}\n";
                log.Append(Encoding.ASCII.GetBytes(frame), users[author]);
                expected.Append(author == hidden ? "" : frame);
            }

            var read = new StringBuilder();
            while (cursor.TryFindNews(out var end))
            {
                read.Append(Encoding.ASCII.GetString(cursor.ReadRun(end, user => ReferenceEquals(user, users[hidden])).Span));
            }

            return read.Equals(expected) && cursor.Position == log.Length;
        });
    }

    [Fact]
    public async Task AReaderBesideManyWritersSeesWholeFramesInEachWritersOrder()
    {
        const int Writers = 4, Frames = 20_000;
        var log = new RoomLog();
        var cursor = log.End();
        var users = Enumerable.Range(0, Writers).Select(i => new User($"u{i}")).ToArray();
        var next = new int[Writers];
        var turn = new Lock();
        var writing = Task.WhenAll(users.Select((user, writer) => Task.Run(() =>
        {
            for (var i = 0; i < Frames; i++)
            {
                lock (turn)
                {
                    log.Append(Encoding.ASCII.GetBytes($"{writer}:{i}\n"), user);
                }
            }
        })));

        var frames = 0;
        while (frames < Writers * Frames)
        {
            // Alternates both ways of reading; nobody is hidden.
            cursor.TryFindNews(out var end);
            var run = frames % 2 == 0 ? cursor.ReadRun(end) : cursor.ReadRun(end, _ => false);
            foreach (var line in Encoding.ASCII.GetString(run.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = line.Split(':');
                int.Parse(parts[1]).Should().Be(next[int.Parse(parts[0])]++);
                frames++;
            }
        }

        await writing;
        cursor.Position.Should().Be(log.Length);
    }

    private static string ReadAll(ref LogCursor cursor)
    {
        var read = new StringBuilder();
        while (cursor.TryFindNews(out var end))
        {
            read.Append(Encoding.ASCII.GetString(cursor.ReadRun(end).Span));
        }

        return read.ToString();
    }

    private static (string Frame, User? Author) Read(ref FrameCursor cursor)
    {
        cursor.TryRead(out var frame, out var author).Should().BeTrue();
        return (Encoding.ASCII.GetString(frame), author);
    }
}
