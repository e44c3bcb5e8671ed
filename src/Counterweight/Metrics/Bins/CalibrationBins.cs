using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Binning;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Metrics.Bins;

/// <summary>
/// What happened to rows that were given about the same probability of class 1: bins of probabilities, and in each the weight of its rows, their mean
/// probability and the fraction that is of class 1. Batches, parts and threads add up where bins are the same.
/// </summary>
/// <remarks>
/// <para>
/// A probability is in the first bin whose edge is not below it. The sums of each bin are exact: neither the order of rows nor the cut into
/// batches changes a bit of any measure, and a row of weight 0 is no row. An object is not for two threads at once.
/// </para>
/// <para>
/// A measure of several classes takes the bins of one class against all others, or those of the greatest probability of each row and whether it is right.
/// scikit-learn 1.2.1's calibration_curve takes no weights; of bins of equal width it has the same numbers.
/// </para>
/// </remarks>
[DebuggerDisplay("{BinCount} bins, weight {Weight}")]
public sealed partial class CalibrationBins
{
    private readonly double[] edges;
    private readonly CalibrationSums[] sums;

    /// <summary>Bins between given edges, without rows.</summary>
    /// <param name="edges">The upper edges of all bins but the last, whose edge is 1: in [0, 1), each above the one before; none: one bin.</param>
    /// <exception cref="ArgumentOutOfRangeException">An edge is out of its range or order; the message names it.</exception>
    public CalibrationBins(ReadOnlySpan<double> edges)
    {
        for (var i = 0; i < edges.Length; i++)
        {
            var least = i == 0 ? 0 : double.BitIncrement(edges[i - 1]);
            if (!(edges[i] >= least && edges[i] < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(edges), edges[i], Guard.Text($"edges[{i}] is {edges[i]}; it must be at least {least} and below 1."));
            }
        }

        this.edges = [.. edges, 1];
        sums = new CalibrationSums[checked(2 * this.edges.Length)];
    }

    /// <summary>Number of bins.</summary>
    public int BinCount => edges.Length;

    /// <summary>The upper edge of each bin, which belongs to it; the last is 1.</summary>
    public ReadOnlySpan<double> Edges => edges;

    /// <summary>Weight of all rows.</summary>
    public double Weight => WeightUnit.Value(Total().Weight);

    /// <summary>A bin.</summary>
    /// <param name="bin">Its number.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin.</exception>
    public CalibrationBin this[int bin]
    {
        get
        {
            Guard.Index(bin, BinCount);
            return Bin(bin);
        }
    }

    /// <summary>Bins of the same width: the edges are 1/n, 2/n, … 1.</summary>
    /// <param name="binCount">n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="binCount"/> is out of its range.</exception>
    public static CalibrationBins EqualWidth(int binCount)
    {
        Guard.AtLeast(binCount, 1);
        Guard.AtMost(binCount, FeatureBins.MaxBins);
        var even = new double[binCount - 1];
        for (var i = 0; i < even.Length; i++)
        {
            even[i] = (i + 1.0) / binCount;
        }

        return new(even);
    }

    /// <summary>Bins of about the same weight: weighted quantiles of some rows, as those of a feature (<see cref="FeatureBins"/>). The rows are not added.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">One probability a row, in [0, 1].</param>
    /// <param name="binCount">Most bins, at least 2; there are fewer where many probabilities are equal.</param>
    /// <param name="sampleWeights">One weight a row, in [0, 10²⁸⁰]; empty: all 1.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the message names it.</exception>
    public static CalibrationBins EqualMass<T>(ReadOnlySpan<T> probabilities, int binCount, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.AtLeast(binCount, 2);
        Guard.AtMost(binCount, FeatureBins.MaxBins);
        CheckRows(probabilities, probabilities.Length, sampleWeights);
        return new(FeatureBins.FindNumeric<T, T>(new(probabilities, probabilities.Length, 1), 0, sampleWeights, binCount).Edges);
    }

    /// <summary>Adds rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">One probability of class 1 a row, in [0, 1].</param>
    /// <param name="labels">0 or 1 a row.</param>
    /// <param name="sampleWeights">One weight a row, in [0, 10²⁸⁰]; empty: all 1.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit. Nothing has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the message names it. Nothing has been added.</exception>
    public void Add<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddRows(probabilities, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="Add{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public void Add<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddRows(probabilities, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <summary>Adds the rows of others.</summary>
    /// <param name="other">The same bins.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="ArgumentException">Its edges differ.</exception>
    public void Add(CalibrationBins other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!other.edges.AsSpan().SequenceEqual(edges))
        {
            throw new ArgumentException("other has other edges.", nameof(other));
        }

        for (var i = 0; i < sums.Length; i++)
        {
            sums[i].Add(in other.sums[i]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Guard.Text($"{BinCount} bins, weight {Weight}");

    private unsafe void AddRows<TLabel, T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.DegreeOfParallelism(degreeOfParallelism);
        CheckRows(probabilities, labels.Length, sampleWeights);
        Guard.Labels(labels, 2, ignoreLabel, nameof(labels));
        fixed (TLabel* l = labels)
        fixed (T* p = probabilities, w = sampleWeights)
        {
            var loop = new CalibrationLoop<TLabel, T>(edges, p, l, w, labels.Length, ignoreLabel ?? -1);
            WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
            loop.MoveTo(sums);
        }
    }

    private static void CheckRows<T>(ReadOnlySpan<T> probabilities, int rows, ReadOnlySpan<T> sampleWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(probabilities.Length, rows, nameof(probabilities), "labels");
        Guard.SameLengthOrEmpty(sampleWeights.Length, rows, nameof(sampleWeights), nameof(probabilities));
        Guard.Elements(default(UnitCheck<T>), probabilities, nameof(probabilities), "a probability must lie in [0, 1]");
        WeightUnit.Check(sampleWeights, nameof(sampleWeights));
    }

    private CalibrationBin Bin(int bin)
    {
        var all = sums[2 * bin];
        all.Add(in sums[(2 * bin) + 1]);
        var weight = all.Weight.Value;
        return new(edges[bin], WeightUnit.Value(in all.Weight), all.Probability.Value / weight, sums[(2 * bin) + 1].Weight.Value / weight);
    }

    private CalibrationSums Total()
    {
        var total = default(CalibrationSums);
        foreach (ref readonly var own in sums.AsSpan())
        {
            total.Add(in own);
        }

        return total;
    }

    /// <summary>A number in [0, 1].</summary>
    private readonly struct UnitCheck<T> : IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.LessThanOrEqual(TBlock.Zero, element) & TBlock.LessThanOrEqual(element, TBlock.One);
    }
}
