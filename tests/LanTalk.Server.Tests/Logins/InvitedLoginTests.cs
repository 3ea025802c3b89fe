using System.Text.Json;
using LanTalk.Protocol.Security;
using LanTalk.Server.Configuration;
using LanTalk.Server.Identity;
using LanTalk.Server.Invitations;
using LanTalk.Server.Tests.Invitations;
using LanTalk.Testing;
using Microsoft.Data.Sqlite;

namespace LanTalk.Server.Tests.Logins;

public sealed class InvitedLoginTests : IDisposable
{
    private readonly UserKey _key = UserKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task AnInvitationTakesThePlaceOfThePassword()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();

        var answer = await JoinAsync(server, link.Token!);

        answer.Text("type").Should().Be("auth_ok");
        answer.Text("proof").Should().BeNull();
    }

    [Fact]
    public async Task SoItDoesForABrowser()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();
        using var browser = await WebTestClient.ConnectAsync(await server.BrowseAsync());

        var answer = await browser.Lines.LogInByInvitationAsync(browser.ChannelBinding, "Bob", _key, link.Token!);

        answer.Text("type").Should().Be("auth_ok");
        browser.Fingerprint.Should().Be(link.Server);
    }

    [Fact]
    public async Task ItLetsInAsManyUsersAsItSaysAndEachOfThemAgain()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync(new InvitationRequest { Uses = 1 });
        (await JoinAsync(server, link.Token!)).Text("type").Should().Be("auth_ok");
        using var other = UserKey.Create();

        var late = await server.ConnectTls().LogInByInvitationAsync(Binding(server), "Carol", other, link.Token!);

        late.Text("code").Should().Be("invitation");
        late.Text("reason").Should().Contain("as many users as it may");
        (await JoinAsync(server, link.Token!, "Bob2")).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task AfterItsTimeItIsRefusedInClearWords()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync(new InvitationRequest { For = TimeSpan.FromHours(1) });

        server.Time.Advance(TimeSpan.FromHours(1));

        var answer = await JoinAsync(server, link.Token!);
        answer.Text("code").Should().Be("invitation");
        answer.Text("reason").Should().Contain("expired");
    }

    [Fact]
    public async Task ARevokedOneIsRefusedEvenForAUserWhoHasUsedIt()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();
        (await JoinAsync(server, link.Token!)).Text("type").Should().Be("auth_ok");

        (await server.Get<InvitationStore>().RevokeAsync("k1", owner: null)).Should().BeTrue();

        var answer = await JoinAsync(server, link.Token!);
        answer.Text("code").Should().Be("invitation");
        answer.Text("reason").Should().Contain("revoked");
    }

    [Fact]
    public async Task WhereTheOperatorTurnsInvitationsOffNoneLetsAnybodyIn()
    {
        await using var server = InvitationServer.Start(configure: options => options with { Invites = InvitePolicy.Off });
        var link = await server.InviteAsync();

        (await JoinAsync(server, link.Token!)).Text("code").Should().Be("invitation");
    }

    [Fact]
    public async Task AnUnknownOneCountsAsAWrongPasswordAndOneThatHasEndedDoesNot()
    {
        await using var server = InvitationServer.Start(configure: options => options with { AuthAttempts = 2 });
        var link = await server.InviteAsync(new InvitationRequest { For = TimeSpan.FromHours(1) });
        server.Time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
        {
            (await JoinAsync(server, link.Token!)).Text("code").Should().Be("invitation");
        }

        (await JoinAsync(server, AnyToken())).Text("code").Should().Be("invitation");
        (await JoinAsync(server, AnyToken())).Text("code").Should().Be("invitation");
        (await JoinAsync(server, AnyToken())).Text("code").Should().Be("busy");
    }

    [Fact]
    public async Task ARightOneDoesNotClearTheCountOfWrongPasswords()
    {
        await using var server = InvitationServer.Start(configure: options => options with { AuthAttempts = 2 });
        var link = await server.InviteAsync();
        (await server.ConnectTls().LogInAsync(Binding(server), "Mallory", _key, "guess")).Text("code").Should().Be("password");
        (await JoinAsync(server, link.Token!)).Text("type").Should().Be("auth_ok");
        (await server.ConnectTls().LogInAsync(Binding(server), "Mallory", _key, "guess")).Text("code").Should().Be("password");

        (await server.ConnectTls().LogInAsync(Binding(server), "Mallory", _key, "guess")).Text("code").Should().Be("busy");
    }

    [Fact]
    public async Task ALoginThatWasSeenOnceIsWorthNothingOnAnotherConnection()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();
        var first = server.ConnectTls();
        var login = SealedLoginSteps.LoginByInvitation(
            SealedLoginSteps.Transcript(await first.ReadAsync(), Binding(server), "Bob", _key, srp: null), _key, link.Token!);
        var second = server.ConnectTls();
        await second.ReadAsync();

        await second.SendJsonAsync(login);

        (await second.ReadAsync()).Text("code").Should().Be("key");
    }

    [Fact]
    public async Task TheSignatureOfAnInvitationForAnotherUserOrServerIsWorthNothing()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();
        using var other = UserKey.Create();
        using var invitation = InvitationKey.FromToken(System.Buffers.Text.Base64Url.DecodeFromChars(link.Token));
        foreach (var change in new Func<LoginTranscript, LoginTranscript>[]
                 {
                     seen => seen with { Identity = other.Identity },
                     seen => seen with { UserName = "Carol" },
                     seen => seen with { ChannelBinding = ServerFingerprint.Of("another"u8).Hash },
                 })
        {
            var client = server.ConnectTls();
            var transcript = SealedLoginSteps.Transcript(await client.ReadAsync(), Binding(server), "Bob", _key, srp: null);
            var login = JsonSerializer.SerializeToNode(SealedLoginSteps.LoginByInvitation(transcript, _key, link.Token!))!;
            login["invitation_signature"] = SealedLoginSteps.Write(invitation.Sign(change(transcript)));

            await client.SendJsonAsync(login);

            (await client.ReadAsync()).Text("code").Should().Be("key");
        }
    }

    [Theory]
    [InlineData("invitation", null)]
    [InlineData("invitation_signature", null)]
    [InlineData("invitation", "AAAA")]
    [InlineData("invitation_signature", "AAAA")]
    public async Task HalfAnInvitationIsNone(string field, string? value)
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();
        var client = server.ConnectTls();
        var login = JsonSerializer.SerializeToNode(
            SealedLoginSteps.LoginByInvitation(SealedLoginSteps.Transcript(await client.ReadAsync(), Binding(server), "Bob", _key, srp: null),
                _key, link.Token!))!;
        login[field] = value;

        await client.SendJsonAsync(login);

        (await client.ReadAsync()).Text("code").Should().Be("key");
    }

    [Fact]
    public async Task WithoutAPasswordAnInvitationOfAnEarlierTimeIsNoObstacle()
    {
        await using var server = InvitationServer.Start(password: null);

        (await JoinAsync(server, AnyToken())).Text("type").Should().Be("auth_ok");
    }

    [Fact]
    public async Task WhereTheFileFailsAUserIsAskedToTryAgainAndTheLogSaysWhy()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();
        await using (var file = new SqliteConnection($"Data Source={server.Directory.File("invitations.db")};Pooling=False"))
        {
            await file.OpenAsync();
            await using var command = file.CreateCommand();
            command.CommandText = "DROP TABLE uses";
            await command.ExecuteNonQueryAsync();
        }

        var answer = await JoinAsync(server, link.Token!);

        answer.Text("code").Should().Be("busy");
        server.Log.Errors.Should().ContainSingle().Which.Should().StartWith("A user with an invitation was turned away: ");
    }

    [Fact]
    public async Task TheLogHoldsNoToken()
    {
        await using var server = InvitationServer.Start();
        var link = await server.InviteAsync();
        await JoinAsync(server, link.Token!);
        await JoinAsync(server, AnyToken());

        server.Log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains(link.Token!, StringComparison.Ordinal));
    }

    private Task<JsonElement> JoinAsync(TestServer server, string token, string name = "Bob") =>
        server.ConnectTls().LogInByInvitationAsync(Binding(server), name, _key, token);

    private static string AnyToken() => SealedLoginSteps.Write(InvitationKey.CreateToken());

    private static ReadOnlyMemory<byte> Binding(TestServer server) => server.Get<ServerIdentity>().Fingerprint.Hash;
}
