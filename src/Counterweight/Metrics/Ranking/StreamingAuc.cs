using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Metrics.Ranking;

/// <summary>
/// The area under the ROC curve of a stream: weights of both classes in the cells of a fixed grid of scores. Parts merge to the very bits of the
/// whole, in any order. Scores in the same cell count as equal; how much that can be off is told.
/// </summary>
public sealed class StreamingAuc
{
    private const double MaxWeight = 4294967296;

    /// <summary>Weights are multiples of 2⁻⁶⁴.</summary>
    private const int FractionBits = 64;

    private readonly UInt128[] positives;
    private readonly UInt128[] negatives;
    private readonly double scale;

    /// <summary>An empty grid.</summary>
    /// <param name="low">The least score that is told apart: all below share the first cell.</param>
    /// <param name="high">The greatest: all above share the last cell.</param>
    /// <param name="cells">Cells of equal width, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no cell, or the bounds are not finite or not in order.</exception>
    public StreamingAuc(double low, double high, int cells)
    {
        Guard.AtLeast(cells, 1);
        Guard.Parameter(double.IsFinite(low), low, nameof(low), "be finite");
        Guard.Parameter(double.IsFinite(high), high, nameof(high), "be finite");
        if (!(low < high && double.IsFinite(high - low)))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, Guard.Text($"high is {high}; it must be above low, which is {low}, by a finite number."));
        }

        (Low, High, Cells) = (low, high, cells);
        (positives, negatives) = (new UInt128[cells], new UInt128[cells]);
        scale = cells / (high - low);
    }

    /// <summary>Where the grid begins.</summary>
    public double Low { get; }

    /// <summary>Where it ends.</summary>
    public double High { get; }

    /// <summary>Its cells.</summary>
    public int Cells { get; }

    /// <summary>Adds rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Scores, not NaN.</param>
    /// <param name="labels">As many labels: 1 of a positive row, 0 of a negative one.</param>
    /// <param name="sampleWeights">As many weights in [0, 2³²], of which what is below 2⁻⁶⁴ is cut off; empty for all ones.</param>
    /// <exception cref="ArgumentException">A length does not fit. Nothing has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is NaN, a label neither 0 nor 1, or a weight outside [0, 2³²]. Nothing has been added.</exception>
    public void Add<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddRows(scores, labels, sampleWeights);

    /// <inheritdoc cref="Add{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public void Add<T>(ReadOnlySpan<T> scores, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddRows(scores, labels, sampleWeights);

    /// <summary>Adds the rows of another part of the stream.</summary>
    /// <param name="other">A part on the same grid.</param>
    /// <exception cref="ArgumentException">The grids differ.</exception>
    public void Merge(StreamingAuc other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Low != Low || other.High != High || other.Cells != Cells)
        {
            throw new ArgumentException(Guard.Text($"other has {other.Cells} cells in [{other.Low}, {other.High}], this grid {Cells} in [{Low}, {High}]."), nameof(other));
        }

        for (var cell = 0; cell < Cells; cell++)
        {
            positives[cell] += other.positives[cell];
            negatives[cell] += other.negatives[cell];
        }
    }

    /// <summary>The area so far, and how far the area of the scores themselves may be from it, either way: half the weight of pairs within a cell. Both are NaN where a class has no weight.</summary>
    public (double Auc, double Error) Evaluate()
    {
        UInt128 above = 0, alarms = 0;
        var (area, within) = (0.0, 0.0);
        for (var cell = Cells - 1; cell >= 0; cell--)
        {
            var (positive, negative) = ((double)positives[cell], (double)negatives[cell]);
            area += negative * ((double)above + (positive / 2));
            within += negative * (positive / 2);
            above += positives[cell];
            alarms += negatives[cell];
        }

        var pairs = (double)above * (double)alarms;
        return (area / pairs, within / pairs);
    }

    private void AddRows<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RankingChecks.Rows(scores, labels, sampleWeights);
        for (var i = 0; i < sampleWeights.Length; i++)
        {
            if (double.CreateTruncating(sampleWeights[i]) > MaxWeight)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(sampleWeights), sampleWeights[i], Guard.Text($"sampleWeights[{i}] is {sampleWeights[i]}; a weight must be at most 2³²."));
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var place = (double.CreateTruncating(scores[i]) - Low) * scale;
            var cell = (int)Math.Clamp(place, 0, Cells - 1);
            var cells = labels[i] == TLabel.One ? positives : negatives;
            cells[cell] += sampleWeights.IsEmpty ? UInt128.One << FractionBits : FixedPoint.ToFixed(double.CreateTruncating(sampleWeights[i]), FractionBits);
        }
    }
}
