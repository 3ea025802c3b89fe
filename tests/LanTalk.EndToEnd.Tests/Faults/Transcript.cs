using System.Text.Json;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>A message of the lobby, as a client saw it or the store has it.</summary>
internal sealed record Posted(long Id, string User, string Text);

/// <summary>The input of one client, and its output.</summary>
/// <param name="Name">The user.</param>
/// <param name="Since">The last message of the room that the client must not have: it joined after it.</param>
/// <param name="Fed">The lines that it should send, each unlike every other of the whole test.</param>
/// <param name="Seen">The messages that it printed, in order.</param>
/// <param name="Delivered">The texts that it reported as stored by the server, without an echo.</param>
/// <param name="NotSent">The texts that it reported as not sent.</param>
/// <param name="Gaps">Its reports of missing messages.</param>
internal sealed record Transcript(
    string Name,
    long Since,
    IReadOnlyList<string> Fed,
    IReadOnlyList<Posted> Seen,
    IReadOnlyList<string> Delivered,
    IReadOnlyList<string> NotSent,
    IReadOnlyList<string> Gaps)
{
    /// <summary>Reads the output of <c>join --json</c>.</summary>
    public static Transcript Read(string name, IReadOnlyList<string> fed, IEnumerable<string> output)
    {
        long? since = null;
        List<Posted> seen = [];
        List<string> delivered = [], notSent = [], gaps = [];
        foreach (var line in output)
        {
            var happened = JsonSerializer.Deserialize<JsonElement>(line);
            switch (Text("type"))
            {
                case "room":
                    since ??= happened.GetProperty("since").GetInt64();
                    break;
                case "message":
                    seen.Add(new Posted(happened.GetProperty("id").GetInt64(), Text("user"), Text("text")));
                    break;
                case "delivered":
                    delivered.Add(Text("text"));
                    break;
                case "not_sent":
                    notSent.Add(Text("text"));
                    break;
                case "missing" or "history_replaced":
                    gaps.Add(line);
                    break;
            }

            string Text(string field) => happened.GetProperty(field).GetString()!;
        }

        return new Transcript(name, since ?? 0, fed, seen, delivered, notSent, gaps);
    }

    /// <summary>Reads the output of <c>history --json</c>.</summary>
    public static IReadOnlyList<Posted> ReadStore(IEnumerable<string> output) =>
        [.. output.Select(line => JsonSerializer.Deserialize<Posted>(line, JsonSerializerOptions.Web)!)];
}
