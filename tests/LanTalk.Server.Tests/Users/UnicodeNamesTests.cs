using LanTalk.Protocol.Security;
using LanTalk.Server.Identity;
using LanTalk.Server.Sessions;
using LanTalk.Testing;

namespace LanTalk.Server.Tests.Users;

public sealed class UnicodeNamesTests : IDisposable
{
    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("Zoë")]
    [InlineData("Ольга")]
    [InlineData("小明")]
    [InlineData("प्रिया")]
    [InlineData("𞤀𞤣𞤤𞤢𞤥")]
    public async Task BothWiresSeeAUnicodeNameAsItIs(string name)
    {
        await using var server = TestServer.Start();
        var older = await server.JoinAsync("Carol");
        var newer = await server.JoinAsync("Dave", _key);
        await older.DrainAsync();
        await newer.DrainAsync();

        var speaker = await server.JoinAsync(name);
        await speaker.SayAsync("plain words");
        await speaker.SayAsync("words with \"marks\"");

        foreach (var reader in new[] { older, newer })
        {
            (await reader.ReadAsync("system")).Text("user").Should().Be(name);
            (await reader.ReadAsync("message")).Text("user").Should().Be(name);
            (await reader.ReadAsync("message")).Text("user").Should().Be(name);
        }
    }

    [Fact]
    public async Task ANameIsKeptInItsComposedForm()
    {
        await using var server = TestServer.Start();

        (await server.Connect().LogInAsync("Zoe\u0308")).Text("username").Should().Be("Zoë");
        (await server.ConnectTls().LogInAsync(server.Get<ServerIdentity>().Fingerprint, "Jose\u0301", _key)).Text("username").Should().Be("José");
    }

    [Theory]
    [InlineData("BOB")]
    [InlineData("B0b")]
    [InlineData("В\u043eЬ")]
    public async Task WhatLooksLikeANameInUseIsTaken(string alike)
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob");
        var carol = await server.JoinAsync("Carol");
        await carol.DrainAsync();

        (await server.Connect().LogInAsync(alike)).Text("code").Should().Be("name_taken");
        await carol.SayAsync($"/nick {alike}");
        (await carol.ReadAsync("system")).Text("event").Should().Be("refused");

        await bob.SayAsync("/nick Robert");
        await bob.DrainAsync();
        (await server.Connect().LogInAsync(alike)).Text("type").Should().Be("auth_ok");
        (await server.Connect().LogInAsync("Bob")).Text("code").Should().Be("name_taken");
    }

    [Theory]
    [InlineData("А\u04c0\u0456\u0441\u0435")]
    [InlineData("A1ice")]
    public async Task WhatLooksLikeTheServersNameIsTaken(string alike)
    {
        await using var server = TestServer.Start();

        (await server.Connect().LogInAsync(alike)).Text("code").Should().Be("name_taken");
    }

    [Fact]
    public async Task AUserMayWriteItsNameAnotherWay()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("zoë");
        await bob.SayAsync("/nick ZOË");

        (await bob.ReadAsync("system")).Text("name").Should().Be("ZOË");
        server.Get<SessionRegistry>().Find("Zoë")!.Name.Should().Be("ZOË");
        (await server.Connect().LogInAsync("zoë")).Text("code").Should().Be("name_taken");
    }

    [Fact]
    public async Task ANameThatMixesScriptsIsRefusedWithTheCause()
    {
        await using var server = TestServer.Start();

        var answer = await server.Connect().LogInAsync("B\u043eb");

        (answer.Text("code"), answer.Text("reason")).Should().Be(
            ("name_invalid", "A name is written in one script, so that nobody can pass for another by letters that look alike."));
    }

    [Fact]
    public async Task ANameWithABlankIsOfferedWithAHyphen()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _key);
        await bob.DrainAsync();

        await bob.SayAsync("/nick Anna Maria");

        (await bob.ReadAsync("system")).Text("text").Should().Be("'Anna Maria' is not a valid name. A name has no blanks: try Anna-Maria.");
    }

    [Fact]
    public async Task ARoomMayHaveAUnicodeName()
    {
        await using var server = TestServer.Start();
        var bob = await server.JoinAsync("Bob", _key);
        await bob.DrainAsync();

        await bob.SendAsync("""{"type":"join","room":"КУХНЯ"}""");
        (await bob.ReadAsync("room")).Text("room").Should().Be("кухня");
        await bob.SendAsync("""{"type":"message","text":"tea","room":"кухня"}""");
        (await bob.ReadAsync("message")).Text("room").Should().Be("кухня");
    }
}
