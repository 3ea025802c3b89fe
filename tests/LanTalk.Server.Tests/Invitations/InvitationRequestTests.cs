using System.Net;
using LanTalk.Server.Invitations;

namespace LanTalk.Server.Tests.Invitations;

public sealed class InvitationRequestTests
{
    [Fact]
    public void EachPartMayBeLeftOutAndTheOrderIsFree()
    {
        Parse("").Should().Be(new InvitationRequest());
        Parse("for 1h").Should().Be(new InvitationRequest { For = TimeSpan.FromHours(1) });
        Parse("on 10.0.0.5 room Ops uses 30 for 45m").Should().Be(new InvitationRequest
        {
            For = TimeSpan.FromMinutes(45),
            Uses = 30,
            Room = "ops",
            On = IPAddress.Parse("10.0.0.5"),
        });
        Parse("ON [fd00::5]").On.Should().Be(IPAddress.Parse("fd00::5"));
        Parse("room lobby").Room.Should().BeNull();
    }

    [Theory]
    [InlineData("1h", "Usage")]
    [InlineData("for", "Usage")]
    [InlineData("for 1h for 2h", "Usage")]
    [InlineData("for ever", "'ever' is not a time")]
    [InlineData("for 0", "'0' is not a time")]
    [InlineData("for 400d", "at most 365d")]
    [InlineData("uses 0", "1 to 1000")]
    [InlineData("uses 1001", "1 to 1000")]
    [InlineData("uses -1", "1 to 1000")]
    [InlineData("room a.b", "not the name of a room")]
    [InlineData("on here", "not an address")]
    [InlineData("on 0.0.0.0", "not an address")]
    [InlineData("on 1", "not an address")]
    [InlineData("on fe80::1%2", "not an address")]
    public void WhatIsNotValidIsRefusedWithTheCause(string words, string cause)
    {
        InvitationRequest.TryParse(words, out _, out var problem).Should().BeFalse();

        problem.Should().Contain(cause);
    }

    private static InvitationRequest Parse(string words)
    {
        InvitationRequest.TryParse(words, out var request, out var problem).Should().BeTrue(problem);
        return request;
    }
}
