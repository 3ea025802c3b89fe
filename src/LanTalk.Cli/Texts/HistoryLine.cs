using System.Globalization;
using System.Text;
using LanTalk.Cli.Json;
using LanTalk.Protocol.Text;
using LanTalk.Server.History;
using LanTalk.Terminal.Styling;

namespace LanTalk.Cli.Texts;

/// <summary>How a kept message is shown.</summary>
internal static class HistoryLine
{
    /// <summary>For people: <c>[2026-11-24 14:22] Bob: hi</c>, safe to show, in local time, further lines of the text below its first.</summary>
    /// <param name="message">The message.</param>
    /// <param name="zone">The zone of the reader.</param>
    /// <param name="room">Its room, if it is to be named.</param>
    public static string TextOf(StoredMessage message, TimeZoneInfo zone, string? room = null)
    {
        var at = TimeZoneInfo.ConvertTime(Time(message), zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var name = $"{SafeText.Clean(message.User)}{(message.IsBot ? NameTexts.BotMark : "")}";
        var tag = room is null ? "" : $"[{SafeText.Clean(room)}] ";
        var before = message.IsAction ? $"[{at}] {tag}* {name} " : $"[{at}] {tag}{name}: ";
        return new StyledText((before, Style.Default), (SafeText.CleanLines(Text(message)), Style.Default)) { HangingRun = 1 }.ToString();
    }

    /// <summary>For programs: as it is stored, the time in UTC.</summary>
    public static HistoryJson JsonOf(string room, StoredMessage message) => new(
        message.Id,
        room,
        Time(message).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        message.User,
        Text(message),
        message.IsAction ? true : null,
        message.IsBot ? true : null);

    private static string Text(StoredMessage message) => Encoding.UTF8.GetString(message.Text.Span);

    private static DateTimeOffset Time(StoredMessage message) => UnixTime.Nearest(message.At);
}
