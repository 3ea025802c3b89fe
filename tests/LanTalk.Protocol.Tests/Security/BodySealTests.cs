using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LanTalk.Protocol.Security;
using LanTalk.Protocol.Text;

namespace LanTalk.Protocol.Tests.Security;

/// <summary>The browser client is held to the same vectors: <c>tests/vectors/sealed-bodies.json</c>.</summary>
public sealed class BodySealTests
{
    private static readonly JsonNode Vectors =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "sealed-bodies.json")))!;

    private static readonly byte[] TicketKey = Base64UrlText.Read(Vectors["key"]!.GetValue<string>(), BodySeal.KeyLength)!;
    private static readonly byte[] Salt = Base64UrlText.Read(Vectors["salt"]!.GetValue<string>(), BodySeal.SaltLength)!;

    public static TheoryData<int> Bodies => [.. Enumerable.Range(0, Vectors["bodies"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void ABodyIsSealedAsEverybodySealsIt(int number)
    {
        var vector = Vectors["bodies"]![number]!;
        var body = Body(vector["length"]!.GetValue<int>());

        var sealedBytes = Seal(body, PlaceOf(vector));

        sealedBytes.Length.Should().Be(vector["sealed_length"]!.GetValue<int>()).And.Be((int)BodySeal.LengthOf(body.Length));
        Base64UrlText.Write(SHA256.HashData(sealedBytes)).Should().Be(vector["sealed_hash"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BodySeal.SegmentLength)]
    [InlineData(BodySeal.SegmentLength + 1)]
    [InlineData((3 * BodySeal.SegmentLength) - 5)]
    public void WhatWasSealedIsOpened(int length)
    {
        var place = new BodyPlace(IsAnswer: true, "GET", "/files/17", 0);
        var body = Body(length);

        Open(BodySeal.SealWhole(TicketKey, place, body), place).Should().Equal(body);
    }

    [Fact]
    public void NoBodyTakesThePlaceOfAnotherOne()
    {
        var place = new BodyPlace(IsAnswer: true, "GET", "/files/17", 0);
        var sealedBytes = BodySeal.SealWhole(TicketKey, place, Body(100));

        Open(sealedBytes, place with { IsAnswer = false }).Should().BeNull();
        Open(sealedBytes, place with { Method = "PATCH" }).Should().BeNull();
        Open(sealedBytes, place with { Path = "/files/1" }).Should().BeNull();
        Open(sealedBytes, place with { Offset = 1 }).Should().BeNull();
    }

    [Fact]
    public void SegmentsCannotChangePlacesOrBeLeftOut()
    {
        var place = new BodyPlace(IsAnswer: false, "PATCH", "/files/17", 0);
        var sealedBytes = BodySeal.SealWhole(TicketKey, place, Body(3 * BodySeal.SegmentLength));
        var head = sealedBytes[..BodySeal.SaltLength];
        var segments = sealedBytes[BodySeal.SaltLength..].Chunk(BodySeal.SealedSegmentLength).ToArray();

        Open([.. head, .. segments[1], .. segments[0], .. segments[2]], place).Should().BeNull();
        Open([.. head, .. segments[0], .. segments[2]], place).Should().BeNull();
        Open([.. head, .. segments[0], .. segments[1]], place).Should().BeNull("the last one is missing");
    }

    private static byte[] Body(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7L % 251))];

    private static BodyPlace PlaceOf(JsonNode vector) => new(
        vector["side"]!.GetValue<string>() == "answer", vector["method"]!.GetValue<string>(), vector["path"]!.GetValue<string>(), vector["offset"]!.GetValue<long>());

    private static byte[] Seal(byte[] body, BodyPlace place)
    {
        using var seal = new BodySeal(TicketKey, Salt, place);
        var sealedBytes = new List<byte>(Salt);
        var segments = body.Length == 0 ? [[]] : body.Chunk(BodySeal.SegmentLength).ToArray();
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = new byte[segments[i].Length + BodySeal.TagLength];
            seal.Seal(segments[i], segment, isLast: i == segments.Length - 1);
            sealedBytes.AddRange(segment);
        }

        return [.. sealedBytes];
    }

    private static byte[]? Open(byte[] sealedBytes, BodyPlace place)
    {
        using var seal = new BodySeal(TicketKey, sealedBytes.AsSpan(0, BodySeal.SaltLength), place);
        var body = new List<byte>();
        var segments = sealedBytes[BodySeal.SaltLength..].Chunk(BodySeal.SealedSegmentLength).ToArray();
        for (var i = 0; i < segments.Length; i++)
        {
            var plaintext = new byte[segments[i].Length - BodySeal.TagLength];
            if (!seal.TryOpen(segments[i], plaintext, isLast: i == segments.Length - 1))
            {
                return null;
            }

            body.AddRange(plaintext);
        }

        return [.. body];
    }
}
