using System.Text;
using CsCheck;
using LanTalk.Protocol.Discovery;

namespace LanTalk.Protocol.Tests.Discovery;

public sealed class DiscoveryMessageTests
{
    private static readonly Announcement Full = new(
        3, "a1b2", "the office", 5050, NeedsPassword: true, Users: 12, Fingerprint: "SHA256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");

    [Fact]
    public void AnAnnouncementReadsBackAsItWasWritten() => DiscoveryMessage.Read(Full.ToDatagram()).Should().Be(Full);

    [Fact]
    public void AQueryReadsBackAsItWasWritten()
    {
        var datagram = new DiscoveryQuery().ToDatagram();

        Encoding.UTF8.GetString(datagram).Should().Be("""{"type":"discover"}""");
        DiscoveryMessage.Read(datagram).Should().Be(new DiscoveryQuery());
    }

    [Fact]
    public void AnAnnouncementOfAVersion2ServerIsRead() =>
        Read("""{"name":"old","port":5050,"type":"lantalk","more":[1]}""").Should().BeOfType<Announcement>()
            .Which.Should().Match<Announcement>(a => a.Name == "old" && a.Port == 5050 && a.Id == null);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"type":"other"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"name":"no type","port":1}""")]
    [InlineData("""{"type":"lantalk","port":5050}""")]
    [InlineData("""{"type":"lantalk","name":null,"port":5050}""")]
    [InlineData("""{"type":"lantalk","name":"","port":5050}""")]
    [InlineData("""{"type":"lantalk","name":"\ud800","port":5050}""")]
    [InlineData("""{"type":"lantalk","name":"\u001b[2J","port":5050}""")]
    [InlineData("""{"type":"lantalk","name":"x","port":0}""")]
    [InlineData("""{"type":"lantalk","name":"x","port":65536}""")]
    [InlineData("""{"type":"lantalk","name":"x","port":99999999999}""")]
    [InlineData("""{"type":"lantalk","name":"x","port":5050,"users":-1}""")]
    [InlineData("""{"type":"lantalk","name":"x","port":5050,"id":"\u001b"}""")]
    [InlineData("""{"type":"lantalk","name":"x","port":5050,"tls":"SHA256:short"}""")]
    public void WhatBreaksARuleIsNoMessage(string datagram) => Read(datagram).Should().BeNull();

    [Fact]
    public void ADatagramLongerThanAllowedIsNoMessage() =>
        Read("""{"type":"discover"}""" + new string(' ', DiscoveryMessage.MaxLength)).Should().BeNull();

    [Fact]
    public void NoBytesMakeTheReaderThrow() =>
        Gen.Byte.Array[0, DiscoveryMessage.MaxLength + 10].Sample(bytes => Reads(bytes));

    [Fact]
    public void NoDamageToADatagramMakesTheReaderThrow() =>
        Gen.Select(Gen.Int[0, Full.ToDatagram().Length - 1], Gen.Byte, Gen.Int[0, Full.ToDatagram().Length]).Array[1, 6].Sample(changes =>
        {
            var datagram = Full.ToDatagram();
            foreach (var (at, value, _) in changes)
            {
                datagram[at] = value;
            }

            return Reads(datagram) && Reads(datagram[..changes[0].Item3]);
        });

    [Fact]
    public void NoMixOfJsonMakesTheReaderThrow()
    {
        string[] tokens =
        [
            "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-0", "5050", "\"lantalk\"", "\"discover\"", "\"\"", " ",
            "\"type\":", "\"name\":", "\"port\":", "\"id\":", "\"users\":", "\"\\ud800\"", "\"$ref\":", "\"$id\":",
        ];
        Gen.Int[0, tokens.Length - 1].Array[0, 24].Sample(picks =>
            Reads(Encoding.UTF8.GetBytes("{\"type\":\"lantalk\"," + string.Concat(picks.Select(i => tokens[i])))));
    }

    private static DiscoveryMessage? Read(string datagram) => DiscoveryMessage.Read(Encoding.UTF8.GetBytes(datagram));

    /// <summary>True unless the result is not allowed.</summary>
    private static bool Reads(byte[] datagram) =>
        DiscoveryMessage.Read(datagram) is null or DiscoveryQuery or Announcement { IsValid: true };
}
