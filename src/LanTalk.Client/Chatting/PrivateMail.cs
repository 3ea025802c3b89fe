using System.Text;
using LanTalk.Client.Events;
using LanTalk.Client.Sealing;
using LanTalk.Protocol.Messages;
using LanTalk.Protocol.Security;

namespace LanTalk.Client.Chatting;

/// <summary>The private messages of one connection: incoming ones are opened, shown once and confirmed; outgoing ones are sealed if possible.</summary>
/// <param name="isEncrypted">Whether the connection is encrypted; only then are messages confirmed.</param>
/// <param name="seen">The messages seen on this connection and earlier ones.</param>
internal sealed class PrivateMail(bool isEncrypted, SeenIds seen)
{
    private KeyAsks? _asks;
    private PrivateTalk? _talk;

    /// <summary>Whether incoming messages are left on the server for another client of the user.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Starts sealing and opening messages.</summary>
    /// <param name="talk">Seals and opens.</param>
    /// <param name="asks">Asks the server for keys.</param>
    public void Use(PrivateTalk talk, KeyAsks asks) => (_talk, _asks) = (talk, asks);

    /// <summary>The server answered with a key.</summary>
    public void Answered(KeyAnswer answer) => _asks?.Answered(answer);

    /// <summary>No more answers will come.</summary>
    public void Abandon() => _asks?.Abandon();

    /// <summary>The events of a sealed message.</summary>
    public IReadOnlyList<ChatEvent> Receive(SealedPrivateMessage message)
    {
        if (IsLeft)
        {
            _talk?.Glance(message);
            return [];
        }

        var opened = _talk?.Open(message) ?? [new NotOpened(message.Timestamp, message.FromUser) { At = message.At }];

        // A key that could not be written comes again at the next login.
        return isEncrypted && Nonce.IsValid(message.Id) && !(message.Share is not null && _talk?.Shares?.HasUnwritten == true)
            ? [.. opened, new Confirm(message.Id)]
            : opened;
    }

    /// <summary>The events of a message that is not sealed.</summary>
    public IReadOnlyList<ChatEvent> Receive(PrivateMessage message)
    {
        if (IsLeft)
        {
            return [];
        }

        if (message.Id is not { } id || !isEncrypted)
        {
            return [new Received(message)];
        }

        return seen.Add(Encoding.ASCII.GetBytes(id)) ? [new Received(message), new Confirm(id)] : [new Confirm(id)];
    }

    /// <summary>Seals a text for one user, if that user has a key.</summary>
    /// <param name="to">The user.</param>
    /// <param name="text">The text.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="tell">Called before anything is sealed for another key than before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<(PrivateDelivery Delivery, SealedWhisper? Message)> SealAsync(
        string to, string text, string id, Action<ChatEvent> tell, CancellationToken cancellationToken) =>
        _talk is null ? (PrivateDelivery.NotSealed, null) : await _talk.SealAsync(to, text, id, tell, cancellationToken);

    /// <summary>Finds the key that something can be sealed for.</summary>
    /// <param name="user">The user.</param>
    /// <param name="tell">Called if that user has another key than before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<RecipientKey> FindKeyAsync(string user, Action<ChatEvent> tell, CancellationToken cancellationToken) =>
        _talk is null ? new RecipientKey(user, PrivateDelivery.NotSealed, null) : await _talk.FindKeyAsync(user, tell, cancellationToken);

    /// <summary>Seals a text and what goes with it for a key that was found before.</summary>
    public SealedWhisper Seal(string to, UserIdentity recipient, string text, string? attachment, string id) =>
        (_talk ?? throw new InvalidOperationException("There is no key to seal with.")).Seal(to, recipient, text, attachment, id);

    /// <inheritdoc cref="ChatClient.VerifyAsync"/>
    public async Task<Verification> VerifyAsync(string user, Action<ChatEvent> tell, CancellationToken cancellationToken) =>
        _talk is null ? new Verification(user, PrivateDelivery.NotSealed, null, null, null) : await _talk.VerifyAsync(user, tell, cancellationToken);
}
