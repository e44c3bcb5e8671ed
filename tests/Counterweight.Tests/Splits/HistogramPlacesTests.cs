using System.Numerics;
using Counterweight.Features;
using Counterweight.Histograms;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Rows whose bins are neighbours are added by the places of their cells, made for several features at a time.</summary>
public class HistogramPlacesTests
{
    private const int Rows = 700;

    // Bins of 16 bits of which a panel has fewer than four features' cells are added feature by feature.
    [Theory]
    [InlineData(2, 1)]
    [InlineData(255, 1)]
    [InlineData(256, 1)]
    [InlineData(256, 3)]
    [InlineData(256, 30)]
    [InlineData(256, 31)]
    [InlineData(256, 40)]
    [InlineData(300, 1)]
    [InlineData(4096, 1)]
    [InlineData(4097, 1)]
    [InlineData(65536, 1)]
    public void BothLayoutsHaveTheSameSums(int binCount, int outputs)
    {
        foreach (var features in (int[])[1, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31, 40, 70])
        {
            if (binCount <= 256 && features * outputs < 400)
            {
                CompareLayouts<byte>(features, binCount, outputs);
            }

            if (features * (long)binCount * outputs < 1 << 19)
            {
                CompareLayouts<ushort>(features, binCount, outputs);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public void ABadBinOfAnyFeatureAndRowIsNamedAndNothingIsWritten(int binCount)
    {
        foreach (var features in (int[])[1, 2, 4, 5, 7, 8, 9, 11, 15, 16, 17, 23, 24, 29, 40])
        {
            for (var feature = 0; feature < features; feature++)
            {
                var row = (feature * 37) % Rows;
                Refuses<byte>(features, binCount, row, feature, byte.MaxValue);
                Refuses<byte>(features, binCount, row, feature, (byte)binCount);
                Refuses<ushort>(features, binCount, row, feature, (ushort)binCount);
                Refuses<ushort>(features, binCount, row, feature, ushort.MaxValue);
            }
        }
    }

    /// <summary>A panel holds 128 features; up to three behind the last panel are added by themselves.</summary>
    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(131)]
    [InlineData(132)]
    [InlineData(259)]
    public void ABadBinOfAnyPanelIsNamedAndNothingIsWritten(int features)
    {
        foreach (var feature in (int[])[0, 127, 128, 130, 255, 256, 258])
        {
            if (feature < features)
            {
                Refuses<ushort>(features, 256, (feature * 37) % Rows, feature, 256);
            }
        }
    }

    [Fact]
    public void AsManyFeaturesAsThereArePlacesAndMore()
    {
        foreach (var features in (int[])[16384, 16385, 16388, 20000])
        {
            CompareLayouts<byte>(features, 1, 1);
        }
    }

    private static void Refuses<TBin>(int features, int binCount, int row, int feature, TBin bad)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var bins = Bins<TBin>(features, binCount);
        bins[(row * features) + feature] = bad;
        var shape = new GradientHistogramShape(features, binCount);
        var (gradients, hessians) = Derivatives(1);
        int[] backwards = [.. Enumerable.Range(0, Rows).Reverse()];
        foreach (var rows in (int[][])[[], backwards, [row]])
        {
            var sums = new long[shape.Length];
            void Build() => GradientHistogram.Build(
                BinMatrix.Create(bins, Rows, features),
                [],
                gradients,
                hessians,
                new GradientHistogramSpan(sums, shape, GradientHistogramScale.For<float>([], gradients, hessians)),
                rows.Length == 0 ? RowSet.All : rows);
            var exception = Assert.Throws<ArgumentOutOfRangeException>("bins", Build);
            Assert.Contains($"row {row}, feature {feature} is {bad}", exception.Message, StringComparison.Ordinal);
            Assert.False(sums.AsSpan().ContainsAnyExcept(0));
        }
    }

    private static void CompareLayouts<TBin>(int features, int binCount, int outputs)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var bins = Bins<TBin>(features, binCount);
        var columns = new TBin[bins.Length];
        for (var i = 0; i < bins.Length; i++)
        {
            columns[((i % features) * Rows) + (i / features)] = bins[i];
        }

        var shape = new GradientHistogramShape(features, binCount, outputs);
        var (gradients, hessians) = Derivatives(outputs);
        var scale = GradientHistogramScale.For<float>([], gradients, hessians, outputs);
        int[] some = [.. Enumerable.Range(0, Rows).Where(row => row % 7 != 3)];
        foreach (var rows in (int[][])[[], some])
        {
            var (byRow, byColumn) = (new long[shape.Length], new long[shape.Length]);
            GradientHistogram.Build(BinMatrix.Create(bins, Rows, features), [], gradients, hessians, new GradientHistogramSpan(byRow, shape, scale), rows.Length == 0 ? RowSet.All : rows);
            GradientHistogram.Build(BinMatrix.Create(columns, Rows, features, FeatureLayout.FeatureMajor), [], gradients, hessians, new GradientHistogramSpan(byColumn, shape, scale), rows.Length == 0 ? RowSet.All : rows);
            Assert.True(byRow.AsSpan().SequenceEqual(byColumn), $"{typeof(TBin).Name}, {features} features, {rows.Length} rows");
            Assert.Equal(rows.Length == 0 ? Rows : rows.Length, Enumerable.Range(0, binCount).Sum(bin => byRow[shape.IndexOf(features - 1, bin)]));
        }
    }

    private static TBin[] Bins<TBin>(int features, int binCount)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var random = new Random(features);
        return [.. Enumerable.Range(0, Rows * features).Select(_ => TBin.CreateChecked(random.Next(4) == 0 ? binCount - 1 : random.Next(binCount)))];
    }

    private static (float[] Gradients, float[] Hessians) Derivatives(int outputs)
    {
        var random = new Random(outputs);
        return ([.. Enumerable.Range(0, Rows * outputs).Select(_ => random.NextSingle() - 0.5f)], [.. Enumerable.Range(0, Rows * outputs).Select(_ => random.NextSingle())]);
    }
}
