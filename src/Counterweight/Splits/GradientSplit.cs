using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Features;

namespace Counterweight.Splits;

/// <summary>
/// A split of a boosting tree's node: rows whose bin of <see cref="Feature"/> is at most <see cref="Bin"/> go left or,
/// where the feature is categorical, rows whose bin is in <see cref="LeftBins"/>.
/// </summary>
[DebuggerDisplay("feature {Feature}, bin {Bin}: {Left.RowCount} rows left, {Right.RowCount} right, gain {Gain}")]
[StructLayout(LayoutKind.Auto)]
public readonly record struct GradientSplit
{
    /// <summary>False where no candidate was allowed and gained anything; all else is then zero.</summary>
    public bool IsValid => Left.RowCount > 0;

    /// <summary>The feature.</summary>
    public int Feature { get; init; }

    /// <summary>The last bin that goes left; 0 where the feature is categorical.</summary>
    public int Bin { get; init; }

    /// <summary>Rows in the missing bin go left, whatever <see cref="Bin"/> says.</summary>
    public bool MissingGoesLeft { get; init; }

    /// <summary>The feature is categorical.</summary>
    public bool IsCategorical { get; init; }

    /// <summary>The categories that go left, the missing bin among them; all others, those the node has not seen too, go right. Empty where the feature is not categorical.</summary>
    public BinSet LeftBins { get; init; }

    /// <summary>The loss reduced by the split, less γ: see <see cref="BoostingGain"/>.</summary>
    public double Gain { get; init; }

    /// <summary>Sums of the left side.</summary>
    public GradientSums Left { get; init; }

    /// <summary>Sums of the right side.</summary>
    public GradientSums Right { get; init; }

    /// <summary>The same for a partition of rows, which reads no sums.</summary>
    internal Split ToSplit() => new() { Feature = Feature, Bin = Bin, MissingGoesLeft = MissingGoesLeft, IsCategorical = IsCategorical, LeftBins = LeftBins };

    /// <summary>Whether a row goes left.</summary>
    /// <param name="bin">Its bin of <see cref="Feature"/>.</param>
    /// <param name="isMissing">Whether that is the missing bin.</param>
    public bool GoesLeft(int bin, bool isMissing = false) => IsCategorical ? LeftBins.Contains(bin) : isMissing ? MissingGoesLeft : bin <= Bin;
}
