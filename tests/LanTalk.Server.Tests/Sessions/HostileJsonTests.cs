using System.Buffers;
using System.Text;
using CsCheck;
using LanTalk.Protocol.Messages;

namespace LanTalk.Server.Tests.Sessions;

/// <summary>
/// Lines that are JSON or nearly so, but such as no serializer writes: halves of surrogate pairs, depth, huge numbers, duplicate fields.
/// </summary>
public sealed class HostileJsonTests
{
    private const int Lines = 20_000;
    private const int LinesPerRun = 500;

    private static readonly string[] Names =
    [
        "type", "text", "to", "username", "password", "user", "id", "room", "nonce", "epoch", "since", "key", "signature", "a", "proof",
        @"\ud800", @"t\udc00ype", @"\u0074ype", @"text\udbff", @"\ud83d\ude00", "",
    ];

    private static readonly string[] Values =
    [
        "\"message\"", "\"pm\"", "\"join\"", "\"sealed_pm\"", "\"ping\"", "\"Bob\"", "\"Hello!\"", "\"lobby\"", "\"\"", "null", "true", "1",
        @"""\ud800""", @"""Hello \udfff there""", @"""\ud83d\ud83d""", @"""\u0000""", "\"\ufeff\"", "1e400", "-0", "9223372036854775808", "-1.5e-9",
        new string('9', 400), "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", """{"type":{"type":"message"}}""", "[", "}", "\"", "tru",
    ];

    private static readonly Gen<string> Line = Gen.Select(Gen.Int[0, Names.Length - 1],
        Gen.Int[0, Values.Length - 1], (name, value) => $"\"{Names[name]}\":{Values[value]}")
        .Array[0, 6].Select(fields => $"{{{string.Join(',', fields)}}}");

    [Fact]
    public void NoReaderThrows()
    {
        Line.Sample(
            line =>
            {
                var bytes = Encoding.UTF8.GetBytes(line);
                _ = ClientMessageReader.TryReadPlainSay(bytes, out _);
                _ = ClientMessageReader.Read(new ReadOnlySequence<byte>(bytes));
                _ = MessageJson.ReadServerMessage(new ReadOnlySequence<byte>(bytes));
            },
            iter: Lines, threads: 1);
    }

    [Theory]
    [InlineData("""{"type":"message","\ud800":"x","text":"a"}""")]
    [InlineData("""{"\udc00":1,"type":"message","text":"a"}""")]
    [InlineData("""{"type":"message","text":"half \ud83d of a pair"}""")]
    public async Task HalfOfASurrogatePairIsDroppedWithoutAnAnswer(string line)
    {
        await using var server = TestServer.Start();
        using var bob = await server.JoinAsync("Bob");
        await bob.DrainAsync();

        await bob.SendAsync(line);

        (await bob.DrainAsync()).Should().BeEmpty();
        server.Log.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task NoLineOfASessionIsAFaultOfTheServer()
    {
        await using var server = TestServer.Start(options => options with { RateLimit = null });
        using var witness = await server.JoinAsync("Witness");
        for (var run = 0; run < Lines / LinesPerRun; run++)
        {
            using var client = await server.JoinAsync($"Fuzz{run}");
            var reading = client.ReadToEndAsync();
            foreach (var line in Line.Array[LinesPerRun].Generate(new PCG((uint)run), null, out _))
            {
                await client.SendAsync(line);
            }

            await client.CompleteAsync();
            await reading;
            await witness.DrainAsync();
        }

        server.Log.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoLoginIsAFaultOfTheServer(bool isTls)
    {
        await using var server = TestServer.Start(options => options with { Password = "secret", AuthAttempts = 0 });
        for (var run = 0u; run < 500; run++)
        {
            using var client = isTls ? server.ConnectTls() : server.Connect();
            await client.ReadAsync("auth_request");
            await client.SendAsync(Line.Where(line => !line.Contains("password", StringComparison.Ordinal)).Generate(new PCG(run), null, out _));
            await client.CompleteAsync();
            await client.ReadToEndAsync();
        }

        server.Log.Errors.Should().BeEmpty();
    }
}
