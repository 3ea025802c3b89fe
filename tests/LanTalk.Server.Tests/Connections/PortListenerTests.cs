using System.Net.Sockets;
using LanTalk.Server.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Server.Tests.Connections;

public sealed class PortListenerTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();
    private readonly LoggerFactory _loggers;
    private readonly AcceptShortage _shortage;
    private readonly CancellationTokenSource _unbound = new();
    private SocketException? _failure;
    private int _tries;

    public PortListenerTests()
    {
        _loggers = new LoggerFactory([_log]);
        _shortage = new AcceptShortage(_time, _loggers.CreateLogger<AcceptShortage>());

        // Continuations of the clock's timers run at once, on the test's thread.
        SynchronizationContext.SetSynchronizationContext(null);
    }

    [Fact]
    public async Task OutOfDescriptorsItTriesAgainAfterAPauseAndSaysWhenThatBeginsAndWhenItIsOver()
    {
        _failure = new SocketException((int)SocketError.TooManyOpenSockets);
        var accepting = AcceptAsync();
        _tries.Should().Be(1);

        for (var tries = 2; tries <= 20; tries++)
        {
            _time.Advance(Pause - TimeSpan.FromMilliseconds(1));
            _tries.Should().Be(tries - 1);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            _tries.Should().Be(tries);
        }

        _log.Lines.Should().ContainSingle().Which.Should().Contain("descriptors").And.Contain("ulimit -n");
        _failure = null;
        _time.Advance(Pause);
        (await accepting).Should().NotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));

        _log.Lines.Should().HaveCount(2);
        _log.Lines[1].Should().Be("New connections are taken again");
    }

    [Fact]
    public async Task WhileEachConnectionThatEndsMakesRoomForOneMoreItIsNotOver()
    {
        for (var i = 0; i < 10; i++)
        {
            _failure = new SocketException((int)SocketError.TooManyOpenSockets);
            var accepting = AcceptAsync();
            _failure = null;
            _time.Advance(Pause);
            (await accepting).Should().NotBeNull();
        }

        _log.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task AConnectionThatIsGoneBeforeItIsAcceptedCostsNoPause()
    {
        _failure = new SocketException((int)SocketError.ConnectionReset);

        var accepting = AcceptAsync(failures: 3);

        (await accepting).Should().NotBeNull();
        _tries.Should().Be(4);
        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task ThePortCanBeClosedInTheMiddleOfAPause()
    {
        _failure = new SocketException((int)SocketError.NoBufferSpaceAvailable);
        var accepting = AcceptAsync();

        await _unbound.CancelAsync();

        (await accepting.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeNull();
    }

    public void Dispose()
    {
        _shortage.Dispose();
        _loggers.Dispose();
        _unbound.Dispose();
    }

    private Task<Socket?> AcceptAsync(int failures = int.MaxValue) => PortListener.AcceptAsync(
        _ => ++_tries <= failures && _failure is { } failure
            ? ValueTask.FromException<Socket>(failure)
            : ValueTask.FromResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)),
        _shortage,
        _time,
        _unbound.Token);
}
