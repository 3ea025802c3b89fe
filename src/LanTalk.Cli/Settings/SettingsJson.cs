using System.Text.Json.Serialization;

namespace LanTalk.Cli.Settings;

/// <summary>The texts of settings, and visits.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Visit))]
internal sealed partial class SettingsJson : JsonSerializerContext;
