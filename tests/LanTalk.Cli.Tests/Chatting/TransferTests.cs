using LanTalk.Cli.Chatting;
using LanTalk.Client.Shares;
using Microsoft.Extensions.Time.Testing;

namespace LanTalk.Cli.Tests.Chatting;

public sealed class TransferTests
{
    [Fact]
    public void WhatGoesOnNoMoreHasNeitherSpeedNorTimeLeft()
    {
        var time = new FakeTimeProvider();
        using var transfer = new Transfer("film.mkv", isSending: true, time);
        transfer.Reached.Should().Be("sending film.mkv");
        transfer.Take(new TransferProgress(TransferStage.Running, 0, 1000));
        time.Advance(TimeSpan.FromSeconds(2));
        transfer.Take(new TransferProgress(TransferStage.Running, 500, 1000));

        $"{transfer}".Should().StartWith("sending film.mkv: 50 % of 1 KB, ").And.EndWith(" left");
        transfer.Reached.Should().Be("sending film.mkv: 50 % of 1 KB");
    }

    [Fact]
    public void AStalledTransferSaysThatItIsWaiting()
    {
        using var transfer = new Transfer("film.mkv", isSending: false, new FakeTimeProvider());

        transfer.Take(new TransferProgress(TransferStage.Stalled, 500, 1000));

        $"{transfer}".Should().Be("getting film.mkv: 50 % of 1 KB, waiting for the other side");
    }
}
