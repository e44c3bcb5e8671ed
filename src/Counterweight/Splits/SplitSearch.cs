using System.Buffers;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Engine;

namespace Counterweight.Splits;

/// <summary>
/// The best split of a node: the feature and threshold of greatest improvement
/// W_t/W·(I − W_L/W_t·I_L − W_R/W_t·I_R) over all bins of all features.
/// </summary>
/// <remarks>
/// <para>
/// Ties are never random: of equal improvements the lowest feature wins, then the lowest threshold, then missing
/// values to the right before missing values to the left. The result is the same whatever the register width and
/// the number of threads, and the same when all weights are multiplied by a power of two.
/// </para>
/// <para>
/// A node of one class has no split. Otherwise an improvement counts only above K·2⁻⁴⁸ of the node's impurity
/// scale (7·10⁻¹⁵ for two classes), below which it cannot be told from rounding.
/// </para>
/// </remarks>
public static class SplitSearch
{
    /// <summary>Searches all features of a node's histogram.</summary>
    /// <typeparam name="TImpurity">The impurity, built in or your own.</typeparam>
    /// <param name="histogram">The node's cells; every feature sums the same rows.</param>
    /// <param name="shape">Features, bins and classes.</param>
    /// <param name="scale">The scale of the histogram's weights.</param>
    /// <param name="impurity">The impurity to reduce.</param>
    /// <param name="options">Minimums, the missing bin and the root's weight.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <returns>The split; <see cref="Split.IsValid"/> is false where there is none.</returns>
    /// <exception cref="ArgumentException">The histogram's length does not fit the shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or the degree of parallelism is outside its range.</exception>
    public static unsafe Split Find<TImpurity>(
        ReadOnlySpan<ClassCell> histogram,
        HistogramShape shape,
        WeightScale scale,
        TImpurity impurity,
        SplitOptions options = default,
        int degreeOfParallelism = 1)
        where TImpurity : struct, IImpurity
    {
        if (shape.Length == 0 || histogram.Length != shape.Length)
        {
            throw new ArgumentException(Guard.Text($"histogram has {histogram.Length} cells; the shape has {shape.Length}."), nameof(histogram));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        options.Check(nameof(options));
        if (shape.ClassCount <= SplitScanOperands.StackClasses)
        {
            Span<ClassCell> totals = stackalloc ClassCell[shape.ClassCount];
            return Find(histogram, totals, shape, scale, impurity, in options, degreeOfParallelism);
        }

        var rented = ArrayPool<ClassCell>.Shared.Rent(shape.ClassCount);
        var split = Find(histogram, rented.AsSpan(0, shape.ClassCount), shape, scale, impurity, in options, degreeOfParallelism);
        ArrayPool<ClassCell>.Shared.Return(rented);
        return split;
    }

    private static unsafe Split Find<TImpurity>(
        ReadOnlySpan<ClassCell> histogram,
        Span<ClassCell> totals,
        HistogramShape shape,
        WeightScale scale,
        TImpurity impurity,
        in SplitOptions options,
        int degreeOfParallelism)
        where TImpurity : struct, IImpurity
    {
        var weight = SumClasses(histogram, shape, totals, out var classesPresent);
        if (classesPresent < 2)
        {
            return default;
        }

        var exponent = Math.ILogB(weight);
        fixed (ClassCell* cells = histogram, sums = totals)
        {
            var data = new SplitScanOperands
            {
                Histogram = cells,
                Totals = sums,
                Features = shape.FeatureCount,
                BinCount = shape.BinCount,
                FeatureStride = shape.FeatureStride,
                Classes = shape.ClassCount,
                LastBinIsMissing = options.LastBinIsMissing,
                Unit = Math.ScaleB(1, -exponent),
                MinRowCount = Math.Max(1, options.MinRowCount),
                MinWeight = Math.ScaleB(options.MinWeight, scale.Exponent - exponent),
                Floor = Math.ScaleB(shape.ClassCount, -48),
            };
            var job = new SplitScanJob<TImpurity>(data, impurity, degreeOfParallelism);
            BlockDispatch.Run<SplitScanJob<TImpurity>, double>(ref job);
            if (!(job.Best.Gain > 0))
            {
                return default;
            }

            var improvement = job.Improvement;
            if (options.RootWeight > 0)
            {
                improvement *= weight * scale.Quantum / options.RootWeight;
            }

            return improvement > options.MinImprovement
                ? Describe(histogram, totals, shape, scale, job.Best, improvement, options.LastBinIsMissing)
                : default;
        }
    }

    private static double SumClasses(ReadOnlySpan<ClassCell> histogram, HistogramShape shape, Span<ClassCell> totals, out int present)
    {
        totals.Clear();
        for (var bin = 0; bin < shape.BinCount; bin++)
        {
            ClassHistogram.Add(totals, histogram.Slice(bin * shape.ClassCount, shape.ClassCount), totals);
        }

        var weight = 0.0;
        present = 0;
        foreach (var cell in totals)
        {
            weight += cell.Weight;
            present += cell.Weight > 0 ? 1 : 0;
        }

        return weight;
    }

    private static Split Describe(
        ReadOnlySpan<ClassCell> histogram,
        ReadOnlySpan<ClassCell> totals,
        HistogramShape shape,
        WeightScale scale,
        SplitCandidate best,
        double improvement,
        bool lastBinIsMissing)
    {
        var feature = histogram.Slice(best.Feature * shape.FeatureStride, shape.BinCount * shape.ClassCount);
        var (rows, weight) = Sum(feature[..((best.Bin + 1) * shape.ClassCount)]);
        if (lastBinIsMissing && best.MissingLeft)
        {
            var (missingRows, missingWeight) = Sum(feature[^shape.ClassCount..]);
            (rows, weight) = (rows + missingRows, weight + missingWeight);
        }

        var (allRows, allWeight) = Sum(totals);
        return new()
        {
            Feature = best.Feature,
            Bin = best.Bin,
            MissingLeft = best.MissingLeft,
            Improvement = improvement,
            LeftRowCount = rows,
            RightRowCount = allRows - rows,
            LeftWeight = scale.ToWeight(weight),
            RightWeight = scale.ToWeight(allWeight - weight),
        };
    }

    private static ClassCell Sum(ReadOnlySpan<ClassCell> cells)
    {
        var (rows, weight) = (0L, 0L);
        foreach (var cell in cells)
        {
            rows += cell.RowCount;
            weight += cell.Weight;
        }

        return new(rows, weight);
    }
}
