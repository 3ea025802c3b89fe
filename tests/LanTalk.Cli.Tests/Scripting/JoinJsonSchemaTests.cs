using System.Text.Json;
using System.Text.Json.Serialization;
using LanTalk.Cli.Json;
using LanTalk.Cli.Scripting;
using LanTalk.Client.Addresses;
using LanTalk.Client.Events;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Cli.Tests.Scripting;

/// <summary>
/// The JSON that the tool writes and reads with <c>join --json</c> matches <c>docs/join-json.schema.json</c>, and nothing is missing on either side.
/// </summary>
public sealed class JoinJsonSchemaTests
{
    private static readonly JsonElement Definitions = ReadSchema();
    private static readonly Acknowledgement Ack = new("14:22", "q83v") { Id = 7, Waits = true };

    /// <summary>Messages of the server that the client keeps to itself.</summary>
    private static readonly Type[] Unshown =
        [typeof(AuthRequest), typeof(AuthChallenge), typeof(AuthFail), typeof(Acknowledgement),
            typeof(SealedPrivateMessage), typeof(KeyAnswer), typeof(Overview), typeof(MemberNews), typeof(HistoryPage), typeof(Found),
            typeof(Ticket), typeof(ShareList), typeof(Pong)];

    [Fact]
    public void EveryEventIsAsTheSchemaSays()
    {
        foreach (var line in Lines())
        {
            var definition = Definitions.GetProperty($"event_{line.GetProperty("type")}");
            var known = definition.GetProperty("properties");
            Names(line).Should().Contain(definition.GetProperty("required").EnumerateArray().Select(name => name.GetString()), $"{line}");
            foreach (var field in line.EnumerateObject())
            {
                known.TryGetProperty(field.Name, out var form).Should().BeTrue($"'{field.Name}' of {line} must be in the schema");
                Fits(field.Value, form).Should().BeTrue($"'{field.Name}' of {line} must be {form}");
            }
        }
    }

    [Fact]
    public void EveryFieldOfTheSchemaIsWritten()
    {
        var written = Lines().SelectMany(line => Names(line).Select(name => $"{line.GetProperty("type")}.{name}")).Distinct();
        var defined = Defined("event_").SelectMany(event_ => Names(event_.Value.GetProperty("properties")).Select(name => $"{event_.Key}.{name}"));

        written.Should().BeEquivalentTo(defined);
    }

    [Fact]
    public void NoKindOfEventIsForgotten()
    {
        var kinds = typeof(ChatEvent).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ChatEvent)));

        Happened().Concat(Outcomes().Select(outcome => outcome.By)).Select(happened => happened.GetType()).Distinct().Should().BeEquivalentTo(kinds);
    }

    [Fact]
    public void NoMessageOfTheServerIsForgotten()
    {
        var kinds = typeof(ServerMessage).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>().Select(attribute => attribute.DerivedType);
        var shown = Happened().OfType<Received>().Select(received => received.Message.GetType()).Append(typeof(RoomState)).Distinct();

        shown.Concat(Unshown).Should().BeEquivalentTo(kinds);
    }

    [Fact]
    public void TheCommandsAreThoseThatAreRead()
    {
        var commands = Defined("command_").ToDictionary(pair => pair.Key, pair => pair.Value);

        commands.Keys.Should().BeEquivalentTo(ProgramCommand.Types.Keys);
        foreach (var (type, (required, optional)) in ProgramCommand.Types)
        {
            commands[type].GetProperty("required").EnumerateArray().Select(name => name.GetString()).Should().BeEquivalentTo(["type", .. required]);
            Names(commands[type].GetProperty("properties")).Should().BeEquivalentTo(["type", "ref", .. required, .. optional]);
        }
    }

    [Fact]
    public void EveryDefinitionHasItsTypeAndIsListed()
    {
        foreach (var prefix in new[] { "event_", "command_" })
        {
            Defined(prefix).Should().OnlyContain(pair => pair.Value.GetProperty("properties").GetProperty("type").GetProperty("const").GetString() == pair.Key);
            Definitions.GetProperty(prefix[..^1]).GetProperty("oneOf").EnumerateArray().Select(one => one.GetProperty("$ref").GetString())
                .Should().BeEquivalentTo(Defined(prefix).Select(pair => $"#/$defs/{prefix}{pair.Key}"));
        }
    }

    [Fact]
    public void TheGuideHasARowForEachTypeWithItsFields()
    {
        using var guide = new StreamReader(typeof(JoinJsonSchemaTests).Assembly.GetManifestResourceStream("SCRIPTS.md")!);
        var rows = guide.ReadToEnd().Split('\n').Where(line => line.StartsWith("| `"))
            .Select(line => line.Split('|')).Select(cells => $"{cells[1].Trim()} {cells[2].Trim()}".TrimEnd());

        rows.Should().Contain(Defined("event_").Select(one => Row(one, "")).Concat(Defined("command_").Select(one => Row(one, "ref"))));

        static string Row(KeyValuePair<string, JsonElement> definition, string everywhere)
        {
            var required = definition.Value.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).ToList();
            var fields = Names(definition.Value.GetProperty("properties")).Where(name => name != "type" && name != everywhere)
                .Select(name => required.Contains(name) ? $"`{name}`" : $"`{name}`?");
            return $"`{definition.Key}` {string.Join(", ", fields)}".TrimEnd();
        }
    }

    /// <summary>One event of each kind, with every field that it can have.</summary>
    private static IEnumerable<ChatEvent> Happened()
    {
        using var carol = UserKey.Create();
        yield return new Received(new AuthOk("14:22", "Bob", "Alice", "10/5s", 4096, "30s") { QueryLimit = "10/5s", Proof = "q83v" });
        yield return new Received(new RoomMessage("14:22", "Bob", "waves", Action: true) { Id = 7, At = 1_789_300_000_000, Room = "ops", Nonce = "q83v" });
        yield return new Received(new RoomMessage("14:22", "dice", "3") { Id = 8, Bot = true });
        yield return new Received(new PrivateMessage("14:22", "dice", "3") { Bot = true });
        yield return new Received(new RoomMessage("14:22", "Bob", "report.pdf, 2.3 MB.") { Share = new ShareFacts(17, "report.pdf", 1, 2_300_187, 187, "q83v") });
        yield return new Received(new PrivateMessage("14:22", "Carol", "psst") { Id = "q83v", At = 1_767_363_720_000, IsSealed = true });
        yield return new Received(new PrivateMessage("14:22", "Carol", "trip, sealed. Number 18.") { IsSealed = true, Share = new ShareFacts(18, "trip", 2, 200, 100, "q83v") });
        yield return new Received(new SystemMessage("14:22", "…", SystemEvents.Nick, "Bob",
            "Rob")
        {
            Room = "ops",
            At = 1_789_300_000_000,
            Nonce = "q83v",
            Topic = "On call",
            Share = 17,
        });
        yield return new Received(new Invitation("14:22", "http://192.168.1.5:5050/#…", "gAAA", 37)
        {
            Id = "k3",
            Expires = 1_789_300_000_000,
            Uses = 30,
            Room = "ops",
        });
        yield return new Entered(new RoomState("14:22", "ops", "tLq7Yw", 1, 7, "Who is on call"), IsReturn: false);
        yield return new UserKeyChanged("Carol", carol.Identity);
        yield return new NotOpened("14:22", "Carol");
        yield return new ConnectionLost();
        yield return new ConnectionBack(new AuthOk("14:22", "Bob", "Alice"), new ServerAddress("127.0.0.1", 5050));
        yield return new Missing("ops", 3);
        yield return new HistoryReplaced("ops");
        yield return new NotSent(Outgoing.Say("hi", null), "Too fast.", By: new SystemMessage("14:22", "Too fast.", SystemEvents.Refused) { Nonce = "q83v" });
    }

    private static IEnumerable<Outcome> Outcomes()
    {
        var origin = new Origin(1, "hi", "a");
        yield return new Outcome(origin, new Delivered(Outgoing.Say("hi", "ops"), Ack));
        yield return new Outcome(origin, new Delivered(Outgoing.Private("Carol", "hi"), Ack));
        yield return new Outcome(origin, new Answered(Outgoing.Say("/users", "ops"), Ack));
        yield return new Outcome(origin, new Said(Outgoing.Private("Carol", "hi")));
        yield return new Outcome(origin, new NotSent(Outgoing.Say("hi", "ops"), "Too fast."));
        yield return new Outcome(origin, new NotSent(Outgoing.Private("Carol", "hi"), null, PrivateDelivery.NobodyThere));
    }

    private static List<JsonElement> Lines()
    {
        // Only a session seals messages, so that field is set by hand.
        var sealedOne = new DeliveredJson("delivered", "14:22", "q83v", "hi") { Sealed = true };
        var verification = new VerificationJson("verification", "Carol", "able acid", "key:a", "key:b");
        string[] lines =
        [
            .. Happened().SelectMany(EventJson.Of),
            .. Outcomes().Select(EventJson.Of),
            JsonSerializer.Serialize(sealedOne, ToolJson.Default.DeliveredJson),
            JsonSerializer.Serialize(verification, ToolJson.Default.VerificationJson),
        ];
        return [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private static bool Fits(JsonElement value, JsonElement form)
    {
        if (form.TryGetProperty("const", out var only))
        {
            return JsonElement.DeepEquals(value, only);
        }

        if (form.TryGetProperty("enum", out var some))
        {
            return some.EnumerateArray().Any(one => JsonElement.DeepEquals(value, one));
        }

        return form.GetProperty("type").GetString() switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "object" => value.EnumerateObject().All(field => Fits(field.Value, form.GetProperty("properties").GetProperty(field.Name)))
                && Names(value).Order().SequenceEqual(form.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).Order()),
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => false,
        };
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Defined(string prefix) => Definitions.EnumerateObject()
        .Where(definition => definition.Name.StartsWith(prefix))
        .Select(definition => KeyValuePair.Create(definition.Name[prefix.Length..], definition.Value));

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(field => field.Name);

    private static JsonElement ReadSchema()
    {
        using var schema = typeof(JoinJsonSchemaTests).Assembly.GetManifestResourceStream("join-json.schema.json")!;
        return JsonSerializer.Deserialize<JsonElement>(schema).GetProperty("$defs");
    }
}
