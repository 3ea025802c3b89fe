using System.Runtime.InteropServices;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Tests.Rooms;

public sealed class RoomWriterTests
{
    private readonly FailingStore _store = new() { Room = 1_000 };

    [Fact]
    public async Task AFloodIsStoredInPartsBetweenWhichOthersHaveTheirTurn()
    {
        var writer = new RoomWriter("lobby", _store, new RoomHead("epoch", 1, 0));
        _store.Room = 2_500;

        (await writer.StoreAsync(BatchOf(2_500))).Should().BeNull();

        _store.Parts.Should().Equal(1_000, 1_000, 500);
    }

    [Fact]
    public async Task WhereTheStoreFailsInBetweenWhatItTookIsPostedAndTheRestIsNot()
    {
        var writer = new RoomWriter("lobby", _store, new RoomHead("epoch", 1, 0));

        var batch = BatchOf(1_500);
        (await writer.StoreAsync(batch))!.PublicMessage.Should().Be("The disk is full.");
        var isStored = batch.Entries.ConvertAll(entry => writer.IdOf(entry) > 0);
        isStored.Take(1_000).Should().OnlyContain(stored => stored);
        isStored.Skip(1_000).Should().HaveCount(500).And.OnlyContain(stored => !stored);
        PostStored(writer, batch);

        // The ids continue from the store's last one.
        _store.Room = 1;
        var next = BatchOf(1);
        (await writer.StoreAsync(next)).Should().BeNull();
        next.Entries[0].Id.Should().Be(1_001);
        writer.IdOf(next.Entries[0]).Should().Be(1_001);
    }

    private static void PostStored(RoomWriter writer, RoomInbox.Batch batch)
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(batch.Entries))
        {
            if (writer.IdOf(entry) > 0)
            {
                writer.Post(entry, "{"u8);
            }
        }
    }

    private static RoomInbox.Batch BatchOf(int count)
    {
        var inbox = new RoomInbox();
        for (var i = 0; i < count; i++)
        {
            inbox.TryAddMessage(new Author(), "Bob", isAction: false, at: 1, "{"u8, "text"u8, nonce: null).Should().BeTrue();
        }

        return inbox.Take();
    }

    private sealed class Author : IRoomAuthor
    {
        public User? User => null;

        public void NotPosted(string reason, string? nonce) => throw new InvalidOperationException("Only the room tells authors.");

        public void PostedBefore(string nonce, long id) => throw new InvalidOperationException("Only the room tells authors.");
    }
}
