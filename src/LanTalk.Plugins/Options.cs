namespace LanTalk.Plugins;

/// <summary>How a command runs.</summary>
public sealed class CommandOptions
{
    /// <summary>Whether it runs beside the other handlers, so that it may be slow without keeping them waiting. The default is false.</summary>
    public bool InBackground { get; init; }
}

/// <summary>Which messages a handler gets.</summary>
public sealed class MessageOptions
{
    /// <summary>The rooms; <c>*</c>, the default, stands for all.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = ["*"];

    /// <summary>Whether messages of bots come, too. The default is false.</summary>
    public bool Bots { get; init; }

    /// <summary>Whether messages come that were said while the plug-in was not running. The default is true.</summary>
    public bool Missed { get; init; } = true;
}

/// <summary>
/// Which texts a filter sees: those that any of <see cref="Words"/>, <see cref="Pattern"/> and <see cref="LongerThan"/> fits; all, if none is set.
/// </summary>
public sealed class FilterOptions
{
    /// <summary>The rooms; <c>*</c>, the default, stands for all.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = ["*"];

    /// <summary>Texts with one of these words, in any case.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Texts that match this regular expression.</summary>
    public string? Pattern { get; init; }

    /// <summary>Texts with more characters than this.</summary>
    public int? LongerThan { get; init; }

    /// <summary>Whether a text is refused if the verdict comes too late. The default is false: it passes.</summary>
    public bool RefuseOnTimeout { get; init; }
}

/// <summary>Something that the operator can set.</summary>
public sealed class PluginOption
{
    internal PluginOption(string name, string value) => (Name, Value) = (name, value);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What the operator has set; the default, if nothing is set, or the plug-in does not run yet.</summary>
    public string Value { get; internal set; }
}
