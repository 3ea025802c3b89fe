using LanTalk.Protocol.Security;
using LanTalk.Server.Invitations;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Invitations;

public sealed class InvitationStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 14, 22, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AUseIsCountedForEachNewUserAndNoneForOneWhoComesBack()
    {
        using var store = Open();
        var key = await AddAsync(store, uses: 2);

        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Valid);
        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Valid);
        (await store.UseAsync(key, "key:carol")).Should().Be(InvitationState.Valid);
        (await store.UseAsync(key, "key:dave")).Should().Be(InvitationState.UsedUp);
        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Valid);
        (await store.ListAsync(owner: null)).Should().ContainSingle().Which.Used.Should().Be(2);
    }

    [Fact]
    public async Task UsersWhoComeAtOnceAreNotMoreThanItLetsIn()
    {
        using var store = Open();
        var key = await AddAsync(store, uses: 5);

        var states = await Task.WhenAll(Enumerable.Range(0, 20).Select(user => Task.Run(() => store.UseAsync(key, $"key:{user}"))));

        states.Count(state => state == InvitationState.Valid).Should().Be(5);
    }

    [Fact]
    public async Task AfterItsTimeItLetsNobodyInNotEvenWhoWasIn()
    {
        using var store = Open();
        var key = await AddAsync(store, hours: 1);
        await store.UseAsync(key, "key:bob");

        _time.Advance(TimeSpan.FromHours(1));

        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Expired);
        (await store.ListAsync(owner: null)).Should().BeEmpty();
    }

    [Fact]
    public async Task ARevokedOneLetsNobodyInAndOnlyItsOwnerRevokesIt()
    {
        using var store = Open();
        var key = await AddAsync(store, owner: "key:alice");

        (await store.RevokeAsync("k1", "key:mallory")).Should().BeFalse();
        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Valid);
        (await store.RevokeAsync("k1", "key:alice")).Should().BeTrue();
        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Revoked);
        (await store.RevokeAsync("k1", owner: null)).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("1")]
    [InlineData("k-1")]
    [InlineData("k99999999999999999999")]
    [InlineData("k1; DROP TABLE invitations")]
    public async Task WhatIsNoIdRevokesNothing(string id)
    {
        using var store = Open();
        await AddAsync(store);

        (await store.RevokeAsync(id, owner: null)).Should().BeFalse();
    }

    [Fact]
    public async Task ARestartKeepsTheInvitationsAndTheirUses()
    {
        ReadOnlyMemory<byte> key;
        using (var before = Open())
        {
            key = await AddAsync(before, uses: 1);
            await before.UseAsync(key, "key:bob");
        }

        using var store = Open();

        (await store.UseAsync(key, "key:carol")).Should().Be(InvitationState.UsedUp);
        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Valid);
    }

    [Fact]
    public async Task WhatAnotherProcessAddsCountsAtOnce()
    {
        using var server = Open();
        using var tool = Open();

        var key = await AddAsync(tool);

        (await server.UseAsync(key, "key:bob")).Should().Be(InvitationState.Valid);
    }

    [Fact]
    public async Task AnUnknownOneLetsNobodyIn()
    {
        using var store = Open();

        (await store.UseAsync(new byte[32], "key:bob")).Should().Be(InvitationState.Unknown);
    }

    [Fact]
    public async Task AUserMakesOnlySoManyAndThereAreOnlySoMany()
    {
        using var store = Open();
        for (var i = 0; i < InvitationStore.MaxOpenOfUser; i++)
        {
            await AddAsync(store, owner: "key:alice");
        }

        (await TryAddAsync(store, "key:alice")).Should().Contain("as many as a user may");
        (await TryAddAsync(store, "key:bob")).Should().BeNull();
        for (var i = InvitationStore.MaxOpenOfUser + 1; i < InvitationStore.MaxOpen; i++)
        {
            await AddAsync(store);
        }

        (await TryAddAsync(store, "")).Should().Contain("as many as there may be");
        _time.Advance(TimeSpan.FromHours(2));
        (await TryAddAsync(store, "key:alice")).Should().BeNull("those that have expired are out of the way");
    }

    [Fact]
    public async Task OldOnesAreForgottenInTheEnd()
    {
        using var store = Open();
        var key = await AddAsync(store, hours: 1);

        _time.Advance(TimeSpan.FromDays(8));
        await AddAsync(store);

        (await store.UseAsync(key, "key:bob")).Should().Be(InvitationState.Unknown);
    }

    [Fact]
    public async Task TheFileHoldsNoTokenAndNobodyElseReadsIt()
    {
        var token = InvitationKey.CreateToken();
        using (var key = InvitationKey.FromToken(token))
        using (var store = Open())
        {
            await store.AddAsync(new NewInvitation(key.PublicKey, "", "Alice", null, _time.GetUtcNow().AddHours(1), 1));
        }

        var path = _directory.File("invitations.db");
        var content = await File.ReadAllBytesAsync(path);

        content.AsSpan().IndexOf(token).Should().Be(-1);
        content.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(SealedLoginSteps.Write(token))).Should().Be(-1);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void AFileThatIsNoneIsLeftAsItIs()
    {
        var path = _directory.File("invitations.db");
        File.WriteAllText(path, new string('x', 4096));

        FluentActions.Invoking(Open).Should().Throw<InvitationStoreException>().WithMessage($"{path} cannot be used: *move it away*");

        File.ReadAllText(path).Should().Be(new string('x', 4096));
    }

    private InvitationStore Open() => InvitationStore.Open(_directory.Path, _time);

    private async Task<ReadOnlyMemory<byte>> AddAsync(InvitationStore store, int uses = 100, int hours = 1, string owner = "")
    {
        using var key = InvitationKey.FromToken(InvitationKey.CreateToken());
        (await store.AddAsync(new NewInvitation(key.PublicKey, owner, "Alice", null, _time.GetUtcNow().AddHours(hours), uses))).Problem.Should().BeNull();
        return key.PublicKey;
    }

    private async Task<string?> TryAddAsync(InvitationStore store, string owner)
    {
        using var key = InvitationKey.FromToken(InvitationKey.CreateToken());
        return (await store.AddAsync(new NewInvitation(key.PublicKey, owner, "Alice", null, _time.GetUtcNow().AddHours(1), 1))).Problem;
    }
}
