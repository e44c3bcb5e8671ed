using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Features.Bundles;
using Counterweight.Histograms;

namespace Counterweight.Splits;

/// <summary>
/// The best split of a node: the feature and threshold of greatest gain
/// W_t/W·(I − W_L/W_t·I_L − W_R/W_t·I_R), or set of categories, over all bins of all features.
/// </summary>
/// <remarks>
/// <para>
/// Ties are never random: of equal gains the lowest feature wins, then the lowest threshold, then missing
/// values to the right before missing values to the left. The result is the same whatever the register width and
/// the number of threads, and the same when all weights are multiplied by a power of two.
/// </para>
/// <para>
/// The bins of a categorical feature are put in order first: two classes by their weighted share of class 1, for which
/// the best of all sets of categories is a beginning of the order (Breiman et al., Classification and Regression Trees,
/// 1984, theorem 4.5), more classes by the first principal direction of their class shares, weighted (Coppersmith, Hong,
/// Hosking, Partitioning Nominal Attributes in Decision Trees, 1999; 32 steps of power iteration).
/// </para>
/// <para>
/// A node of one class has no split. Otherwise a gain counts only above K·2⁻⁴⁸ of the node's impurity
/// scale (7·10⁻¹⁵ for two classes), below which it cannot be told from rounding.
/// </para>
/// </remarks>
public static class SplitSearch
{
    /// <summary>Searches all features of a node's histogram.</summary>
    /// <typeparam name="TImpurity">The impurity, built in or your own.</typeparam>
    /// <param name="histogram">The node's histogram; every feature (of gain weight above 0) sums the same rows.</param>
    /// <param name="impurity">The impurity to reduce.</param>
    /// <param name="options">Minimums, the missing bin and the root's weight.</param>
    /// <param name="features">Which features are categorical, what their gains count, and which share a column of the histogram.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <returns>The split; <see cref="Split.IsValid"/> is false where there is none.</returns>
    /// <exception cref="ArgumentException">There is not one histogram, a length does not fit its shape, or the histogram is not of the columns that features share.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, gain weight or the degree of parallelism is outside its range, or the shape is so large that the search needs a longer buffer than an array can be.</exception>
    public static Split Find<TImpurity>(
        ClassHistogramView histogram,
        TImpurity impurity,
        SplitOptions options = default,
        SplitFeatures features = default,
        int degreeOfParallelism = 1)
        where TImpurity : struct, IImpurity
    {
        SplitRun.One(histogram.Count, nameof(histogram));
        var split = default(Split);
        Search(histogram, [0], new Span<Split>(ref split), impurity, options, features, degreeOfParallelism, nameof(histogram));
        return split;
    }

    /// <summary>Searches all features of several nodes at once.</summary>
    /// <typeparam name="TImpurity">The impurity, built in or your own.</typeparam>
    /// <param name="histograms">Histograms one after the other.</param>
    /// <param name="nodes">The numbers of the histograms to search, in any order.</param>
    /// <param name="splits">A split for each of <paramref name="nodes"/>, as <see cref="Find"/> finds it.</param>
    /// <param name="impurity">The impurity to reduce.</param>
    /// <param name="options">Minimums, the missing bin and the root's weight.</param>
    /// <param name="features">Which features are categorical, what their gains count, and which share a column of the histogram.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <exception cref="ArgumentException">There is no histogram, a length does not fit, or the histograms are not of the columns that features share.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A node, option, gain weight or the degree of parallelism is outside its range, or the shape is so large that the search needs a longer buffer than an array can be.</exception>
    public static void FindAll<TImpurity>(
        ClassHistogramView histograms,
        ReadOnlySpan<int> nodes,
        Span<Split> splits,
        TImpurity impurity,
        SplitOptions options = default,
        SplitFeatures features = default,
        int degreeOfParallelism = 1)
        where TImpurity : struct, IImpurity
    {
        SplitRun.Nodes(histograms.Count, nodes, splits.Length);
        Search(histograms, nodes, splits, impurity, options, features, degreeOfParallelism, nameof(histograms));
    }

    private static unsafe void Search<TImpurity>(
        ClassHistogramView histograms,
        ReadOnlySpan<int> nodes,
        Span<Split> splits,
        TImpurity impurity,
        in SplitOptions options,
        SplitFeatures features,
        int degreeOfParallelism,
        string name)
        where TImpurity : struct, IImpurity
    {
        var (shape, scale) = (histograms.Shape, histograms.Scale);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        options.Check(nameof(options));
        var (featureCount, binCount) = features.Check(shape.FeatureCount, shape.BinCount, nodes.Length, nameof(features));
        fixed (ClassCell* cells = histograms.Cells)
        fixed (int* slots = nodes)
        fixed (double* gainWeights = features.GainWeights)
        fixed (bool* categorical = features.IsCategorical)
        fixed (BundledFeature* bundled = features.Bundled)
        fixed (byte* placeBins = features.PlaceBins)
        fixed (short* placeCells = features.PlaceCells)
        {
            var data = new SplitScanOperands(slots, nodes.Length, featureCount, binCount, options.LastBinIsMissing, options.MinRowCount)
            {
                Histograms = (long*)cells,
                Places = new(bundled, placeBins, placeCells, shape.FeatureCount, shape.BinCount, features.MostPlaces),
                NodeStride = 2 * (nint)shape.Length,
                FeatureStride = 2 * (nint)shape.FeatureStride,
                Components = shape.ClassCount,
                Categories = options.Categories.ToRule(Math.ScaleB(options.Categories.Smoothing, scale.Exponent)),
                MinWeight = Math.ScaleB(options.MinWeight, scale.Exponent),
            };
            data.SetFeatures(gainWeights, features.GainWeights.Length, categorical);
            var rented = ArrayPool<long>.Shared.Rent(SplitRun.ScratchLength(in data, name));
            fixed (long* scratch = rented)
            {
                var parts = SplitRun.Place(ref data, scratch);
                var job = new SplitScanJob<ClassCriterion<TImpurity>>(data, new(impurity), degreeOfParallelism);
                BlockDispatch.Run<SplitScanJob<ClassCriterion<TImpurity>>, double>(ref job);
                for (var node = 0; node < splits.Length; node++)
                {
                    splits[node] = Describe(in data, node, scale, impurity, in options, in parts);
                }
            }

            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static unsafe Split Describe<TImpurity>(in SplitScanOperands data, int node, WeightScale scale, TImpurity impurity, in SplitOptions options, in SplitScratch scratch)
        where TImpurity : struct, IImpurity
    {
        ref var state = ref data.Nodes[node];
        var best = state.Best;
        if (!(best.Key > 0))
        {
            return default;
        }

        // The node's total is the negative of its score.
        var gain = impurity.Gain(best.Gain, -state.Score, state.Weight);
        if (options.RootWeight > 0)
        {
            gain *= state.Weight / state.Unit * scale.Quantum / options.RootWeight;
        }

        if (!(gain > options.MinGain))
        {
            return default;
        }

        var set = SplitRun.Left(in data, node, false, in scratch);
        var total = data.Totals + (node * data.CellLength);
        var (rows, weight, allRows, allWeight) = (0L, 0L, 0L, 0L);
        for (nint p = 0; p < data.Components; p++)
        {
            rows += scratch.Left[2 * p];
            weight += scratch.Left[(2 * p) + 1];
            allRows += total[2 * p];
            allWeight += total[(2 * p) + 1];
        }

        var isCategorical = data.IsCategorical(best.Feature);
        return new()
        {
            Feature = best.Feature,
            Bin = isCategorical ? 0 : data.Places.Bin(best.Feature, best.Bin),
            MissingGoesLeft = isCategorical ? data.LastBinIsMissing && set.Contains(data.BinCount - 1) : best.MissingGoesLeft,
            IsCategorical = isCategorical,
            LeftBins = set,
            Gain = gain,
            LeftRowCount = rows,
            RightRowCount = allRows - rows,
            LeftWeight = scale.ToWeight(weight),
            RightWeight = scale.ToWeight(allWeight - weight),
        };
    }
}
