using System.Buffers.Text;
using LanTalk.Client.Events;
using LanTalk.Client.Sealing;
using LanTalk.Client.Tests.Configuration;
using LanTalk.Client.Trust;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Shares;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Client.Tests.Sealing;

/// <summary>Bob writes to Carol; the test decides what the server answers and passes on.</summary>
public sealed class PrivateTalkTests : IDisposable
{
    private static readonly ServerFingerprint Server = ServerFingerprint.Of("server"u8);

    private readonly UserKey _bobsKey = UserKey.Create();
    private readonly UserKey _carolsKey = UserKey.Create();
    private readonly FakeTimeProvider _time = new();
    private readonly List<ChatEvent> _told = [];
    private readonly KeyAsks _asks;
    private readonly PrivateTalk _bob;
    private readonly PrivateTalk _carol;
    private readonly ReceivedShares _shares;
    private Func<AskKey, KeyAnswer?> _server;

    public PrivateTalkTests()
    {
        _asks = new KeyAsks(AnswerAsync, _time);
        _bob = new PrivateTalk(_bobsKey, Server, new KnownUsers(new FakeConfigFile(), _time), _asks, new SeenIds());
        _shares = new ReceivedShares(new FakeConfigFile(), _time);
        _carol = new PrivateTalk(_carolsKey, Server, new KnownUsers(new FakeConfigFile(), _time),
            new KeyAsks((_, _) => Task.CompletedTask, _time), new SeenIds())
        { Shares = _shares };
        _server = _ => KeyOf("Carol", _carolsKey);
    }

    public void Dispose()
    {
        _bobsKey.Dispose();
        _carolsKey.Dispose();
    }

    [Fact]
    public async Task ASealedMessageIsOpenedByItsRecipient()
    {
        var message = await SealAsync("psst\e[2J");

        _carol.Open(message).Should().Equal(new Received(new PrivateMessage("14:22", "Bob", "psst␛[2J") { IsSealed = true }));
    }

    [Fact]
    public async Task AMessageThatComesTwiceIsShownOnce()
    {
        var message = await SealAsync("psst");
        _carol.Open(message);

        _carol.Open(message).Should().BeEmpty();
        _carol.Open(message with { Id = message.Id + "=" }).Should().NotContain(happened => happened is Received);
    }

    [Fact]
    public async Task WhatWasChangedOnTheWayIsSaidNotToOpen()
    {
        var message = await SealAsync("psst");
        using var mallory = UserKey.Create();
        SealedPrivateMessage[] changed =
        [
            message with { Ciphertext = "AAAA" },
            message with { Ciphertext = "no base64url!" },
            message with { Ciphertext = new string('A', 200_000) },
            message with { Encapsulation = Text(new byte[32]) },
            message with { Encapsulation = "" },
            message with { Id = Text(new byte[16]) },
            message with { Id = Text(new byte[17]) },
            message with { Key = Text(mallory.Identity.SigningKey) },
            message with { AgreementSignature = Text(new byte[64]) },
            As(message, mallory),
        ];

        changed.Should().AllSatisfy(one => _carol.Open(one).Should().Equal(new NotOpened("14:22", "Bob")));
    }

    [Fact]
    public async Task ANameThatLooksLikeAFriendsIsNone()
    {
        var message = await SealAsync("psst");

        _carol.Open(message with { FromUser = "B\u043eb" }).Should().Equal(new NotOpened("14:22", "B\u043eb"));
    }

    [Fact]
    public async Task AMessageFromAnotherKeyThanBeforeComesWithALoudWordFirst()
    {
        _carol.Open(await SealAsync("it is me"));
        using var mallory = UserKey.Create();
        var poser = new PrivateTalk(mallory, Server, new KnownUsers(new FakeConfigFile(), _time), _asks, new SeenIds());
        var (_, whisper) = await poser.SealAsync("Carol", "it is me, too", NewId(), _told.Add, CancellationToken.None);

        var happened = _carol.Open(As(Delivered(whisper!), mallory));

        happened.Should().HaveCount(2);
        happened[0].Should().Be(new UserKeyChanged("Bob", mallory.Identity));
        happened[1].Should().BeOfType<Received>();
    }

    [Fact]
    public async Task AKeyThatMerelyStandsInAMessageChangesNothing()
    {
        var message = await SealAsync("it is me");
        using var mallory = UserKey.Create();
        _carol.Open(As(message, mallory));

        _carol.Open(message).Should().ContainSingle().Which.Should().BeOfType<Received>();
    }

    [Fact]
    public async Task AChangedKeyIsToldBeforeAnythingIsSealedForIt()
    {
        await SealAsync("one");
        using var second = UserKey.Create();
        _server = _ => KeyOf("Carol", second);

        await SealAsync("two");

        _told.Should().Equal(new UserKeyChanged("Carol", second.Identity));
    }

    [Fact]
    public async Task ToAnOlderClientNothingCanBeSealed()
    {
        _server = _ => new KeyAnswer("14:22", "Carol", IsOnline: true);

        (await TrySealAsync()).Should().Be(PrivateDelivery.NotSealed);
    }

    [Fact]
    public async Task AServerCannotTalkAClientOutOfSealing()
    {
        await SealAsync("one");
        _server = _ => new KeyAnswer("14:22", "Carol", IsOnline: true);
        (await TrySealAsync()).Should().Be(PrivateDelivery.KeyWithheld);

        _server = _ => KeyOf("Carol", _carolsKey) with { AgreementSignature = Text(new byte[64]) };
        (await TrySealAsync()).Should().Be(PrivateDelivery.KeyWithheld);
    }

    [Theory]
    [InlineData("Carol")]
    [InlineData("C\e[2J")]
    [InlineData("")]
    public async Task NobodyIsWrittenToWhoIsNotThere(string name)
    {
        _server = ask => new KeyAnswer("14:22", ask.User, IsOnline: false);

        var (delivery, message) = await _bob.SealAsync(name, "psst", NewId(), _told.Add, CancellationToken.None);

        (delivery, message).Should().Be((PrivateDelivery.NobodyThere, null));
    }

    [Fact]
    public async Task AnAnswerForSomebodyElseIsNoAnswerAndWaitingEnds()
    {
        _server = _ => KeyOf("Mallory", _bobsKey);
        var sealing = _bob.SealAsync("Carol", "psst", NewId(), _told.Add, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(10));

        (await sealing).Delivery.Should().Be(PrivateDelivery.NoAnswer);
    }

    [Fact]
    public async Task WhoWaitsForAKeyLearnsThatTheConnectionEnded()
    {
        _server = _ => null;
        var sealing = _bob.SealAsync("Carol", "psst", NewId(), _told.Add, CancellationToken.None);

        _asks.Abandon();

        await sealing.Invoking(task => task).Should().ThrowAsync<IOException>();
        await _bob.Invoking(bob => bob.SealAsync("Carol", "psst", NewId(), _told.Add, CancellationToken.None)).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task BothSeeTheSameSafetyWordsUnlessSomebodyIsInBetween()
    {
        var bob = await _bob.VerifyAsync("carol", _told.Add, CancellationToken.None);
        bob.User.Should().Be("Carol");
        bob.Words.Should().Be(SafetyWords.Between(_carolsKey.Identity, _bobsKey.Identity));

        using var mallory = UserKey.Create();
        _server = _ => KeyOf("Carol", mallory);
        (await _bob.VerifyAsync("Carol", _told.Add, CancellationToken.None)).Words.Should().NotBe(bob.Words);
        _told.Should().ContainSingle().Which.Should().BeOfType<UserKeyChanged>();
    }

    [Fact]
    public void TheIdsThatAreRememberedAreBounded()
    {
        var seen = new SeenIds(capacity: 2);
        seen.Add([1]).Should().BeTrue();
        seen.Add([2]).Should().BeTrue();
        seen.Add([1]).Should().BeFalse();
        seen.Add([3]).Should().BeTrue();

        seen.Add([3]).Should().BeFalse();
        seen.Add([2]).Should().BeFalse();
        seen.Add([1]).Should().BeTrue();
    }

    [Fact]
    public void AShareIsToldAndItsKeyIsKept()
    {
        var message = SealShare(Share.ToJson());

        _carol.Open(message).Should().Equal(new Received(new PrivateMessage("14:22", "Bob", "trip, sealed.")
        {
            IsSealed = true,
            Share = new ShareFacts(18, "trip", 2, 200, 100, Share.Root),
        }));
        _shares.Find(Server, 18, Share.Root)!.From.Should().Be("Bob");
    }

    [Fact]
    public async Task ATextIsNeverTakenForAShare()
    {
        var typed = await SealAsync(Share.ToJson());
        _carol.Open(typed).Should().ContainSingle().Which.Should().BeOfType<Received>().Which.Message.Should().BeOfType<PrivateMessage>().Which.Share.Should().BeNull();

        var moved = (await SealAsync(Share.ToJson())) with { Share = typed.Ciphertext };
        _carol.Open(moved).Should().Equal(new NotOpened("14:22", "Bob"));
        var own = await SealAsync(Share.ToJson());
        _carol.Open(own with { Share = own.Ciphertext }).Should().Equal(new NotOpened("14:22", "Bob"));
        _shares.Find(Server, 18, Share.Root).Should().BeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"share":18,"key":"AAAA","title":"trip","count":2,"size":200,"manifest_size":100,"root":"AAAA"}""")]
    public void AShareThatMakesNoSenseIsSaidNotToOpen(string json) => _carol.Open(SealShare(json)).Should().Equal(new NotOpened("14:22", "Bob"));

    [Fact]
    public void AShareThatWasChangedOnTheWayIsSaidNotToOpen()
    {
        var message = SealShare(Share.ToJson());
        foreach (var changed in new[] { "AAAA", "", "no base64url!", new string('A', 10_000), SealShare(Share.ToJson()).Share })
        {
            _carol.Open(message with { Share = changed }).Should().Equal(new NotOpened("14:22", "Bob"));
        }
    }

    [Fact]
    public void AMessageThatIsLeftToAnotherLoginGivesOnlyTheKeyOfItsShare()
    {
        var message = SealShare(Share.ToJson());

        _carol.Glance(message);

        _shares.Find(Server, 18, Share.Root).Should().NotBeNull();
        _carol.Open(message).Should().ContainSingle("it is still to be shown").Which.Should().BeOfType<Received>();
    }

    [Fact]
    public void AShareFromAnotherKeyThanBeforeWaitsUntilTheUserIsWarned()
    {
        _carol.Open(SealShare(Share.ToJson()));
        using var mallory = UserKey.Create();
        var poser = new PrivateTalk(mallory, Server, new KnownUsers(new FakeConfigFile(), _time), _asks, new SeenIds());
        var message = As(Delivered(poser.Seal("Carol", _carolsKey.Identity, "trip", (Share with { Share = 19 }).ToJson(), NewId())), mallory);

        _carol.Glance(message);

        _shares.Find(Server, 19, Share.Root).Should().BeNull();
        _carol.Open(message)[0].Should().BeOfType<UserKeyChanged>();
        _shares.Find(Server, 19, Share.Root).Should().NotBeNull();
    }

    private static readonly SealedShare Share = new(18, Text(new byte[32]), "trip", 2, 200, 100, Text(new byte[32]));

    private SealedPrivateMessage SealShare(string json) => Delivered(_bob.Seal("Carol", _carolsKey.Identity, "trip, sealed.", json, NewId()));

    private static string NewId() => Text(System.Security.Cryptography.RandomNumberGenerator.GetBytes(PrivateSeal.MessageIdLength));

    private async Task<SealedPrivateMessage> SealAsync(string text)
    {
        var (delivery, message) = await _bob.SealAsync("Carol", text, NewId(), _told.Add, CancellationToken.None);
        delivery.Should().Be(PrivateDelivery.Sealed);
        return Delivered(message!);
    }

    private async Task<PrivateDelivery> TrySealAsync()
    {
        var (delivery, message) = await _bob.SealAsync("Carol", "psst", NewId(), _told.Add, CancellationToken.None);
        message.Should().BeNull();
        return delivery;
    }

    private SealedPrivateMessage Delivered(SealedWhisper message) => As(
        new SealedPrivateMessage("14:22", "Bob", "", "", "", message.Id, message.Encapsulation, message.Ciphertext) { Share = message.Share }, _bobsKey);

    private static SealedPrivateMessage As(SealedPrivateMessage message, UserKey sender) => message with
    {
        Key = Text(sender.Identity.SigningKey),
        AgreementKey = Text(sender.Identity.AgreementKey),
        AgreementSignature = Text(sender.Identity.AgreementSignature),
    };

    private static KeyAnswer KeyOf(string user, UserKey key) => new("14:22", user, IsOnline: true)
    {
        Key = Text(key.Identity.SigningKey),
        AgreementKey = Text(key.Identity.AgreementKey),
        AgreementSignature = Text(key.Identity.AgreementSignature),
    };

    private static string Text(ReadOnlyMemory<byte> bytes) => Base64Url.EncodeToString(bytes.Span);

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private Task AnswerAsync(AskKey ask, CancellationToken cancellationToken)
    {
        if (_server(ask) is { } answer)
        {
            _asks.Answered(answer);
        }

        return Task.CompletedTask;
    }
}
