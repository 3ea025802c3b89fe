namespace LanTalk.Server.Transports;

/// <summary>Serves a transport that speaks the chat's wire, from its login to its end.</summary>
internal interface ITransportHandler
{
    /// <summary>Completes when the transport is of no more use.</summary>
    Task ServeAsync(ITransport transport);
}
