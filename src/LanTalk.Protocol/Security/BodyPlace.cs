using System.Globalization;
using System.Text;

namespace LanTalk.Protocol.Security;

/// <summary>Which body is sealed: none can take the place of another one.</summary>
/// <param name="IsAnswer">Whether it is that of the answer.</param>
/// <param name="Method">The method of the request.</param>
/// <param name="Path">The path of the request.</param>
/// <param name="Offset">Where it begins in the content of the share; 0 for what is not a part of that.</param>
public sealed record BodyPlace(bool IsAnswer, string Method, string Path, long Offset)
{
    internal byte[] Encode() => LabelledFields.Encode(
        "lantalk/3 sealed body"u8,
        IsAnswer ? "answer"u8.ToArray() : "request"u8.ToArray(),
        Encoding.UTF8.GetBytes(Method),
        Encoding.UTF8.GetBytes(Path),
        Encoding.UTF8.GetBytes(Offset.ToString(CultureInfo.InvariantCulture)));
}
