using LanTalk.Cli.Chatting;
using LanTalk.Cli.Settings;
using LanTalk.Client.Addresses;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;
using LanTalk.Terminal.Styling;
using LanTalk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class ChatFilesTests : IDisposable
{
    private readonly FakePrompt _prompt = new();
    private readonly FakeSession _session = new();
    private readonly TemporaryDirectory _directory = new();
    private readonly Transfers _transfers;
    private readonly ChatFiles _files;

    public ChatFilesTests()
    {
        var time = new FakeTimeProvider();
        var screen = new ChatScreen(new SessionSource(_session, new Roster()), _prompt, new ScreenText(isEncrypted: true, Style.ForName),
            new Roster(), new ClientSettings(new Dictionary<string, string>()), time);
        _transfers = new Transfers(screen.ShowStatus, time);
        _files = new ChatFiles(_session, screen, _transfers, FileMemory.In(_directory.Path, time), _directory.Path, time, CancellationToken.None);
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", "lobby", "takes one or more paths")]
    [InlineData("@Carol", "lobby", "takes one or more paths")]
    [InlineData("", "@Carol", "takes one or more paths")]
    [InlineData("a.txt @Carol b.txt", "lobby", "@Carol has to stand at the end")]
    [InlineData("@Carol a.txt", "lobby", "@Carol has to stand at the end")]
    [InlineData("a.txt @Carol @Dave", "lobby", "@Carol has to stand at the end")]
    public void WhatCannotBeSentIsSaidAtOnce(string argument, string place, string told)
    {
        _files.Send(argument, place);

        _prompt.Lines.Should().ContainSingle().Which.Should().Contain(told);
        _transfers.Count.Should().Be(0);
    }

    [Fact]
    public async Task AFileThatIsNotThereIsNamed()
    {
        _files.Send("\"no such file\"", "lobby");
        await _files.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        _prompt.Lines.Should().ContainSingle().Which.Should().Contain("no such file: There is no file or directory ");
        _transfers.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("{0} @Carol", "lobby")]
    [InlineData("{0}", "@Carol")]
    [InlineData("{0} @Carol", "@Dave")]
    public async Task FilesForOneUserAreSealedOrNotSent(string argument, string place)
    {
        await File.WriteAllTextAsync(_directory.File("a.txt"), "one");
        (_session.Address, _session.Certificate) = (new ServerAddress("192.168.1.5", 5050), ServerFingerprint.Of("server"u8));

        _files.Send(argument.Replace("{0}", $"\"{_directory.File("a.txt")}\"", StringComparison.Ordinal), place);
        await _files.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        _prompt.Lines.Should().ContainSingle().Which.Should().Be("a.txt: nobody named Carol is here.");
        _session.Said.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("seventeen")]
    [InlineData("17 one two")]
    public void GetTakesANumberAndADirectory(string argument)
    {
        _files.Get(argument, "lobby");

        _prompt.Lines.Should().ContainSingle().Which.Should().StartWith("/get takes the number");
    }

    [Fact]
    public async Task AShareThatIsNotInTheRoomIsNotFound()
    {
        _files.Get("17", "lobby");
        await _files.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        _prompt.Lines.Should().ContainSingle().Which.Should().Be("#17: there is no such share in this room. /files lists them.");
    }

    [Fact]
    public async Task WhereThereAreNoFilesItIsSaid()
    {
        _files.Learn(new Received(new RoomMessage("14:22", "Carol", "x") { Share = new ShareFacts(17, "trip", 2, 200, 100, "root") }));
        _files.Get("#17", "lobby");
        await _files.Completion.WaitAsync(TimeSpan.FromSeconds(30));

        _prompt.Lines.Should().ContainSingle().Which.Should().StartWith("trip: Files need an encrypted connection");
    }

    [Fact]
    public void WhatIsNotUnderWayCannotBeCancelled()
    {
        _files.Cancel("17");

        _prompt.Lines.Should().ContainSingle().Which.Should().Be("Nothing called 17 is being sent or got.");
    }
}
