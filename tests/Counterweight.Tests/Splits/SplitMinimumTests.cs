using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>A side that holds exactly a minimum is allowed, the least above it is not; both sides are asked.</summary>
public class SplitMinimumTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void MinimumsOfGradientsAreMetByEquality(int outputs, bool swapped)
    {
        // One side: 3 rows of weight 5, Hessians 7 an output. The other one has more of everything.
        var shape = new GradientHistogramShape(1, 2, outputs);
        var cells = new long[shape.Length];
        Fill(cells.AsSpan(shape.IndexOf(0, swapped ? 1 : 0), shape.CellLength), 3, 5, -20, 7);
        Fill(cells.AsSpan(shape.IndexOf(0, swapped ? 0 : 1), shape.CellLength), 4, 6, 30, 9);
        var hessian = 7.0 * outputs;

        Assert.True(IsValid(new() { MinRowCount = 3 }));
        Assert.False(IsValid(new() { MinRowCount = 4 }));
        Assert.True(IsValid(new() { MinWeight = 5 }));
        Assert.False(IsValid(new() { MinWeight = Math.BitIncrement(5.0) }));
        Assert.True(IsValid(new() { MinHessian = hessian }));
        Assert.False(IsValid(new() { MinHessian = Math.BitIncrement(hessian) }));
        Assert.True(IsValid(new() { MinRowCount = 3, MinWeight = 5, MinHessian = hessian }));

        bool IsValid(GradientSplitOptions options) => GradientSplitSearch.Find(new(cells, shape, new GradientHistogramScale(0, 0, 0)), default, options).IsValid;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MinimumsOfClassesAreMetByEquality(bool swapped)
    {
        // Rows of weights 2 and 3 of class 0 on one side, 2, 2 and 3 of class 1 on the other.
        ushort[] bins = swapped ? [1, 1, 0, 0, 0] : [0, 0, 1, 1, 1];
        var data = new BinnedData { Shape = new(1, 2, 2), Bins = bins, Labels = [0, 0, 1, 1, 1], ClassWeights = [], SampleWeights = [2, 3, 2, 2, 3] };

        Assert.True(IsValid(new() { MinRowCount = 2 }));
        Assert.False(IsValid(new() { MinRowCount = 3 }));
        Assert.True(IsValid(new() { MinWeight = 5 }));
        Assert.False(IsValid(new() { MinWeight = Math.BitIncrement(5.0) }));

        bool IsValid(SplitOptions options)
        {
            var found = data.Find(default(GiniImpurity), options).IsValid;
            Assert.Equal(found, ExactFind(data, options).IsValid);
            return found;
        }
    }

    /// <summary>Wherever it lies in the lanes of a block. Missing values go to either side.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void TheOnlyThresholdWithEnoughRowsOnBothSides(int outputs, bool hasMissing)
    {
        const int Bins = 30;
        for (var bin = 0; bin < Bins - 2; bin++)
        {
            var shape = new GradientHistogramShape(1, Bins, outputs);
            var cells = new long[shape.Length];
            Fill(cells.AsSpan(shape.IndexOf(0, bin), shape.CellLength), 5, 5, -20, 7);
            Fill(cells.AsSpan(shape.IndexOf(0, bin + 1), shape.CellLength), hasMissing ? 3 : 5, 5, 30, 9);
            if (hasMissing)
            {
                Fill(cells.AsSpan(shape.IndexOf(0, Bins - 1), shape.CellLength), 2, 2, 1, 1);
            }

            var split = GradientSplitSearch.Find(new(cells, shape, new GradientHistogramScale(0, 0, 0)), default, new() { MinRowCount = 5, LastBinIsMissing = hasMissing });
            Assert.Equal((true, bin, 5, 5), (split.IsValid, split.Bin, split.Left.RowCount, split.Right.RowCount));

            var classes = new BinnedData
            {
                Shape = new(1, Bins, 2),
                Bins = [.. Enumerable.Range(0, 10).Select(row => (ushort)(row < 5 ? bin : hasMissing && row > 7 ? Bins - 1 : bin + 1))],
                Labels = [.. Enumerable.Range(0, 10).Select(row => row is 4 or 9 ? 1 : row / 5)],
                ClassWeights = [],
                SampleWeights = [],
            }.Find(default(GiniImpurity), new SplitOptions { MinRowCount = 5, LastBinIsMissing = hasMissing });
            Assert.Equal((true, bin), (classes.IsValid, classes.Bin));
        }
    }

    /// <summary>No row less would do, and not one is left over.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public void ANodeOfTwiceTheLeastRowsIsSplit(int least)
    {
        var options = new SplitOptions { MinRowCount = least };
        Assert.True(Classes(2 * least).Find(default(GiniImpurity), options).IsValid);
        Assert.True(ExactFind(Classes(2 * least), options).IsValid);
        Assert.False(Classes((2 * least) - 1).Find(default(GiniImpurity), options).IsValid);
        Assert.False(ExactFind(Classes((2 * least) - 1), options).IsValid);
        Assert.True(Gradients(least).IsValid);
        Assert.False(Gradients(least - 1).IsValid);

        BinnedData Classes(int rows) => new()
        {
            Shape = new(1, 2, 2),
            Bins = [.. Enumerable.Range(0, rows).Select(row => (ushort)(row < least ? 0 : 1))],
            Labels = [.. Enumerable.Range(0, rows).Select(row => row < least ? 0 : 1)],
            ClassWeights = [],
            SampleWeights = [],
        };

        GradientSplit Gradients(int right)
        {
            var shape = new GradientHistogramShape(1, 2, 1);
            var cells = new long[shape.Length];
            Fill(cells.AsSpan(shape.IndexOf(0, 0), shape.CellLength), least, least, -20, 7);
            Fill(cells.AsSpan(shape.IndexOf(0, 1), shape.CellLength), right, right, right == 0 ? 0 : 30, right == 0 ? 0 : 9);
            return GradientSplitSearch.Find(new(cells, shape, new GradientHistogramScale(0, 0, 0)), default, new GradientSplitOptions { MinRowCount = least });
        }
    }

    private static ExactSplit ExactFind(BinnedData data, SplitOptions options)
    {
        double[] values = [.. data.Bins.Select(bin => (double)bin)];
        var matrix = new FeatureMatrix<double>(values, values.Length, 1, FeatureLayout.RowMajor);
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
        var scale = WeightScale.For<float>([], data.SampleWeights, values.Length);
        var labels = new WeightedLabel[values.Length];
        WeightedLabels.Pack<float>(data.Labels, 2, [], data.SampleWeights, scale, labels);
        var totals = new ClassCell[2];
        WeightedLabels.Sum(order, labels, totals);
        return ExactSplitSearch.Find(new SortedRows(order, values.Length, 0, values.Length), matrix, labels, totals, scale, default(GiniImpurity), options);
    }

    private static void Fill(Span<long> cell, long rows, long weight, long gradient, long hessian)
    {
        (cell[0], cell[1]) = (rows, weight);
        for (var i = 2; i < cell.Length; i += 2)
        {
            (cell[i], cell[i + 1]) = (gradient, hessian);
        }
    }
}
