using System.IO.Pipelines;

namespace LanTalk.Server.Transports;

/// <summary>The way past HTTP for the long body of an answer, which HTTP would copy. It is a feature of each connection that speaks HTTP.</summary>
internal interface IHttpBypass
{
    /// <summary>The connection's own output. It may be used while HTTP has flushed all that it was given.</summary>
    IConnectionOutput Output { get; }

    /// <summary>Tells HTTP that bytes of the body were sent past it, so that it counts them.</summary>
    /// <param name="body">HTTP's writer of the body.</param>
    /// <param name="length">How many.</param>
    void NoteSent(PipeWriter body, int length);
}
