using System.Text.Json.Serialization;

namespace LanTalk.Cli.Settings;

[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class SettingsJson : JsonSerializerContext;
