using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace LanTalk.Protocol.Discovery;

/// <summary>An address of a link and the part of it that names the network.</summary>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">How many leading bits name the network.</param>
public readonly record struct LinkAddress(IPAddress Address, int PrefixLength)
{
    /// <summary>
    /// The address that reaches everybody on this IPv4 network; null if it has none. Networks of one or two addresses (/32, /31: tunnels) have no
    /// broadcast, and systems report /0 if they do not know the mask.
    /// </summary>
    public IPAddress? Broadcast
    {
        get
        {
            Span<byte> bytes = stackalloc byte[4];
            if (Address.AddressFamily != AddressFamily.InterNetwork
                || PrefixLength is < 1 or > 30
                || !Address.TryWriteBytes(bytes, out _))
            {
                return null;
            }

            var hosts = uint.MaxValue >> PrefixLength;
            BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) | hosts);
            return new IPAddress(bytes);
        }
    }
}
