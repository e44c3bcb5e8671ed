using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Features;

namespace Counterweight.Binning;

/// <summary>Turns values of features into bin numbers, the operand of histograms. Immutable.</summary>
public sealed class BinMapper
{
    private readonly FeatureBins[] features;

    /// <summary>A mapper of given bins.</summary>
    /// <param name="features">The bins of each feature; at least one feature.</param>
    /// <exception cref="ArgumentException">There are no features, or one of them is null.</exception>
    public BinMapper(ReadOnlySpan<FeatureBins> features)
    {
        if (features.IsEmpty)
        {
            throw new ArgumentException("There are no features.", nameof(features));
        }

        this.features = features.ToArray();
        var missing = Array.IndexOf(this.features, null);
        if (missing >= 0)
        {
            throw new ArgumentException(Guard.Text($"features[{missing}] is null."), nameof(features));
        }

        MissingBin = this.features.Max(feature => feature.BinCount);
        HasMissing = this.features.Any(feature => feature.HasMissing);
    }

    /// <summary>Features of a row.</summary>
    public int FeatureCount => features.Length;

    /// <summary>Whether a value was missing when the bins were found. Histograms then need the bin of missing values.</summary>
    public bool HasMissing { get; }

    /// <summary>The bin of NaN. It is the same for all features: the one after the last bin of the feature that has most.</summary>
    public int MissingBin { get; }

    /// <summary>Bins of a histogram: those of the feature that has most, and the missing one if <see cref="HasMissing"/>.</summary>
    public int BinCount => MissingBin + (HasMissing ? 1 : 0);

    /// <summary>Bins of one feature.</summary>
    /// <param name="feature">The feature, in [0, <see cref="FeatureCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public FeatureBins this[int feature]
    {
        get
        {
            Guard.Index(feature, features.Length);
            return features[feature];
        }
    }

    /// <summary>Finds the bins of every feature, all numeric or some categorical.</summary>
    /// <typeparam name="T">Type of the values, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TWeight">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">Rows with their features; NaN is a missing value, ±∞ are values of numeric features.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0, or empty: all 1. A row of weight 0 is no row.</param>
    /// <param name="maxBins">Most bins of values a feature, 2 … 65,535; at most 255 where bins are to be bytes.</param>
    /// <param name="isCategorical">One flag a feature, or empty: all numeric.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included: a feature each.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A category is not a finite integer, a weight is negative, NaN or infinite (the message names it), there are too few or too many bins, or the degree of parallelism is below 1.</exception>
    public static unsafe BinMapper Find<T, TWeight>(FeatureMatrix<T> data, ReadOnlySpan<TWeight> sampleWeights, int maxBins = 255, ReadOnlySpan<bool> isCategorical = default, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
    {
        Guard.SameLengthOrEmpty(isCategorical.Length, data.FeatureCount, nameof(isCategorical), "the number of features");
        Guard.DegreeOfParallelism(degreeOfParallelism);
        fixed (T* values = data.Values)
        fixed (TWeight* weights = sampleWeights)
        fixed (bool* categorical = isCategorical)
        {
            var job = new BinSearchJob<T, TWeight>(values, data.RowCount, data.FeatureCount, data.Layout, weights, sampleWeights.Length, maxBins, categorical);
            WorkItems.Run(ref job, data.FeatureCount, degreeOfParallelism);
            return new BinMapper(job.Found());
        }
    }

    /// <summary>Bins of rows.</summary>
    /// <typeparam name="T">Type of the values, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TBin"><see cref="byte"/>, where <see cref="MissingBin"/> is at most 255, or <see cref="ushort"/>.</typeparam>
    /// <param name="data">Rows with the features of this mapper.</param>
    /// <param name="bins">A bin for each row and feature, in either layout.</param>
    /// <param name="layout">The layout of <paramref name="bins"/>.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <exception cref="ArgumentException">A number of features or a length does not fit, <see cref="MissingBin"/> exceeds 255 and bins are bytes, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout or the degree of parallelism is outside its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="TBin"/> is neither byte nor ushort.</exception>
    public unsafe void Apply<T, TBin>(FeatureMatrix<T> data, Span<TBin> bins, FeatureLayout layout = FeatureLayout.RowMajor, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBin : unmanaged
    {
        FeatureChecks.BinType<TBin>();
        Guard.ElementType<T>();
        Guard.DegreeOfParallelism(degreeOfParallelism);
        FeatureChecks.Layout(layout, nameof(layout));
        if (data.FeatureCount != features.Length)
        {
            throw new ArgumentException(Guard.Text($"data has {data.FeatureCount} features, not {features.Length}."), nameof(data));
        }

        if (typeof(TBin) == typeof(byte) && MissingBin > byte.MaxValue)
        {
            throw new ArgumentException(Guard.Text($"bins of 8 bits hold numbers up to 255, not {MissingBin}, the bin of missing values."), nameof(bins));
        }

        Guard.SameLength(bins.Length, data.Values.Length, nameof(bins), nameof(data));
        Guard.Disjoint<TBin, T>(bins, data.Values, nameof(bins), nameof(data));
        fixed (T* v = data.Values)
        fixed (TBin* b = bins)
        {
            if (typeof(TBin) == typeof(byte))
            {
                Apply(data, v, (byte*)b, layout, degreeOfParallelism);
            }
            else
            {
                Apply(data, v, (ushort*)b, layout, degreeOfParallelism);
            }
        }
    }

    private unsafe void Apply<T, TBin>(FeatureMatrix<T> data, T* values, TBin* bins, FeatureLayout layout, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var toRows = layout == FeatureLayout.RowMajor;
        var operands = new BinOperands<T, TBin>
        {
            Values = values,
            Bins = bins,
            ValueRowStride = data.RowStride,
            ValueFeatureStride = data.Layout == FeatureLayout.RowMajor ? 1 : data.RowCount,
            BinRowStride = toRows ? features.Length : 1,
            BinFeatureStride = toRows ? 1 : data.RowCount,
            RowCount = data.RowCount,
            Missing = TBin.CreateTruncating(MissingBin),
        };
        var job = new BinLoop<T, TBin>(operands, features);
        WorkItems.Run(ref job, BinLoop<T, TBin>.Items(data.RowCount), degreeOfParallelism);
    }
}
