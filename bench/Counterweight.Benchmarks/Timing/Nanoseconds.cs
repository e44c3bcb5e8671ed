using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks.Timing;

/// <summary>The unit of every table.</summary>
internal static class Nanoseconds
{
    /// <param name="seconds">Seconds of one call.</param>
    /// <param name="shape">What the call is of.</param>
    public static double PerElement(double seconds, Shape shape) => seconds * 1e9 / shape.Elements;
}
