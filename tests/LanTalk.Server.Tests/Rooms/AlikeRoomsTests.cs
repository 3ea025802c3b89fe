using LanTalk.Protocol.Security;
using LanTalk.Server.History;
using LanTalk.Server.Rooms;
using LanTalk.Server.Users;

namespace LanTalk.Server.Tests.Rooms;

public sealed class AlikeRoomsTests : IDisposable
{
    private readonly UserKey _bob = UserKey.Create();
    private readonly UserKey _carol = UserKey.Create();

    public void Dispose()
    {
        _bob.Dispose();
        _carol.Dispose();
    }

    [Theory]
    [InlineData("0ps")]
    [InlineData("\u043e\u0440\u0455")] // Cyrillic, all of it
    [InlineData("\u043e\u0420\u0405")] // and in capitals
    public async Task ARoomThatLooksLikeAnotherIsNotMade(string alike)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.DrainAsync();
        var carol = await server.JoinAsync("Carol", _carol);
        await carol.DrainAsync();

        await carol.SendAsync($$"""{"type":"join","room":"{{alike}}"}""");
        await carol.SendAsync($$"""{"type":"join","room":"{{alike}}","create":false}""");

        (await carol.DrainAsync()).Texts("system").Should().HaveCount(2).And.OnlyContain(text => text!.Contains("ts name looks like ops, an existing room."));
        await carol.SendAsync("""{"type":"join","room":"OPS"}""");
        (await carol.DrainAsync()).Should().Contain(message => message.Text("type") == "room", "another case is the same room");
    }

    [Fact]
    public async Task NoRoomIsTakenForTheLobby()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"join","room":"l0bby"}""");

        (await bob.DrainAsync()).Texts("system").Should().ContainSingle().Which.Should().Contain("looks like lobby");
    }

    [Fact]
    public async Task TheOperatorMakesNoRoomThatLooksLikeAnother()
    {
        await using var server = TestServer.Start();
        await server.Get<RoomRegistry>().EnterAsync("ops", new User("Bob"));
        await server.StartConsoleAsync();

        server.Terminal.Type("/join 0ps");

        (await server.Terminal.NextTextAsync()).Should().Contain("looks like ops");
    }

    [Fact]
    public async Task ARoomThatIsGoneIsTakenForNoOther()
    {
        await using var server = TestServer.Start();
        var rooms = server.Get<RoomRegistry>();
        var bob = new User("Bob");
        var ops = (await rooms.EnterAsync("ops", bob)).Room!;
        rooms.Exit(ops, bob);
        await rooms.FlushAsync();

        (await rooms.EnterAsync("0ps", bob)).Should().Match<OpenedRoom>(opened => opened.Room != null && opened.Alike == null);
        (await rooms.EnterAsync("ops", bob)).Should().Be(new OpenedRoom(null, "0ps"));
    }

    [Fact]
    public async Task TwoRoomsThatWereMadeBeforeStay()
    {
        var store = new MemoryRoomStore(new HistoryLimit());
        foreach (var room in new[] { "ops", "0ps" })
        {
            await store.OpenAsync(room);
            await store.AppendAsync(room, 0, new[] { new StoredMessage(0, 1, "Bob", "hi"u8.ToArray()) });
        }

        await using var server = TestServer.Start(store: store);
        var bob = await server.JoinAsync("Bob", _bob);
        await bob.SendAsync("""{"type":"join","room":"ops"}""");
        await bob.SendAsync("""{"type":"join","room":"0ps"}""");

        (await bob.DrainAsync()).Where(message => message.Text("type") == "room").Select(message => message.Text("room")).Should().Contain(["ops", "0ps"]);
    }
}
