namespace Counterweight.Peers.Measuring;

/// <summary>One who does a work.</summary>
/// <param name="Run">Does it, any number of times.</param>
/// <param name="Judge">How good the outcome of the last run was; null: there is nothing to judge.</param>
internal sealed record Side(Action Run, Func<IReadOnlyList<Measure>>? Judge = null);

/// <summary>One number that an outcome is judged by.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">The number.</param>
internal readonly record struct Measure(string Name, double Value);
