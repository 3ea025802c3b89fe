using LanTalk.Cli.Texts;
using LanTalk.Client.Events;
using LanTalk.Protocol.Text;

namespace LanTalk.Cli.Scripting;

/// <summary>Says, beside the results, what whoever watches should know.</summary>
/// <param name="errors">Where to.</param>
/// <param name="verb">In whose name.</param>
internal sealed class Notes(TextWriter errors, string verb)
{
    private const int MostShown = 200;

    private readonly DeliveryTexts _texts = new();

    /// <summary>Says it.</summary>
    public void Say(string text) => errors.WriteLine($"lantalk {verb}: {text}");

    /// <summary>Says what is to be known of the connection, if this is about it.</summary>
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

    /// <summary>Says what is to be minded of something that was delivered all the same.</summary>
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

    /// <summary>Says that a user has another key than before, where nothing else would show it.</summary>
    public void SayKey(ChatEvent happened)
    {
        if (happened is UserKeyChanged)
        {
            Say($"{MessageFormatter.Format(happened)}");
        }
    }

    /// <summary>Says what was not sent, in one line; of a very long text its beginning, so that the reason stays in sight.</summary>
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
