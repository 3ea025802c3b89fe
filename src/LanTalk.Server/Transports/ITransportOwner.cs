namespace LanTalk.Server.Transports;

/// <summary>The owner of a transport after the login, from the transport's point of view. Any thread may call; nothing here blocks.</summary>
internal interface ITransportOwner
{
    /// <summary>Ends the connection if it has been silent for too long; returns when to check again.</summary>
    TimeSpan CheckSilence();

    /// <summary>Cuts the connection if it does not drain its output; false once it drains it again, or is cut.</summary>
    bool CheckStall();

    /// <summary>Tells the user that the server stops, and ends the connection.</summary>
    void Shutdown(Refusal reason);
}
