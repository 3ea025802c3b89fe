using System.Text.Json.Serialization;

namespace LanTalk.Cli.Settings;

/// <summary>The texts of settings.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(string))]
internal sealed partial class SettingsJson : JsonSerializerContext;
