using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Features;

namespace Counterweight.Splits;

/// <summary>
/// A split of a node: rows whose bin of <see cref="Feature"/> is at most <see cref="Bin"/> go left or, where the feature
/// is categorical, rows whose bin is in <see cref="LeftBins"/>.
/// </summary>
[DebuggerDisplay("feature {Feature}, bin {Bin}: {LeftRowCount} rows left, {RightRowCount} right, gain {Gain}")]
[StructLayout(LayoutKind.Auto)]
public readonly record struct Split
{
    /// <summary>False where no candidate was allowed and better than no split; all else is then zero.</summary>
    public bool IsValid => LeftRowCount > 0;

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

    /// <summary>
    /// W_t/W·(I − W_L/W_t·I_L − W_R/W_t·I_R), with W the root weight of <see cref="SplitOptions.RootWeight"/>; of
    /// criteria that are no impurities W_t/W times what they say, such as <see cref="HellingerDistance"/>.
    /// </summary>
    public double Gain { get; init; }

    /// <summary>Rows on the left, those of weight 0 not counted.</summary>
    public long LeftRowCount { get; init; }

    /// <summary>Rows on the right, those of weight 0 not counted.</summary>
    public long RightRowCount { get; init; }

    /// <summary>Their weight on the left.</summary>
    public double LeftWeight { get; init; }

    /// <summary>Their weight on the right.</summary>
    public double RightWeight { get; init; }

    /// <summary>Whether a row goes left.</summary>
    /// <param name="bin">Its bin of <see cref="Feature"/>.</param>
    /// <param name="isMissing">Whether that is the missing bin.</param>
    public bool GoesLeft(int bin, bool isMissing = false) => IsCategorical ? LeftBins.Contains(bin) : isMissing ? MissingGoesLeft : bin <= Bin;
}
