using System.Text;
using LanTalk.Terminal.Devices;

namespace LanTalk.Terminal.Keys;

/// <summary>
/// Turns characters into input: a paste into one text, surrogates into characters, sequences and the keys of readline into edits. Used by one thread.
/// </summary>
internal sealed class KeyReader
{
    /// <summary>How long the rest of a sequence may take after an escape, unless the user chose otherwise.</summary>
    public static readonly TimeSpan UsualEscapeTimeout = TimeSpan.FromMilliseconds(50);

    // No terminal sends a longer sequence for a key, nor more attributes.
    private const int MostParameters = 64;

    // Nor a longer answer. What is beyond is read and dropped.
    private const int LongestAnswer = 256;
    private const string PasteBegins = "200";
    private const char Escape = '\e';

    private readonly KeySource _source;
    private readonly PasteReader _pastes;

    public KeyReader(ITerminal terminal)
    {
        _source = new KeySource(terminal);
        _pastes = new PasteReader(_source);
    }

    /// <summary>
    /// How long to wait for more after an escape and within a sequence: on a slow line, a sequence arrives in pieces. An escape with nothing after it
    /// is the Escape key.
    /// </summary>
    public Func<TimeSpan> EscapeTimeout { get; init; } = () => UsualEscapeTimeout;

    /// <summary>Waits for the next input.</summary>
    /// <exception cref="IOException">The terminal is gone.</exception>
    public KeyInput Read()
    {
        if (_pastes.ReadRest(EscapeTimeout()) is { } rest)
        {
            return rest;
        }

        var c = _source.Next();
        return c switch
        {
            Escape => ReadSequence(isAlt: false),
            '\x18' => _source.Next() is 'e' or '\x05' ? new KeyInput(KeyInputKind.OpenEditor) : default,
            _ when char.IsHighSurrogate(c) => new KeyInput(KeyInputKind.Text, $"{c}{_source.Next()}"),
            _ => KeyMeanings.Of(c),
        };
    }

    /// <summary>Whether there is something to read within a time.</summary>
    public bool Comes(TimeSpan atMost) => _source.Comes(atMost);

    private KeyInput ReadSequence(bool isAlt)
    {
        if (!_source.Comes(EscapeTimeout()))
        {
            return new KeyInput(KeyInputKind.Cancel);
        }

        var c = _source.Next();
        switch (c)
        {
            case '[':
                return ReadControlSequence(isAlt);
            case 'O' when _source.Comes(EscapeTimeout()):
                return SequenceMeanings.OfApplication(_source.Next());
            case '_' when _source.Comes(EscapeTimeout()):
                return ReadAnswer();
            case Escape:
                return ReadSequence(isAlt: true);
        }

        if (char.IsHighSurrogate(c))
        {
            _source.Next();
        }

        return KeyMeanings.OfAlt(c);
    }

    /// <summary>An answer about graphics: <c>ESC _ G</c>, text, and <c>ESC \</c>. Without the G, it was Alt and a key.</summary>
    private KeyInput ReadAnswer()
    {
        var text = new StringBuilder();
        while (text.Length == 0 || _source.Comes(EscapeTimeout()))
        {
            var c = _source.Next();
            if (text.Length == 0 && c != 'G')
            {
                _source.GiveBack([c]);
                return default;
            }

            if (c == Escape && _source.Comes(EscapeTimeout()))
            {
                _source.Next();
                return new KeyInput(KeyInputKind.GraphicsReport, text.ToString());
            }

            text.Append(text.Length < LongestAnswer ? c : "");
        }

        return default;
    }

    private KeyInput ReadControlSequence(bool isAlt)
    {
        var parameters = new StringBuilder();
        while (_source.Comes(EscapeTimeout()))
        {
            var c = _source.Next();
            switch (c)
            {
                case '[' when parameters.Length == 0: // a function key of the Linux console, followed by a letter
                case >= ' ' and < '@' when parameters.Length < MostParameters:
                    parameters.Append(c);
                    break;
                case >= ' ' and < '@':
                    break;
                case '~' when parameters.ToString() == PasteBegins:
                    return _pastes.Read();
                case >= '@' and <= '~':
                    return SequenceMeanings.OfControl(parameters.ToString(), c, isAlt);
                default:
                    // Not part of a sequence: the sequence was cut short, and this is the next key.
                    _source.GiveBack([c]);
                    return default;
            }
        }

        return default;
    }
}
