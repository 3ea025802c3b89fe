using System.Globalization;

namespace LanTalk.Plugins.Tests.Libraries;

/// <summary>What <c>sample.py</c> is in Python: the same plug-in, for the same tests.</summary>
internal static class Sample
{
    public static Plugin Create(TextWriter log, TimeProvider? time = null)
    {
        var plugin = new Plugin("sample", "Does everything.", "1.2", time) { Log = log };
        plugin.Needs("say", "private", "history");
        var greeting = plugin.Option("greeting", "What it says.", "Hello");

        plugin.OnStart(() => plugin.SetAsync("started", "yes"));
        plugin.Command("greet", "[name]", "Greet somebody.", call => $"{greeting.Value}, {(call.Arguments.Length > 0 ? call.Arguments : call.User)}!");
        plugin.Needs("say", "topic");
        plugin.Command("whoami", "", "Tell what is known of you.", call => $"{call.Name} {call.User} {call.Room} {call.IsOperator}");
        plugin.Command("refuse", "", "Refuse.", call => call.Refuse("Not today."));
        plugin.Command("raise", "", "Refuse by an exception.", string? (call) => throw new RefusedException("Not today, either."));
        plugin.Command("fail", "", "Fail.", string? (call) => throw new InvalidOperationException("a fault of the author"));
        plugin.Command("silent", "", "Say nothing.", _ => { });
        plugin.Command("twice", "", "Reply twice.", async call =>
        {
            call.Reply("once");
            await Task.Yield();
            call.Reply("twice");
        });
        plugin.Command("long", "", "Reply with more than a line may have.", _ => new string('x', 70_000));
        plugin.Command("broken", "", "Reply with half a character.", _ => "half: \ud83d");
        plugin.Command("slow", "", "Wait for the server.", _ => plugin.GetAsync("slow"));
        plugin.Command(
            "background", "", "Wait for the server without keeping others waiting.", _ => plugin.GetAsync("background"), new CommandOptions { InBackground = true });
        plugin.Command("act", "", "Do everything that can be done.", _ => ActAsync(plugin));
        plugin.Needs("share");
        plugin.Command("share", "", "Share files.", async _ =>
        {
            plugin.Share("quiet.txt");
            var number = await plugin.ShareAsync("report.pdf", "ops", "Report");
            return string.Create(CultureInfo.InvariantCulture, $"shared {number}");
        });
        plugin.Command("denied", "", "Do what is not allowed.", async _ =>
        {
            try
            {
                await plugin.SayAsync("psst");
                return null;
            }
            catch (PluginException e)
            {
                return e.Message;
            }
        });
        plugin.OnMessage(
            message => plugin.Say(message.Text == "crash" ? throw new InvalidOperationException("a fault of the author") : $"{message.User}: {message.Text}{Files(message)}", message.Room),
            new MessageOptions { Rooms = ["ops"] });
        plugin.OnEvent("join", happened => plugin.Private(happened.User, $"Welcome to {happened.Room}."), ["ops"]);
        plugin.OnEvent("start", _ => plugin.Say("start none"));
        plugin.OnEvent("gap", happened => plugin.Say($"gap {happened.From}"));
        foreach (var penalty in new[] { "mute", "ban" })
        {
            plugin.OnEvent(penalty, one => plugin.Say(
                $"{one.Event} {(one.User.Length > 0 ? one.User : "nobody")} {one.By} {one.Target ?? "none"} {one.Until?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? "none"} {one.Reason ?? "none"}"));
        }

        plugin.Filter(text => Judge(plugin, text), new FilterOptions { Rooms = ["class"], Words = ["darn"], LongerThan = 500, RefuseOnTimeout = true });
        plugin.OnHook(call => call.Body == "bad" ? throw new RefusedException("Send something better.") : $"{call.ContentType} {call.Query} {call.Body}");
        return plugin;
    }

    private static async Task<string?> ActAsync(Plugin plugin)
    {
        plugin.Say("quiet");
        await plugin.SayAsync("waves", "ops", action: true);
        await plugin.PrivateAsync("Carol", "psst");
        var muted = await plugin.DoAsync("mute", "Bob for 10m");
        var said = (await plugin.HistoryAsync("ops", before: 72, count: 2)).Concat(await plugin.SearchAsync("hello")).Select(message => message.Text);
        await plugin.SetAsync("key", "väl");
        var (value, keys) = (await plugin.GetAsync("key"), await plugin.KeysAsync("k"));
        await plugin.SetAsync("key", value: null);
        return $"{muted} [{string.Join(", ", said)}] {value} [{string.Join(", ", keys)}] {await plugin.GetAsync("key") ?? "none"}";
    }

    private static string Files(RoomMessage message) => message.Share is not { } share ? ""
        : string.Create(CultureInfo.InvariantCulture, $" [{share.Number} {share.Title} {share.Count} {share.Size}]");

    private static Verdict Judge(Plugin plugin, FilteredText text) => text.Text switch
    {
        var said when said.Contains("mute") => Verdict.Mute("10m"),
        var said when said.Contains("refuse") => Verdict.Refuse("Mind your language."),
        var said when said.Contains("pass") => Verdict.Pass,
        var said when said.Contains("fail") => throw new InvalidOperationException("a fault of the author"),
        var said when said.Contains("wait") => Verdict.Replace(plugin.GetAsync("never").GetAwaiter().GetResult()!),
        var said => Verdict.Replace(said.Replace("darn", "d**n")),
    };
}
