using System.Text.Json.Serialization;

namespace LanTalk.Client.Terminal;

[JsonSerializable(typeof(string))]
internal sealed partial class InputHistoryJson : JsonSerializerContext;
