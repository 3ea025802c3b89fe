using LanTalk.Cli.Chatting;
using LanTalk.Protocol.Invitations;
using LanTalk.Protocol.Messages;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class InvitationCodeTests
{
    private static readonly Invitation Made =
        new("14:22", "http://192.168.1.5:5050/#…", QrModules.Create(21, (row, column) => row == column).ToString(), 21);

    private readonly FakePrompt _prompt = new();

    [Fact]
    public void TheCodeStandsAboveThePrompt()
    {
        Show(Made, columns: 80, rows: 24);

        _prompt.Lines.Should().HaveCount(13);
    }

    [Fact]
    public void WhereThereIsNoRoomASentenceSaysHowMuchItTakes()
    {
        Show(Made, columns: 20, rows: 24);

        _prompt.Lines.Should().Equal("The terminal is too small for the QR code, which takes 26 columns and 16 rows. Make it larger, or send the link.");
    }

    [Theory]
    [InlineData("", 21)]
    [InlineData("AAAA", 21)]
    [InlineData("AAAA", 1_000_000)]
    public void WhatAServerSendsAsACodeAndIsNoneIsNotDrawn(string code, int size)
    {
        Show(Made with { Qr = code, QrSize = size }, columns: 80, rows: 24);

        _prompt.Lines.Should().BeEmpty();
    }

    [Fact]
    public void APromptWithoutColoursShowsNone()
    {
        new InvitationCode(_prompt) { Size = () => (80, 24) }.Show(Made);

        _prompt.Lines.Should().BeEmpty();
    }

    private void Show(Invitation invitation, int columns, int rows) =>
        new InvitationCode(_prompt) { IsPossible = () => true, Size = () => (columns, rows) }.Show(invitation);
}
