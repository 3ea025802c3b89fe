namespace LanTalk.Server.Transports;

/// <summary>Serves a transport that speaks the chat protocol, from its login to its end.</summary>
internal interface ITransportHandler
{
    /// <summary>Completes when the transport is no longer used.</summary>
    Task ServeAsync(ITransport transport);
}
