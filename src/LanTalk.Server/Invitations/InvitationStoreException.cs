namespace LanTalk.Server.Invitations;

/// <summary>The file of the invitations cannot be used; the message names it, the cause and what to do.</summary>
public sealed class InvitationStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
