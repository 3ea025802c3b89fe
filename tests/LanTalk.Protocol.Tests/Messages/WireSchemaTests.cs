using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LanTalk.Protocol.Messages;

namespace LanTalk.Protocol.Tests.Messages;

/// <summary>The messages are those of <c>docs/wire.schema.json</c>, to which the browser client is held, too.</summary>
public sealed class WireSchemaTests
{
    private static readonly JsonObject Definitions =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wire.schema.json")))!["$defs"]!.AsObject();

    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Kinds =>
        [.. Types("server", typeof(ServerMessage)).Concat(Types("client", typeof(ClientMessage))).Select(pair => pair.Key)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AMessageHasTheFieldsOfTheSchema(string kind)
    {
        var type = kind.StartsWith("server_", StringComparison.Ordinal) ? Types("server", typeof(ServerMessage))[kind]
            : Types("client", typeof(ClientMessage))[kind];

        Check(kind, type, Definitions[kind]!);
    }

    [Fact]
    public void TheSchemaHasEveryMessage()
    {
        Listed("server").Should().BeEquivalentTo(Types("server", typeof(ServerMessage)).Keys);
        Listed("client").Should().BeEquivalentTo(Types("client", typeof(ClientMessage)).Keys);
    }

    private static void Check(string kind, Type type, JsonNode definition)
    {
        var because = $"{kind} in docs/wire.schema.json";
        var properties = definition["properties"]!.AsObject()
            .Where(property => property.Key != "type").ToDictionary();
        var required = definition["required"]!.AsArray().Select(name => name!.GetValue<string>()).Where(name => name != "type");
        var fields = FieldsOf(type);

        fields.Keys.Should().BeEquivalentTo(properties.Keys, because);
        fields.Where(field => !IsOptional(field.Value)).Select(field => field.Key).Should().BeEquivalentTo(required, because);
        foreach (var (name, field) in fields)
        {
            CheckForm(field.PropertyType, properties[name]!, $"{kind}.{name}");
        }
    }

    private static void CheckForm(Type type, JsonNode form, string field)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var definition = form["$ref"] is { } reference ? Definitions[reference.GetValue<string>().Split('/')[^1]]! : form;
        var expected = type == typeof(string) ? "string" : type == typeof(bool) ? "boolean" : type == typeof(int) || type == typeof(long) ? "integer"
            : type.IsGenericType ? "array" : "object";

        definition["type"]!.GetValue<string>().Should().Be(expected, field);
        if (expected == "array")
        {
            CheckForm(type.GetGenericArguments()[0], definition["items"]!, field);
        }
        else if (expected == "object")
        {
            Check(field, type, definition);
        }
    }

    /// <summary>What is written and read, by its name on the wire.</summary>
    private static Dictionary<string, PropertyInfo> FieldsOf(Type type) => type.GetProperties()
        .Where(property => property.CanWrite && property.GetCustomAttribute<JsonPropertyNameAttribute>() is not null)
        .ToDictionary(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name);

    private static bool IsOptional(PropertyInfo property) => Nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static IEnumerable<string> Listed(string side) =>
        Definitions[side]!["oneOf"]!.AsArray().Select(reference => reference!["$ref"]!.GetValue<string>().Split('/')[^1]);

    private static Dictionary<string, Type> Types(string side, Type kind) => kind.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)
        .ToDictionary(derived => $"{side}_{derived.TypeDiscriminator ?? "login"}", derived => derived.DerivedType);
}
