namespace LanTalk.Server.Transports;

/// <summary>Whoever uses a transport since the login, as the transport sees it. Any thread may call; nothing here blocks.</summary>
internal interface ITransportOwner
{
    /// <summary>Ends what has been silent for too long; returns when to look again.</summary>
    TimeSpan CheckSilence();

    /// <summary>Cuts what does not take what it is given; false once it takes it again, or is cut.</summary>
    bool CheckStall();

    /// <summary>The server stops: says so and ends.</summary>
    void Shutdown(Refusal reason);
}
