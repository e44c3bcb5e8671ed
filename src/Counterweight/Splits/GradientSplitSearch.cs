using System.Buffers;
using Counterweight.Blocks;
using Counterweight.Engine;

namespace Counterweight.Splits;

/// <summary>
/// The best split of a boosting tree's node: the feature and threshold, or set of categories, of greatest
/// <see cref="BoostingGain"/> over all bins of all features of a gradient histogram, of one output or several.
/// </summary>
/// <remarks>
/// <para>
/// Ties are never random: of equal gains the lowest feature wins, then the lowest threshold, then missing values to the
/// right before missing values to the left. Sides that change places gain the same to the bit. The result is the same whatever the register width and the number of threads.
/// </para>
/// <para>
/// The sums of both sides are exact integers, rounded to double once; an output's term then carries at most five
/// roundings. A gain counts only above γ and (K + 1)·2⁻⁴⁸ of the node's own Q, below which it cannot be told from
/// rounding. Nor is the best one a split where rows that all ask for the same step could gain as much by their own
/// rounding to integers: Q of both sides with G = W·(1 + |G/H|)/2 quanta, G/H the node's in integers.
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
    /// <param name="histogram">The node's cells; every feature (of gain weight above 0) sums the same rows.</param>
    /// <param name="shape">Features, bins and outputs.</param>
    /// <param name="scale">The scale of the histogram.</param>
    /// <param name="gain">The gain, with its penalties.</param>
    /// <param name="options">Minimums and the missing bin.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <param name="features">Which features are categorical, and what their gains count.</param>
    /// <returns>The split; <see cref="GradientSplit.IsValid"/> is false where there is none.</returns>
    /// <exception cref="ArgumentException">A length does not fit the shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A penalty, option, gain weight or the degree of parallelism is outside its range.</exception>
    public static GradientSplit Find(
        ReadOnlySpan<long> histogram,
        GradientHistogramShape shape,
        GradientHistogramScale scale,
        BoostingGain gain = default,
        GradientSplitOptions options = default,
        int degreeOfParallelism = 1,
        SplitFeatures features = default)
    {
        if (shape.Length == 0 || histogram.Length != shape.Length)
        {
            throw new ArgumentException(Guard.Text($"histogram has {histogram.Length} numbers; the shape has {shape.Length}."), nameof(histogram));
        }

        var split = default(GradientSplit);
        FindAll(histogram, [0], shape, scale, new Span<GradientSplit>(ref split), gain, options, degreeOfParallelism, features);
        return split;
    }

    /// <summary>Searches all features of several nodes at once.</summary>
    /// <param name="histograms">Histograms one after the other, each <see cref="GradientHistogramShape.Length"/> numbers.</param>
    /// <param name="nodes">The numbers of the histograms to search, in any order.</param>
    /// <param name="shape">Features, bins and outputs.</param>
    /// <param name="scale">The scale of the histograms.</param>
    /// <param name="splits">A split for each of <paramref name="nodes"/>, as <see cref="Find"/> finds it.</param>
    /// <param name="gain">The gain, with its penalties.</param>
    /// <param name="options">Minimums and the missing bin.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <param name="features">Which features are categorical, and what their gains count.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A node, penalty, option, gain weight or the degree of parallelism is outside its range.</exception>
    public static unsafe void FindAll(
        ReadOnlySpan<long> histograms,
        ReadOnlySpan<int> nodes,
        GradientHistogramShape shape,
        GradientHistogramScale scale,
        Span<GradientSplit> splits,
        BoostingGain gain = default,
        GradientSplitOptions options = default,
        int degreeOfParallelism = 1,
        SplitFeatures features = default)
    {
        SplitRun.Lengths(histograms.Length, shape.Length, nodes, splits.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        gain.Check(nameof(gain));
        options.Check(nameof(options));
        features.Check(shape.FeatureCount, shape.BinCount, nodes.Length, nameof(features));
        var toHessian = scale.WeightExponent + scale.HessianExponent;
        fixed (long* cells = histograms)
        fixed (int* slots = nodes)
        fixed (double* gainWeights = features.GainWeights)
        fixed (bool* categorical = features.IsCategorical)
        {
            var data = new SplitScanOperands
            {
                Histograms = cells,
                Slots = slots,
                NodeCount = nodes.Length,
                NodeStride = shape.Length,
                Features = shape.FeatureCount,
                FeatureStride = shape.FeatureStride,
                BinCount = shape.BinCount,
                Pairs = 1 + shape.OutputCount,
                LastBinIsMissing = options.LastBinIsMissing,
                GainWeights = gainWeights,
                GainWeightStride = features.GainWeights.Length > shape.FeatureCount ? shape.FeatureCount : 0,
                Categorical = categorical,
                Categories = options.Categories.ToRule(Math.ScaleB(options.Categories.Smoothing, toHessian)),
                MinRowCount = Math.Max(1, options.MinRowCount),
                MinWeight = Math.ScaleB(options.MinWeight, scale.WeightExponent),
                MinHessian = Math.ScaleB(options.MinHessian, toHessian),
                Margin = Math.ScaleB(2 * gain.Gamma, -BoostingGain.ScoreExponent(scale)),
            };
            var rented = ArrayPool<long>.Shared.Rent(SplitRun.ScratchLength(in data));
            fixed (long* scratch = rented)
            {
                var left = SplitRun.Place(ref data, scratch);
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
                    splits[node] = Describe(in data, node, gain, scale, options.LastBinIsMissing, left);
                }
            }

            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static void Scan<TLimited>(in SplitScanOperands data, BoostingGain gain, GradientHistogramScale scale, int degreeOfParallelism)
        where TLimited : struct, IOption
    {
        var job = new SplitScanJob<GradientCriterion<TLimited>>(data, gain.On<TLimited>(scale), degreeOfParallelism);
        BlockDispatch.Run<SplitScanJob<GradientCriterion<TLimited>>, double>(ref job);
    }

    private static unsafe GradientSplit Describe(in SplitScanOperands data, int node, BoostingGain gain, GradientHistogramScale scale, bool lastBinIsMissing, long* left)
    {
        var best = data.Nodes[node].Best;
        if (!(best.Key > 0))
        {
            return default;
        }

        var set = SplitRun.Left(in data, node, true, left);
        var total = data.Totals + (node * data.CellLength);
        if (!(best.Gain - data.Margin > Noise(left, total, data.Pairs, gain.L2On(scale))))
        {
            return default;
        }

        var (ofLeft, all) = (Sums(left, data.Pairs), Sums(total, data.Pairs));
        var isCategorical = data.IsCategorical(best.Feature);
        return new()
        {
            Feature = best.Feature,
            Bin = isCategorical ? 0 : best.Bin,
            MissingLeft = isCategorical ? lastBinIsMissing && set.Contains(data.BinCount - 1) : best.MissingLeft,
            IsCategorical = isCategorical,
            LeftBins = set,
            Gain = Math.ScaleB((best.Gain - data.Margin) / 2, BoostingGain.ScoreExponent(scale)),
            Left = ofLeft,
            Right = new(all.RowCount - ofLeft.RowCount, all.Weight - ofLeft.Weight, all.Gradient - ofLeft.Gradient, all.Hessian - ofLeft.Hessian),
        };
    }

    /// <summary>The most that both sides score above the node if all rows ask for the same step, by rounding alone.</summary>
    /// <remarks>
    /// Where −G/H is c of every row, what rounding leaves of a side's G + cH is at most (1 + |c|)/2 units a weight; the
    /// side scores the square of that over its bend.
    /// </remarks>
    private static unsafe double Noise(long* left, long* total, int pairs, double l2)
    {
        var noise = 0.0;
        for (nint p = 1; p < pairs; p++)
        {
            var (gradient, hessian) = (total[2 * p], total[(2 * p) + 1]);
            var unit = hessian > 0 ? (1 + Math.Abs((double)gradient / hessian)) / 2 : 0;
            noise += Score(unit * left[1], left[(2 * p) + 1]) + Score(unit * (total[1] - left[1]), hessian - left[(2 * p) + 1]);
        }

        return noise;

        double Score(double rest, double bend) => bend + l2 > 0 ? rest * rest / (bend + l2) : 0;
    }

    private static unsafe GradientSums Sums(long* cell, int pairs)
    {
        var (gradient, hessian) = (0L, 0L);
        for (nint p = 1; p < pairs; p++)
        {
            gradient += cell[2 * p];
            hessian += cell[(2 * p) + 1];
        }

        return new(cell[0], cell[1], gradient, hessian);
    }
}
