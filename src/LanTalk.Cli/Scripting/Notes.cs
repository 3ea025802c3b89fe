using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Writes notes for a person who watches, apart from the results.</summary>
/// <param name="errors">Where to write.</param>
/// <param name="verb">The verb that they begin with.</param>
internal sealed class Notes(TextWriter errors, string verb)
{
    private const int MostShown = 200;

    private readonly DeliveryTexts _texts = new();

    /// <summary>Writes a note.</summary>
    public void Say(string text) => errors.WriteLine($"lantalk {verb}: {text}");

    /// <summary>Notes a change of the connection, if the event is one.</summary>
    public void SayConnection(ChatEvent happened)
    {
        switch (happened)
        {
            case ConnectionLost:
                Say("the connection is lost; trying again.");
                break;
            case ConnectionBack back:
                Say($"back on {back.Welcome.ServerName}'s server at {back.Server}.");
                break;
        }
    }

    /// <summary>Notes a restriction of a delivery that succeeded all the same.</summary>
    public void SayDelivery(ChatEvent happened)
    {
        if (WhatOf(happened) is { To: { } to, IsSealed: false })
        {
            Say(PrivateTexts.Of(to, PrivateDelivery.NotSealed)!);
        }

        if (happened is Delivered delivered && _texts.NoteOn(delivered) is { } note)
        {
            Say(note);
        }
    }

    /// <summary>Notes that a user has another key than before, where nothing else would show it.</summary>
    public void SayKey(ChatEvent happened)
    {
        if (happened is UserKeyChanged)
        {
            Say($"{MessageFormatter.Format(happened, Viewpoint.Nobody)}");
        }
    }

    /// <summary>Notes a text that was not sent, in one line; of a very long text only the beginning, so that the reason stays in sight.</summary>
    public void SayNotSent(NotSent failed, string text)
    {
        var beginning = text.Length > MostShown ? text[..MostShown] + "…" : text;
        Say($"not sent: {DeliveryTexts.ReasonOf(failed).TrimEnd('.')}: {SafeText.CleanOnOneLine(beginning)}");
    }

    private static Outgoing? WhatOf(ChatEvent happened) => happened switch
    {
        Delivered delivered => delivered.What,
        Said said => said.What,
        _ => null,
    };
}
