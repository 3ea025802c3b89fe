using System.Buffers;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Messages;

public sealed class PlainSayTests
{
    [Theory]
    [InlineData("""{"type":"message","text":"Hello!"}""", "Hello!")]
    [InlineData("""{"text":"Grüße aus Ωmega 你好 🎉","type":"message"}""", "Grüße aus Ωmega 你好 🎉")]
    [InlineData("""{ "type" : "message" , "text" : "a  b" } """, "a  b")]
    [InlineData("""{"type":"message","text":"Hello!","nonce":"q83v_-","room":"ops"}""", "Hello!")]
    public void ATextThatNeedsNothingDoneIsTakenAsItIs(string frame, string text)
    {
        ClientMessageReader.TryReadPlainSay(Encoding.UTF8.GetBytes(frame), out var plain).Should().BeTrue();
        Encoding.UTF8.GetString(plain.Text).Should().Be(text);
    }

    [Fact]
    public void TheNonceAndTheRoomComeWithIt()
    {
        ClientMessageReader.TryReadPlainSay("""{"type":"message","text":"x","nonce":"q83v_-","room":"Ops"}"""u8, out var plain).Should().BeTrue();
        Encoding.UTF8.GetString(plain.Nonce).Should().Be("q83v_-");
        Encoding.UTF8.GetString(plain.Room).Should().Be("Ops");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"type":"message","text":""}""")]
    [InlineData("""{"type":"message","text":5}""")]
    [InlineData("""{"type":"message","text":"x","more":1}""")]
    [InlineData("""{"type":"message","text":"x"}x""")]
    [InlineData("""{"type":"message","text":"x","nonce":""}""")]
    [InlineData("""{"type":"message","text":"x","nonce":"a b"}""")]
    [InlineData("""{"type":"message","text":"x","nonce":"q83vEjRWeJq83vEjRWeJq83vEjRWeJq83"}""")]
    [InlineData("""{"type":"message","text":"x","room":"\u006fps"}""")]
    [InlineData("""{"type":"pm","text":"x"}""")]
    [InlineData("""{"type":"message","text":"an \"escape\""}""")]
    [InlineData("""{"type":"message","text":"tab\t"}""")]
    [InlineData("{\"type\":\"message\",\"text\":\"\u007f\"}")]
    [InlineData("{\"type\":\"message\",\"text\":\"\u009b\"}")]
    [InlineData("{\"type\":\"message\",\"text\":\"\u202e\"}")]
    public void WhatIsSpecialInAnyWayIsLeftToTheReader(string frame)
    {
        ClientMessageReader.TryReadPlainSay(Encoding.UTF8.GetBytes(frame), out _).Should().BeFalse();
    }

    [Fact]
    public void BytesThatAreNotUtf8AreNotPlain()
    {
        byte[] frame = [.. "{\"type\":\"message\",\"text\":\""u8, 0xff, .. "\"}"u8];

        ClientMessageReader.TryReadPlainSay(frame, out _).Should().BeFalse();
    }

    /// <summary>For any text, the short way and the long way give the same result.</summary>
    [Fact]
    public void WhatIsTakenAsItIsIsWhatTheLongWayWouldShow()
    {
        Gen.Char.Array[1, 40].Select(chars => new string(chars)).Sample(said =>
        {
            var frame = new ArrayBufferWriter<byte>();
            MessageJson.WriteFrame(frame, new Say(said));
            if (!ClientMessageReader.TryReadPlainSay(frame.WrittenSpan[..^1], out var plain))
            {
                return true;
            }

            var shown = new ArrayBufferWriter<byte>();
            MessageJson.WritePlainRoomMessage(shown, "14:22", "Bob", plain.Text);
            return MessageJson.ReadServerMessage(new ReadOnlySequence<byte>(shown.WrittenMemory)) is RoomMessage message
                && message == new RoomMessage("14:22", "Bob", SafeText.Clean(said));
        }, iter: 20_000);
    }
}
