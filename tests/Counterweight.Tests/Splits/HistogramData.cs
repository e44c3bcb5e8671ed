using System.Numerics;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Random binned rows and their histograms.</summary>
public abstract class HistogramData<TData, TScale, TCell>
    where TData : HistogramData<TData, TScale, TCell>
    where TScale : struct
    where TCell : unmanaged, IEquatable<TCell>
{
    /// <summary>Bins, row-major.</summary>
    public required ushort[] Bins { get; init; }

    /// <summary>Empty, or a weight a row.</summary>
    public required float[] SampleWeights { get; init; }

    public abstract TScale Scale { get; }

    public int Rows => Bins.Length / FeatureCount;

    public int[] AllRows => [.. Enumerable.Range(0, Rows)];

    /// <summary>Cells of the histogram.</summary>
    public abstract int Length { get; }

    protected abstract int FeatureCount { get; }

    protected abstract int BinCount { get; }

    public static double[] Wide(float[] values) => As<double>(values);

    /// <summary>The data of these rows, in this order.</summary>
    public abstract TData Take(int[] rows);

    /// <summary>By every element type and layout of bins and both types of numbers, which must agree.</summary>
    public TCell[] Histogram(int[]? rows = null, TScale? scale = null, int threads = 1)
    {
        var result = Of<ushort, float>(FeatureLayout.RowMajor);
        AssertSame(Of<ushort, double>(FeatureLayout.FeatureMajor));
        if (BinCount <= 256)
        {
            AssertSame(Of<byte, double>(FeatureLayout.RowMajor));
            AssertSame(Of<byte, float>(FeatureLayout.FeatureMajor));
        }

        return result;

        void AssertSame(TCell[] other) => Assert.True(result.AsSpan().SequenceEqual(other), "Another type or layout gives another histogram.");

        TCell[] Of<TBin, T>(FeatureLayout layout)
            where TBin : unmanaged, IBinaryInteger<TBin>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var cells = new TCell[Length];
            cells.AsSpan().Fill(Filler);
            Build<TBin, T>(Matrix(BinsOf<TBin>(layout), layout), rows, scale ?? Scale, cells, threads);
            return cells;
        }
    }

    /// <summary>What a destination holds before; no histogram has such a cell.</summary>
    public abstract TCell Filler { get; }

    /// <summary>All rows, where <paramref name="rows"/> is null.</summary>
    public abstract void Build<TBin, T>(BinMatrix<TBin> bins, int[]? rows, TScale scale, TCell[] cells, int threads)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    public BinMatrix<TBin> Matrix<TBin>(TBin[] bins, FeatureLayout layout = FeatureLayout.RowMajor)
        where TBin : unmanaged => new(bins, Rows, FeatureCount, layout);

    public TBin[] BinsOf<TBin>(FeatureLayout layout)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var bins = new TBin[Bins.Length];
        for (var i = 0; i < bins.Length; i++)
        {
            bins[layout == FeatureLayout.RowMajor ? i : (i % FeatureCount * Rows) + (i / FeatureCount)] = TBin.CreateChecked(Bins[i]);
        }

        return bins;
    }

    /// <summary>The numbers themselves where they are of the type, so that nothing is allocated.</summary>
    protected static T[] As<T>(float[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (object)values as T[] ?? [.. values.Select(T.CreateChecked)];

    protected static T[] Of<T>(T[] values, int[] rows, int width = 1) => values.Length == 0 ? [] : [.. rows.SelectMany(r => values[(r * width)..((r + 1) * width)])];
}
