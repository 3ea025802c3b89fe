using System.Buffers;
using CsCheck;
using LanTalk.Server.WebSockets;

namespace LanTalk.Server.Tests.WebSockets;

public sealed class MessageReaderTests : IDisposable
{
    private static readonly byte[] Hello = [1, 2, 3, 4, 5];

    private readonly MessageReader _reader = new() { MaxMessage = 65_535 };

    public static TheoryData<byte[], int> WrongFrames => new()
    {
        { ClientFrame.Write(ClientFrame.Binary, Hello, isMasked: false), 1002 },
        { ClientFrame.Write(ClientFrame.Binary, Hello, reserved: 4), 1002 },
        { ClientFrame.Write(ClientFrame.Binary, Hello, reserved: 1), 1002 },
        { ClientFrame.Write(3, Hello), 1002 },
        { ClientFrame.Write(11, Hello), 1002 },
        { ClientFrame.Write(ClientFrame.Text, Hello), 1003 },
        { ClientFrame.Write(ClientFrame.Binary, new byte[65_536]), 1009 },
        { ClientFrame.Write(ClientFrame.Ping, new byte[126]), 1002 },
        { ClientFrame.Write(ClientFrame.Ping, Hello, isFinal: false), 1002 },
        { ClientFrame.Write(ClientFrame.Close, [3]), 1002 },
        { ClientFrame.Write(0, Hello), 1002 },
        { [.. ClientFrame.Write(ClientFrame.Binary, Hello, isFinal: false), .. ClientFrame.Write(ClientFrame.Binary, Hello)], 1002 },
        { [.. ClientFrame.Write(ClientFrame.Binary, new byte[40_000], isFinal: false), .. ClientFrame.Write(0, new byte[40_000])], 1009 },
        { [0x82, 0xfe, 0, 5, 1, 1, 1, 1, 0, 0, 0, 0, 0], 1002 },
        { [0x82, 0xff, 0, 0, 0, 0, 0, 0, 0, 5, 1, 1, 1, 1], 1009 },
    };

    /// <summary>Right frames with one byte changed.</summary>
    private static Gen<byte[]> Changed =>
        Gen.Select(Gen.Byte.Array[0, 40].Array[1, 4], Gen.Int[0, 3], Gen.Int[0, 100], Gen.Byte, (messages, parts, at, change) =>
    {
        var bytes = messages.SelectMany(message => InParts(message, parts)).ToArray();
        bytes[at % bytes.Length] ^= change;
        return bytes;
    });

    public void Dispose() => _reader.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    public void AMessageIsReadWithoutItsMask(int length)
    {
        var payload = new byte[length];
        Random.Shared.NextBytes(payload);

        Read(ClientFrame.Write(ClientFrame.Binary, payload)).Should().ContainSingle().Which.Should().Equal(payload);
    }

    [Fact]
    public void FragmentsArePutTogetherAroundWhatComesBetweenThem()
    {
        var buffer = new ReadOnlySequence<byte>([
            .. ClientFrame.Write(ClientFrame.Binary, [1, 2, 3], isFinal: false),
            .. ClientFrame.Write(ClientFrame.Ping, [9]),
            .. ClientFrame.Write(0, [], isFinal: false),
            .. ClientFrame.Write(ClientFrame.Pong, [8]),
            .. ClientFrame.Write(0, [4, 5], mask: 77),
            .. ClientFrame.Write(ClientFrame.Close, []),
        ]);

        _reader.Read(ref buffer).Should().Be(Received.Ping);
        _reader.Payload.ToArray().Should().Equal(9);
        _reader.Read(ref buffer).Should().Be(Received.Message);
        _reader.Payload.ToArray().Should().Equal(Hello);
        _reader.Read(ref buffer).Should().Be(Received.Close);
        buffer.IsEmpty.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(WrongFrames))]
    public void ABrokenRuleIsNamedByItsCode(byte[] frames, int code)
    {
        FluentActions.Invoking(() => Read(frames)).Should().Throw<WebSocketFault>().Which.Code.Should().Be((CloseCode)code);
    }

    [Fact]
    public void ALengthThatIsTooGreatIsRefusedBeforeItsBytesCome()
    {
        _reader.MaxMessage = 48;

        FluentActions.Invoking(() => Read(ClientFrame.Write(ClientFrame.Binary, new byte[49])[..8])).Should().Throw<WebSocketFault>();
    }

    [Fact]
    public void HoweverTheBytesAreCutTheMessagesAreTheSame() =>
        Gen.Select(Gen.Byte.Array[0, 300].Array[1, 6], Gen.Int[0, 3].Array[1, 6], Gen.Int[1, 400].Array[1, 40]).Sample((messages, parts, cuts) =>
        {
            using var reader = new MessageReader { MaxMessage = 65_535 };
            var bytes = messages.SelectMany((message, i) => InParts(message, parts[i % parts.Length])).ToArray();
            var (read, rest) = (new List<byte[]>(), Array.Empty<byte>());
            for (var (at, i) = (0, 0); at < bytes.Length; i++)
            {
                var length = Math.Min(cuts[i % cuts.Length], bytes.Length - at);
                var buffer = new ReadOnlySequence<byte>([.. rest, .. bytes[at..(at + length)]]);
                while (reader.Read(ref buffer) == Received.Message)
                {
                    read.Add(reader.Payload.ToArray());
                }

                rest = buffer.ToArray();
                at += length;
            }

            return rest.Length == 0 && read.Count == messages.Length && read.Zip(messages).All(pair => pair.First.SequenceEqual(pair.Second));
        });

    [Fact]
    public void NoBytesMakeItFailInAnyOtherWay() =>
        Gen.Frequency((1, Gen.Byte.Array[0, 200]), (4, Changed)).Sample(bytes =>
        {
            using var reader = new MessageReader { MaxMessage = 100 };
            var buffer = new ReadOnlySequence<byte>(bytes);
            try
            {
                while (reader.Read(ref buffer) is not (Received.Nothing or Received.Close))
                {
                    reader.Payload.Length.Should().BeLessThanOrEqualTo(125);
                }
            }
            catch (WebSocketFault)
            {
                // As it should.
            }
        });

    private static byte[] InParts(byte[] message, int more)
    {
        var bytes = new List<byte>();
        for (var i = 0; i <= more; i++)
        {
            var part = message[(message.Length * i / (more + 1))..(message.Length * (i + 1) / (more + 1))];
            bytes.AddRange(ClientFrame.Write(i == 0 ? ClientFrame.Binary : 0, part, isFinal: i == more, mask: (uint)(i + 1) * 0x01020304));
        }

        return [.. bytes];
    }

    private List<byte[]> Read(byte[] bytes)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        var messages = new List<byte[]>();
        while (_reader.Read(ref buffer) == Received.Message)
        {
            messages.Add(_reader.Payload.ToArray());
        }

        return messages;
    }
}
