using System.CommandLine;

namespace LanTalk.Benchmarks.Commands;

/// <summary>An option that is a number and has a default.</summary>
internal sealed class NumberOption<T> : Option<T>
    where T : struct
{
    public NumberOption(string name, string help, T value)
        : base(name)
    {
        Description = help;
        DefaultValueFactory = _ => value;
    }
}
