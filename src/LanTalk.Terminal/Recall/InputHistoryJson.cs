using System.Text.Json.Serialization;

namespace LanTalk.Terminal.Recall;

[JsonSerializable(typeof(string))]
internal sealed partial class InputHistoryJson : JsonSerializerContext;
