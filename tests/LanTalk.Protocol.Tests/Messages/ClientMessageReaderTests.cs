using System.Buffers;
using System.Text;
using LanTalk.Protocol.Messages;

namespace LanTalk.Protocol.Tests.Messages;

public sealed class ClientMessageReaderTests
{
    public static TheoryData<string, ClientMessage> RightMessages => new()
    {
        { """{"username":"Bob","password":"secret"}""", new Login("Bob", "secret") },
        { """{"username":"Bob"}""", new Login("Bob", null) },
        { """{"username":"Bob","password":null}""", new Login("Bob", null) },
        { """{"type":"message","text":"Hello!"}""", new Say("Hello!") },
        { """ { "text" : "\u00e9\n" , "type" : "message" } """, new Say("é\n") },
        { """{"type":"message","text":"new","unknown":{"deep":[1,{"type":"x"}]},"text":"newer"}""", new Say("newer") },
        { """{"type":"pm","to":"Bob","text":"psst"}""", new Whisper("Bob", "psst") },
        { """{"type":"sealed_pm","to":"Bob","id":"i","enc":"e","sealed":"s"}""", new SealedWhisper("Bob", "i", "e", "s") },
        { """{"type":"message","text":"a\tb","nonce":"!","room":"ops"}""", new Say("a\tb") { Nonce = "!", Room = "ops" } },
        { """{"type":"join","room":"ops"}""", new JoinRoom("ops") },
        { """{"type":"join","room":"ops","epoch":"e","since":null}""", new JoinRoom("ops", "e") },
        { """{"username":"Bob","epoch":"e","since":12}""", new Login("Bob", null) { Epoch = "e", Since = 12 } },
        { """{"type":"key","user":"Bob"}""", new AskKey("Bob") },
        { """{"type":"auth_proof","proof":"p"}""", new AuthProof("p") },
        {
            """{"username":"Bob","key":"k","agreement_key":"ak","agreement_signature":"as","signature":"s","a":"a"}""",
            new Login("Bob", null) { Key = "k", AgreementKey = "ak", AgreementSignature = "as", Signature = "s", A = "a" }
        },
        { """{"type":"users"}""", new ListUsers() },
        { """{"type":"overview"}""", new AskOverview() },
        { """{"type":"members"}""", new AskMembers() },
        { """{"type":"history"}""", new AskHistory() },
        { """{"type":"history","room":"ops","before":71,"limit":100}""", new AskHistory("ops", Before: 71, Limit: 100) },
        { """{"type":"history","after":7}""", new AskHistory(After: 7) },
        { """{"type":"search","query":"from:bob x"}""", new AskSearch("from:bob x") },
        { """{"type":"search","room":"ops","query":"x"}""", new AskSearch("x", "ops") },
        { """{"type":"members","room":"ops"}""", new AskMembers("ops") },
        { """{"type":"ping"}""", new Ping() },
        { """{"type":"quit"}""", new Quit() },
    };

    [Theory]
    [MemberData(nameof(RightMessages))]
    public void AMessageIsRead(string frame, ClientMessage message)
    {
        Read(frame).Should().Be(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"message\"")]
    [InlineData("{}")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","text":null}""")]
    [InlineData("""{"type":"message","text":5}""")]
    [InlineData("""{"type":"message","text":{"a":1}}""")]
    [InlineData("""{"type":["message"],"text":"x"}""")]
    [InlineData("""{"type":"Message","text":"x"}""")]
    [InlineData("""{"type":"pm","text":"x"}""")]
    [InlineData("""{"type":"pm","to":"x"}""")]
    [InlineData("""{"type":"sealed_pm","to":"Bob","id":"i","enc":"e"}""")]
    [InlineData("""{"type":"key"}""")]
    [InlineData("""{"type":"join"}""")]
    [InlineData("""{"type":"join","room":"ops","since":"12"}""")]
    [InlineData("""{"type":"join","room":"ops","since":1e99}""")]
    [InlineData("""{"type":"auth_proof"}""")]
    [InlineData("""{"type":"message","text":"x"} trailing""")]
    [InlineData("""{"type":"message","text":"x"}{}""")]
    [InlineData("""{"type":"message","text":"x",}""")]
    [InlineData("""{"type":"message","text":"x" """)]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("""{"type":"message","x":[[[[[[[[[[]]]]]]]]]],"text":"x"}""")]
    [InlineData("""{"type":"message","username":"Bob"}""")]
    public void WhatIsNoMessageIsNull(string frame)
    {
        Read(frame).Should().BeNull();
    }

    private static ClientMessage? Read(string frame) => ClientMessageReader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(frame)));
}
