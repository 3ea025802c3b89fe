using LanTalk.Protocol.Invitations;
using QRCoder;

namespace LanTalk.Server.Invitations;

/// <summary>Makes QR codes.</summary>
public static class QrEncoder
{
    /// <summary>The code of a text. Of low redundancy: it is shown on screens, where nothing covers it, and is the smaller for it.</summary>
    public static QrModules Encode(string text)
    {
        // QRCoder adds the quiet zone of the standard, four modules on each side.
        const int QuietZone = 4;
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix;
        return QrModules.Create(rows.Count - (2 * QuietZone), (row, column) => rows[row + QuietZone][column + QuietZone]);
    }
}
