using System.Text.Json;
using LanTalk.Plugins.Wire;

namespace LanTalk.Plugins.Running;

/// <summary>Writes lines to the server, one at a time, from any thread.</summary>
internal sealed class LineWriter(Stream output)
{
    /// <summary>The server drops longer lines.</summary>
    private const int MaxLength = 64 * 1024;

    private readonly Lock _lock = new();

    public void Write(OutgoingLine line) => Write(JsonSerializer.SerializeToUtf8Bytes(line, PluginJson.Wire.OutgoingLine));

    public void Write(Manifest manifest) => Write(JsonSerializer.SerializeToUtf8Bytes(manifest, PluginJson.Wire.Manifest));

    private void Write(byte[] json)
    {
        if (json.Length >= MaxLength)
        {
            throw new ArgumentException($"A line has at most {MaxLength} bytes, but this one has {json.Length + 1}.");
        }

        lock (_lock)
        {
            try
            {
                output.Write([.. json, (byte)'\n']);
                output.Flush();
            }
            catch (IOException)
            {
                // The server reads no more. The end of the input follows, and with it the end of the plug-in.
            }
        }
    }
}
