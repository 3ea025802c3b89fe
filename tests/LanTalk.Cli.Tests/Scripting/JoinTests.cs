using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LanTalk.Cli.Exits;
using LanTalk.Cli.Joining;
using LanTalk.Client.Addresses;
using LanTalk.Client.Chatting;
using LanTalk.Client.Connecting;
using LanTalk.Client.Trust;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Scripting;

public sealed class JoinTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lantalk-test-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task AServerThatNeverFinishesTheLoginIsGivenUp()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = ServerAddress.Of((IPEndPoint)listener.LocalEndpoint);
        var join = new Join(
            () => new ChatClient(_time), address, TrustIn(address), "Bob", "bob", password: null,
                timeout: TimeSpan.FromDays(1), giveUp: TimeSpan.FromSeconds(5), _time);

        var joining = join.LogInPlaintextAsync(mayAsk: false, CancellationToken.None);
        using var silent = await listener.AcceptTcpClientAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        await joining.Awaiting(task => task).Should().ThrowAsync<ConnectException>().WithMessage("*did not let you in within 5s*");
    }

    [Fact]
    public async Task AWrongPasswordIsAskedForAgain()
    {
        using var server = new OldServer(login => login.TryGetProperty("password", out var password) && password.GetString() == "right"
            ? """{"type":"auth_ok","ts":"14:22","username":"Bob","server_name":"Alice"}"""
            : """{"type":"auth_fail","ts":"14:22","reason":"Wrong password.","code":"password"}""");
        var (typed, told) = (new Queue<string>(["wrong", "worse", "right"]), new List<string>());

        await using var client = (await JoinTo(server, "Bob", typed, told).LogInPlaintextAsync(mayAsk: true, CancellationToken.None)).Client;

        client.Welcome!.UserName.Should().Be("Bob");
        typed.Should().BeEmpty();
        told.Should().Equal("Wrong password. Try again.", "Wrong password. Try again.");
    }

    [Fact]
    public async Task AfterThreeWrongPasswordsTheToolGivesUp()
    {
        using var server = new OldServer(_ => """{"type":"auth_fail","ts":"14:22","reason":"Wrong password.","code":"password"}""");
        var (typed, told) = (new Queue<string>(["one", "two", "three", "four"]), new List<string>());

        await FluentActions.Awaiting(() => JoinTo(server, "Bob", typed, told).LogInPlaintextAsync(mayAsk: true, CancellationToken.None))
            .Should().ThrowAsync<ToolException>();

        typed.Should().Equal("four");
    }

    [Fact]
    public async Task AScriptIsNotAsked()
    {
        using var server = new OldServer(_ => """{"type":"auth_fail","ts":"14:22","reason":"Wrong password.","code":"password"}""");

        await FluentActions.Awaiting(() => JoinTo(server, "Bob", new Queue<string>(), []).LogInPlaintextAsync(mayAsk: false, CancellationToken.None))
            .Should().ThrowAsync<ToolException>().WithMessage("*asks for a password*");
    }

    [Fact]
    public async Task WhoseUsualNameIsTakenGetsOneWithANumberAndIsToldWhyAndWhatToDo()
    {
        using var server = new OldServer(AnswerUnlessTaken("bob", "bob-2"));

        var joined = await JoinTo(server, null, "bob").LogInPlaintextAsync(mayAsk: true, CancellationToken.None);

        await using var client = joined.Client;
        client.Welcome!.UserName.Should().Be("bob-3");
        joined.NameNote.Should().Be(
            "the name bob is taken here: somebody has it, or you are there from another terminal. You are bob-3. "
            + "Another name: /nick NAME for now, or  lantalk config set name NAME  for good.");
    }

    [Theory]
    [InlineData(null, "bob")]
    [InlineData("bob", "carol")]
    public async Task WhoGetsTheNameThatWasWantedIsToldNothing(string? name, string usualName)
    {
        using var server = new OldServer(AnswerUnlessTaken());

        var joined = await JoinTo(server, name, usualName).LogInPlaintextAsync(mayAsk: false, CancellationToken.None);

        await using var client = joined.Client;
        joined.NameNote.Should().BeNull();
    }

    [Fact]
    public async Task ANameThatWasAskedForIsNotNumbered()
    {
        using var server = new OldServer(AnswerUnlessTaken("bob"));

        await FluentActions.Awaiting(() => JoinTo(server, "bob", "bob").LogInPlaintextAsync(mayAsk: false, CancellationToken.None))
            .Should().ThrowAsync<ToolException>().WithMessage("*is taken*Choose a name with --name NAME.");
    }

    private static Func<JsonElement, string> AnswerUnlessTaken(params string[] taken) => login =>
    {
        var name = login.GetProperty("username").GetString()!;
        return taken.Contains(name)
            ? $$"""{"type":"auth_fail","ts":"14:22","reason":"The name {{name}} is taken.","code":"name_taken"}"""
            : $$"""{"type":"auth_ok","ts":"14:22","username":"{{name}}","server_name":"Alice"}""";
    };

    private Join JoinTo(OldServer server, string? name, string usualName) => JoinTo(server, name, usualName, "secret", new Queue<string>(), []);

    private Join JoinTo(OldServer server, string name, Queue<string> typed, List<string> told) => JoinTo(server, name, name, password: null, typed, told);

    private Join JoinTo(OldServer server, string? name, string usualName, string? password, Queue<string> typed, List<string> told) => new(
        () => new ChatClient(TimeProvider.System), server.Address, TrustIn(server.Address), name,
            usualName, password, TimeSpan.FromSeconds(30), giveUp: null, TimeProvider.System)
    {
        AskPassword = typed.Dequeue,
        Tell = told.Add,
    };

    private ServerTrust TrustIn(ServerAddress address) =>
        new(KnownServers.In(_directory.FullName, _time), new JoinTarget(address, null), demanded: null, forget: false);

    /// <summary>A server of version 2 that answers each login as a test wants.</summary>
    private sealed class OldServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Func<JsonElement, string> _answer;

        public OldServer(Func<JsonElement, string> answer)
        {
            _answer = answer;
            _listener.Start();
            Address = ServerAddress.Of((IPEndPoint)_listener.LocalEndpoint);
            _ = ServeAsync();
        }

        public ServerAddress Address { get; }

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var stream = client.GetStream();
                    await stream.WriteAsync(Encoding.UTF8.GetBytes("""{"type":"auth_request","ts":"14:22","needs_password":true}""" + "\n"));
                    using var reader = new StreamReader(stream, leaveOpen: true);
                    if (await reader.ReadLineAsync() is { } login) // a client that has no password to give goes away
                    {
                        await stream.WriteAsync(Encoding.UTF8.GetBytes(_answer(JsonSerializer.Deserialize<JsonElement>(login)) + "\n"));
                    }
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                // The test is over.
            }
        }
    }
}
