using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Counterweight.Splits.Exact;

/// <summary>A split of a node between two of a feature's values: rows whose value is at most <see cref="Threshold"/> go left.</summary>
[DebuggerDisplay("feature {Feature}, threshold {Threshold}: {LeftRowCount} rows left, {RightRowCount} right, gain {Gain}")]
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExactSplit
{
    /// <summary>False where no candidate was allowed and better than no split; all else is then zero.</summary>
    public bool IsValid => LeftRowCount > 0;

    /// <summary>The feature.</summary>
    public int Feature { get; init; }

    /// <summary>
    /// The midpoint of the greatest value on the left and the least on the right, in double, or the former where rounding
    /// would reach the latter; +∞ where only missing values go right.
    /// </summary>
    public double Threshold { get; init; }

    /// <summary>Rows without a value go left; false where the node has none.</summary>
    public bool MissingGoesLeft { get; init; }

    /// <summary>Rows with a value that go left: they come first in the feature's order.</summary>
    public int LeftValueCount { get; init; }

    /// <summary>Rows of the node that have a value: they come before those without in the feature's order.</summary>
    public int ValueCount { get; init; }

    /// <summary>As <see cref="Split.Gain"/>.</summary>
    public double Gain { get; init; }

    /// <summary>Rows on the left.</summary>
    public int LeftRowCount { get; init; }

    /// <summary>Rows on the right.</summary>
    public int RightRowCount { get; init; }

    /// <summary>Their weight on the left.</summary>
    public double LeftWeight { get; init; }

    /// <summary>Their weight on the right.</summary>
    public double RightWeight { get; init; }
}
