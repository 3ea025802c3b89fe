using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;

namespace LanTalk.Protocol.Tests.Messages;

/// <summary>The wire, byte by byte: other programs rely on it.</summary>
public sealed class MessageJsonTests
{
    public static TheoryData<ServerMessage, string> ServerMessages => new()
    {
        { new AuthRequest("14:22", true), """{"type":"auth_request","ts":"14:22","needs_password":true}""" },
        { new AuthOk("14:22", "Bob", "Alice"), """{"type":"auth_ok","ts":"14:22","username":"Bob","server_name":"Alice"}""" },
        {
            new AuthOk("14:22", "Bob", "Alice", "10/5s", 4096, "5m"),
            """{"type":"auth_ok","ts":"14:22","username":"Bob","server_name":"Alice","rate_limit":"10/5s","max_text":4096,"idle_timeout":"5m"}"""
        },
        { new AuthFail("14:22", "No.", "password"), """{"type":"auth_fail","ts":"14:22","reason":"No.","code":"password"}""" },
        { new RoomMessage("14:22", "Bob", "Hello!"), """{"type":"message","ts":"14:22","user":"Bob","text":"Hello!"}""" },
        { new RoomMessage("14:22", "Bob", "waves", true), """{"type":"message","ts":"14:22","user":"Bob","text":"waves","action":true}""" },
        {
            new RoomMessage("14:22", "Bob", "Hello!") { Id = 7, At = 1789300000000, Room = "ops", Nonce = "q83v" },
            """{"type":"message","ts":"14:22","user":"Bob","text":"Hello!","id":7,"at":1789300000000,"room":"ops","nonce":"q83v"}"""
        },
        {
            new RoomState("14:22", "ops", "tLq7Yw", 70, 120, "On call"),
            """{"type":"room","ts":"14:22","room":"ops","epoch":"tLq7Yw","since":70,"id":120,"topic":"On call"}"""
        },
        { new Acknowledgement("14:22", "q83v") { Waits = true }, """{"type":"ack","ts":"14:22","nonce":"q83v","waits":true}""" },
        { new PrivateMessage("14:22", "Alice", "hey"), """{"type":"pm","ts":"14:22","from_user":"Alice","text":"hey"}""" },
        { new SystemMessage("14:22", "Hi"), """{"type":"system","ts":"14:22","text":"Hi"}""" },
        {
            new SystemMessage("14:22", "A is B", "nick", "A", "B"),
            """{"type":"system","ts":"14:22","text":"A is B","event":"nick","user":"A","name":"B"}"""
        },
        { new Pong("14:22"), """{"type":"pong","ts":"14:22"}""" },
    };

    public static TheoryData<ClientMessage, string> ClientMessages => new()
    {
        { new Login("Bob", "secret"), """{"username":"Bob","password":"secret"}""" },
        { new Login("Bob", null), """{"username":"Bob"}""" },
        { new Say("Hello!"), """{"type":"message","text":"Hello!"}""" },
        { new Say("Hello!") { Room = "ops", Nonce = "q83v" }, """{"type":"message","text":"Hello!","room":"ops","nonce":"q83v"}""" },
        { new JoinRoom("ops", "tLq7Yw", 70), """{"type":"join","room":"ops","epoch":"tLq7Yw","since":70}""" },
        { new LeaveRoom("ops"), """{"type":"leave","room":"ops"}""" },
        { new Got("AAAA"), """{"type":"got","id":"AAAA"}""" },
        { new Whisper("Bob", "psst"), """{"type":"pm","to":"Bob","text":"psst"}""" },
        { new ListUsers(), """{"type":"users"}""" },
        { new AskMembers("ops"), """{"type":"members","room":"ops"}""" },
        { new AskHistory("ops", Before: 71), """{"type":"history","room":"ops","before":71}""" },
        { new AskSearch("x", "ops"), """{"type":"search","query":"x","room":"ops"}""" },
        { new AskOverview(), """{"type":"overview"}""" },
        { new Ping(), """{"type":"ping"}""" },
        { new Quit(), """{"type":"quit"}""" },
    };

    [Theory]
    [MemberData(nameof(ServerMessages))]
    public void AServersMessageIsOneLine(ServerMessage message, string line)
    {
        Encoding.UTF8.GetString(MessageJson.ToFrame(message)).Should().Be(line + "\n");
        MessageJson.ReadServerMessage(Sequence(line)).Should().Be(message);
    }

    [Theory]
    [MemberData(nameof(ClientMessages))]
    public void AClientsMessageIsOneLine(ClientMessage message, string line)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageJson.WriteFrame(output, message);

        Encoding.UTF8.GetString(output.WrittenSpan).Should().Be(line + "\n");
        ClientMessageReader.Read(Sequence(line)).Should().Be(message);
    }

    [Fact]
    public void OnlyWhatMustBeIsEscaped()
    {
        var frame = MessageJson.ToFrame(new RoomMessage("14:22", "Bob", "é <b>&\"\\\n日本"));

        Encoding.UTF8.GetString(frame).Should().Contain("""é <b>&\"\\\n日本""");
    }

    [Fact]
    public void EverythingComesBackAsItWas()
    {
        var message = new RoomMessage("14:22", "Bob", "👨‍👩‍👧 \u2028\u202e\0\e \ud83d\udc4b");

        MessageJson.ReadServerMessage(new ReadOnlySequence<byte>(MessageJson.ToFrame(message))).Should().Be(message);
    }

    [Fact]
    public void TheOrderOfFieldsDoesNotMatter()
    {
        MessageJson.ReadServerMessage(Sequence("""{"ts":"14:22","text":"hey","from_user":"Alice","type":"pm","new":[1]}"""))
            .Should().Be(new PrivateMessage("14:22", "Alice", "hey"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"new_in_version_9","ts":"14:22"}""")]
    [InlineData("""{"type":"message","ts":"14:22","user":"Bob"}""")]
    [InlineData("""{"type":"message","ts":"14:22","user":null,"text":"x"}""")]
    [InlineData("""{"type":"message","ts":"14:22","user":5,"text":"x"}""")]
    [InlineData("""{"type":"message","ts":"14:22","user":"Bob","text":"x","id":"7","at":1}""")]
    [InlineData("""{"type":"message","ts":"14:22","user":"Bob","text":"x","id":7,"at":1e400}""")]
    [InlineData("""{"type":"message","ts":"14:22","user":"Bob","text":"x","id":7,"at":1,"room":5}""")]
    public void WhatIsNoMessageIsNull(string frame)
    {
        MessageJson.ReadServerMessage(Sequence(frame)).Should().BeNull();
    }

    private static ReadOnlySequence<byte> Sequence(string text) => new(Encoding.UTF8.GetBytes(text));
}
