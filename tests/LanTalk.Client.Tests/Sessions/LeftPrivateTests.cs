using LanTalk.Client.Events;

namespace LanTalk.Client.Tests.Sessions;

public sealed class LeftPrivateTests
{
    [Fact]
    public async Task WhatIsLeftToAnotherLoginIsNeitherToldNorConfirmed()
    {
        await using var test = await SessionUnderTest.StartAsync(leavesPrivate: true);
        var server = await test.ConnectionAsync();
        await server.PlaceAsync(since: 70, id: 70);
        await server.SendAsync(new { type = "pm", ts = "14:22", from_user = "Carol", text = "psst", id = "abc" });
        (await test.EventsUntilAsync(server, "mark")).Should().NotContain(happened => happened is Received);

        // After a lost connection too.
        server.Break();
        await test.UntilTriedAsync();
        var again = await test.ConnectionAsync();
        await again.PlaceAsync(since: 70, id: 70);
        await again.SendAsync(new { type = "pm", ts = "14:22", from_user = "Carol", text = "psst", id = "abc" });
        (await test.EventsUntilAsync(again, "another mark")).Should().NotContain(happened => happened is Received);

        await test.Session.SendAsync(Outgoing.Say("last", null), CancellationToken.None);
        (await again.NextAnyAsync()).GetProperty("type").GetString().Should().Be("message");
    }
}
