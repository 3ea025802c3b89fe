namespace LanTalk.Terminal.Pictures;

/// <summary>
/// Finds out whether and how the terminal takes pictures. It asks for Kitty's graphics and, after it, for the device attributes, which every terminal
/// answers: once they have come, no other answer will. Nobody waits; the key reader comes across them. Used by one thread at a time.
/// </summary>
internal sealed class PictureQuestion
{
    /// <summary>The text to write, on an empty row: some terminals print what they do not understand.</summary>
    public const string Text = "\e_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\e\\\e[c\r\e[K";

    private const string KittyAnswer = "Gi=31;OK";
    private const string SixelAttribute = "4";

    private volatile PictureForm _form;

    /// <summary>Whether all answers have arrived.</summary>
    public bool IsDone { get; private set; }

    /// <summary>How it takes them, as far as it has answered. May be read by any thread.</summary>
    public PictureForm Form => _form;

    /// <summary>Takes an answer about graphics.</summary>
    /// <param name="text">What stands in it.</param>
    public void TakeGraphics(string text)
    {
        if (!IsDone && text == KittyAnswer)
        {
            _form = PictureForm.Kitty;
        }
    }

    /// <summary>Takes the device attributes.</summary>
    /// <param name="parameters">Their numbers, separated by semicolons; the first is the kind of terminal.</param>
    public void TakeAttributes(string parameters)
    {
        if (!IsDone && _form == PictureForm.None && parameters.Split(';').Skip(1).Contains(SixelAttribute, StringComparer.Ordinal))
        {
            _form = PictureForm.Sixel;
        }

        IsDone = true;
    }
}
