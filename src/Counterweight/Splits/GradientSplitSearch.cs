using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Features.Bundles;
using Counterweight.Histograms;

namespace Counterweight.Splits;

/// <summary>
/// The best split of a boosting tree's node: the feature and threshold, or set of categories, of greatest
/// <see cref="BoostingGain"/> over all bins of all features of a gradient histogram, of one output or several.
/// </summary>
/// <remarks>
/// <para>
/// Ties are never random: of equal gains the lowest feature wins, then the lowest threshold, then missing values to the
/// right before missing values to the left; sides that change places gain the same to the bit. The result is the same
/// whatever the register width and the number of threads.
/// </para>
/// <para>
/// The sums of both sides are exact integers, rounded to double once; an output's term then carries at most five
/// roundings. A gain counts only above γ and (K + 1)·2⁻⁴⁸ of the node's own Q, below which it cannot be told from rounding.
/// </para>
/// <para>
/// The bins of a categorical feature are put in order first: by G/(H + s) (Fisher, On Grouping for Maximum Homogeneity,
/// 1958; LightGBM's cat_smooth is s), several outputs by the first principal direction of the vectors G_k/(H_k + s),
/// weighted (32 steps of power iteration).
/// </para>
/// </remarks>
public static class GradientSplitSearch
{
    /// <summary>Searches all features of a node's histogram.</summary>
    /// <param name="histogram">The node's histogram; every feature (of gain weight above 0) sums the same rows.</param>
    /// <param name="gain">The gain, with its penalties.</param>
    /// <param name="options">Minimums and the missing bin.</param>
    /// <param name="features">Which features are categorical, what their gains count, and which share a column of the histogram.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <returns>The split; <see cref="GradientSplit.IsValid"/> is false where there is none.</returns>
    /// <exception cref="ArgumentException">There is not one histogram, a length does not fit its shape, or the histogram is not of the columns that features share.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A penalty, option, gain weight or the degree of parallelism is outside its range, or the shape is so large that the search needs a longer buffer than an array can be.</exception>
    public static GradientSplit Find(
        GradientHistogramView histogram,
        BoostingGain gain = default,
        GradientSplitOptions options = default,
        SplitFeatures features = default,
        int degreeOfParallelism = 1)
    {
        SplitRun.One(histogram.Count, nameof(histogram));
        var split = default(GradientSplit);
        Search(histogram, [0], new Span<GradientSplit>(ref split), gain, options, features, degreeOfParallelism, nameof(histogram));
        return split;
    }

    /// <summary>Searches all features of several nodes at once.</summary>
    /// <param name="histograms">Histograms one after the other.</param>
    /// <param name="nodes">The numbers of the histograms to search, in any order.</param>
    /// <param name="splits">A split for each of <paramref name="nodes"/>, as <see cref="Find"/> finds it.</param>
    /// <param name="gain">The gain, with its penalties.</param>
    /// <param name="options">Minimums and the missing bin.</param>
    /// <param name="features">Which features are categorical, what their gains count, and which share a column of the histogram.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <exception cref="ArgumentException">There is no histogram, a length does not fit, or the histograms are not of the columns that features share.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A node, penalty, option, gain weight or the degree of parallelism is outside its range, or the shape is so large that the search needs a longer buffer than an array can be.</exception>
    public static void FindAll(
        GradientHistogramView histograms,
        ReadOnlySpan<int> nodes,
        Span<GradientSplit> splits,
        BoostingGain gain = default,
        GradientSplitOptions options = default,
        SplitFeatures features = default,
        int degreeOfParallelism = 1)
    {
        SplitRun.Nodes(histograms.Count, nodes, splits.Length);
        Search(histograms, nodes, splits, gain, options, features, degreeOfParallelism, nameof(histograms));
    }

    private static unsafe void Search(
        GradientHistogramView histograms,
        ReadOnlySpan<int> nodes,
        Span<GradientSplit> splits,
        BoostingGain gain,
        GradientSplitOptions options,
        SplitFeatures features,
        int degreeOfParallelism,
        string name)
    {
        var (shape, scale) = (histograms.Shape, histograms.Scale);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        gain.Check(nameof(gain));
        options.Check(nameof(options));
        var (featureCount, binCount) = features.Check(shape.FeatureCount, shape.BinCount, nodes.Length, nameof(features));
        var toHessian = scale.WeightExponent + scale.HessianExponent;
        fixed (long* cells = histograms.Cells)
        fixed (int* slots = nodes)
        fixed (double* gainWeights = features.GainWeights)
        fixed (bool* categorical = features.IsCategorical)
        fixed (BundledFeature* bundled = features.Bundled)
        fixed (byte* placeBins = features.PlaceBins)
        fixed (short* placeCells = features.PlaceCells)
        {
            var data = new SplitScanOperands(slots, nodes.Length, featureCount, binCount, options.LastBinIsMissing, options.MinRowCount)
            {
                Histograms = cells,
                Places = new(bundled, placeBins, placeCells, shape.FeatureCount, shape.BinCount, features.MostPlaces),
                NodeStride = shape.Length,
                FeatureStride = shape.FeatureStride,
                Components = 1 + shape.OutputCount,
                Categories = options.Categories.ToRule(Math.ScaleB(options.Categories.Smoothing, toHessian)),
                MinWeight = Math.ScaleB(options.MinWeight, scale.WeightExponent),
                MinHessian = Math.ScaleB(options.MinHessian, toHessian),
                Margin = Math.ScaleB(2 * gain.Gamma, -BoostingGain.ScoreExponent(scale)),
            };
            data.SetFeatures(gainWeights, features.GainWeights.Length, categorical);
            var rented = ArrayPool<long>.Shared.Rent(SplitRun.ScratchLength(in data, name));
            fixed (long* scratch = rented)
            {
                var parts = SplitRun.Place(ref data, scratch);
                if (gain.IsLimited)
                {
                    Scan<On>(in data, gain, scale, degreeOfParallelism);
                }
                else
                {
                    Scan<Off>(in data, gain, scale, degreeOfParallelism);
                }

                for (var node = 0; node < splits.Length; node++)
                {
                    splits[node] = Describe(in data, node, BoostingGain.ScoreExponent(scale), in parts);
                }
            }

            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static void Scan<TLimited>(in SplitScanOperands data, BoostingGain gain, GradientHistogramScale scale, int degreeOfParallelism)
        where TLimited : struct, IStaticFlag
    {
        var job = new SplitScanJob<GradientCriterion<TLimited>>(data, gain.ToCriterion<TLimited>(scale), degreeOfParallelism);
        BlockDispatch.Run<SplitScanJob<GradientCriterion<TLimited>>, double>(ref job);
    }

    private static unsafe GradientSplit Describe(in SplitScanOperands data, int node, int exponent, in SplitScratch scratch)
    {
        var best = data.Nodes[node].Best;
        if (!(best.Key > 0))
        {
            return default;
        }

        var set = SplitRun.Left(in data, node, true, in scratch);
        var (ofLeft, all) = (Sums(scratch.Left, data.Components), Sums(data.Totals + (node * data.CellLength), data.Components));
        var isCategorical = data.IsCategorical(best.Feature);
        return new()
        {
            Feature = best.Feature,
            Bin = isCategorical ? 0 : data.Places.Bin(best.Feature, best.Bin),
            MissingGoesLeft = isCategorical ? data.LastBinIsMissing && set.Contains(data.BinCount - 1) : best.MissingGoesLeft,
            IsCategorical = isCategorical,
            LeftBins = set,
            Gain = Math.ScaleB((best.Gain - data.Margin) / 2, exponent),
            Left = ofLeft,
            Right = new(all.RowCount - ofLeft.RowCount, all.Weight - ofLeft.Weight, all.Gradient - ofLeft.Gradient, all.Hessian - ofLeft.Hessian),
        };
    }

    private static unsafe GradientSums Sums(long* cell, int components)
    {
        var (gradient, hessian) = (Int128.Zero, Int128.Zero);
        for (nint p = 1; p < components; p++)
        {
            gradient += cell[2 * p];
            hessian += cell[(2 * p) + 1];
        }

        return new(cell[0], cell[1], gradient, hessian);
    }
}
