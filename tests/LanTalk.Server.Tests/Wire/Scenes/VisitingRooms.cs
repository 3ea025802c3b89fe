using System.Text;

namespace LanTalk.Server.Tests.Wire.Scenes;

/// <summary>Version 2 is in one room at a time; version 3 is in several.</summary>
internal static class VisitingRooms
{
    public static async Task PlayAsync(StringBuilder recording)
    {
        await using var server = await RecordedServer.StartAsync(recording, "Two rooms", options => options with { RateLimit = null, MaxRooms = 2 });
        var bob = await server.JoinAsync('B', "Bob");
        var carol = await server.JoinAsync('C', "Carol");
        var eve = await server.JoinAsync('E', "Eve");
        var dora = await server.JoinVersion3Async('D', "Dora");

        await bob.SayAsync("/topic", "/topic Lunch & \"more\" \u001b 😀", "/topic", "/rooms", "/topic -", "/topic -", "/topic " + new string('é', 151));
        await bob.SayAsync("/join", "/join bad name!", "/join lobby", "/leave", "/leave lobby", "/leave ops", "/leave \u001b");
        await bob.SayAsync("/join OPS", "/join ops", "Anybody here?", "/topic On call");
        await dora.SendAsync("""{"type":"join","room":"ops"}""");
        await dora.SendAsync("""{"type":"message","text":"In ops","room":"ops","nonce":"n1"}""");
        await dora.SendAsync("""{"type":"message","text":"In the lobby","nonce":"n2"}""");
        await dora.SendAsync("""{"type":"message","text":"/me waves","room":"ops","nonce":"n3"}""");
        await carol.SayAsync("/join ops", "Me, too", "/me waves");
        await carol.SayAsync("/users", "/rooms", "/topic", "/history", "/search ops", "/join more", "/nick Caroline");
        await carol.SendAsync("""{"type":"message","text":"Wherever it says","room":"lobby"}""");
        await carol.SendAsync("""{"type":"pm","to":"Eve","text":"To another room"}""");
        await eve.SayAsync("In the lobby, too", "/topic For all");
        await server.TypeAsync("From the operator");
        await server.TypeAsync("/topic By the operator");

        // Only version 3 may send this.
        await carol.SendAsync("""{"type":"join","room":"lobby"}""");
        await carol.SendAsync("""{"type":"leave","room":"ops"}""");
        await carol.SendAsync("""{"type":"overview"}""");

        await dora.SendAsync("""{"type":"leave","room":"ops"}""");
        await dora.SendAsync("""{"type":"message","text":"/nick Doris"}""");
        await carol.SayAsync("/leave", "Back again");
        await eve.SayAsync("/join ops", "/leave ops", "/join ops", "/join lobby", "/join ops");
        await bob.SendAsync("""{"type":"quit"}""");
        await dora.SendAsync("""{"type":"join","room":"ops"}""");
        await dora.SendAsync("""{"type":"quit"}""");
    }
}
