using System.Globalization;

namespace LanTalk.EndToEnd.Tests.Faults;

/// <summary>
/// The source of everything random in a fault test. The seed is in the test's output and in the message of a failure; with <see cref="Variable"/> set
/// to it, the same moments and the same victims are drawn again. The interleaving of processes is not repeated.
/// </summary>
internal sealed class FaultSeed
{
    /// <summary>The environment variable that sets it.</summary>
    public const string Variable = "LANTALK_FAULT_SEED";

    private FaultSeed(int value) => Value = value;

    /// <summary>The seed.</summary>
    public int Value { get; }

    /// <summary>The seed of a test: the one that is set, or a new one.</summary>
    public static FaultSeed Next()
    {
        var seed = new FaultSeed(
            Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Random.Shared.Next());
        TestContext.Current.TestOutputHelper?.WriteLine($"{seed}");
        return seed;
    }

    /// <summary>A source for one actor of the test only: so its draws do not depend on how fast another actor is.</summary>
    public Random For(int actor) => new(unchecked((Value * 397) ^ actor));

    /// <inheritdoc/>
    public override string ToString() => $"{Variable}={Value}";
}
