using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Compact;
using Xunit;

namespace Counterweight.Tests.Splits;

public class HistogramLimitTests
{
    [Fact]
    public void AWeightAtTheLimitOfItsScaleIsRefusedAndTheNextBelowIsNot()
    {
        // 2^51 units is the limit of a few rows.
        var limit = Math.ScaleB(1, 51);
        var shape = new HistogramShape(1, 1, 1);
        var cells = new ClassCell[shape.Length];
        ClassHistogram.Build<byte, double>(new([0], 1, 1), [0], [], [Math.BitDecrement(limit)], new(cells, shape, new WeightScale(0)));
        Assert.InRange(cells[0].Weight, (1L << 51) - 1, 1L << 51);
        Assert.Throws<ArgumentOutOfRangeException>("destination", () => ClassHistogram.Build<byte, double>(new([0], 1, 1), [0], [], [limit], new(cells, shape, new WeightScale(0))));
        Assert.Throws<ArgumentOutOfRangeException>("destination", () => ClassHistogram.Build<byte, double>(new([0], 1, 1), [0], [2], [limit / 2], new(cells, shape, new WeightScale(0))));
    }

    [Theory]
    [InlineData(8, 1, null)]
    [InlineData(-8, 8, null)]
    [InlineData(1, -8, null)]
    [InlineData(8.0000001, 1, "gradients")]
    [InlineData(-8.0000001, 1, "gradients")]
    [InlineData(1, 8.0000001, "hessians")]
    [InlineData(1, -8.0000001, "hessians")]
    public void GradientsAndHessiansOfEitherSignMustFitTheirScale(double gradient, double hessian, string? parameter)
    {
        // 2^23 units of 2^-20.
        var cells = new long[4];
        void Build() => GradientHistogram.Build<byte, double>(new([0, 0], 2, 1), [1, 1], [0, gradient], [0, hessian], new(cells, new(1, 1), new(0, 20, 20)));
        if (parameter is null)
        {
            Build();
            Assert.Equal([2, 2, (long)(gradient * (1 << 20)), (long)(hessian * (1 << 20))], cells);
        }
        else
        {
            Assert.Throws<ArgumentOutOfRangeException>(parameter, Build);
            Assert.Equal([0, 0, 0, 0], cells);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 + 1e-9)]
    [InlineData(1.0000000596046448)]
    [InlineData(1.00000006)]
    [InlineData(0.1)]
    [InlineData(14.3)]
    public void AWeightOfGradientsIsRoundedTo24BitsFirst(double weight)
    {
        var cells = new long[4];
        GradientHistogram.Build<byte, double>(new([0], 1, 1), [weight], [3], [5], new(cells, new(1, 1), new(35, 0, 0)));
        var units = (long)(float)Math.ScaleB(weight, 35);
        Assert.Equal([1, units, 3 * units, 5 * units], cells);
    }

    /// <summary>Four rows are made at a time, and those that a tail lacks are read from nowhere.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(5, true)]
    [InlineData(2049, false)]
    [InlineData(2049, true)]
    public void WhatLiesBehindTheRowsIsNotLookedAt(int rows, bool isList)
    {
        var (numbers, bins, list) = (new float[(2 * rows) + 8], new byte[rows + 8], new int[rows + 8]);
        Array.Fill(numbers, float.NaN);
        Array.Fill(bins, (byte)200);
        Array.Fill(list, int.MinValue);
        numbers.AsSpan(0, 2 * rows).Fill(1);
        bins.AsSpan(0, rows).Clear();
        for (var row = 0; row < rows; row++)
        {
            list[row] = row;
        }

        var set = isList ? list.AsSpan(0, rows) : RowSet.All;
        var matrix = new BinMatrix<byte>(bins.AsSpan(0, rows), rows, 1);
        var one = numbers.AsSpan(rows, rows);
        foreach (var outputs in (int[])[1, 2])
        {
            var values = numbers.AsSpan((2 * rows) - (outputs * rows), outputs * rows);
            foreach (var isWeighted in (bool[])[false, true])
            {
                var cells = new long[2 + (2 * outputs)];
                GradientHistogram.Build(matrix, isWeighted ? one : [], values, values, new(cells, new(1, 1, outputs), new(0, 0, 0)), set);
                Assert.All(cells, cell => Assert.Equal(rows, cell));
            }
        }

        var classes = new ClassCell[2];
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 2)];
        ClassHistogram.Build(matrix, labels, [], one, new(classes, new(1, 1, 2), new WeightScale(0)), set);
        Assert.Equal([new((rows + 1) / 2, (rows + 1) / 2), new(rows / 2, rows / 2)], classes);
    }

    [Fact]
    public void BinsUpToARandomThresholdAreTheFirstPlace()
    {
        // One row a bin, row r of weight 2^r: the weights of a place tell its rows.
        const int Bins = 6;
        ClassRow[] rows = [.. Enumerable.Range(0, Bins).Select(row => new ClassRow(0, 1, 1L << row))];
        for (var draw = 1; draw < Bins; draw++)
        {
            var cells = new ClassCell[CompactHistogram.Length(1, Bins, 1)];
            var cellBins = new byte[256];
            var u = (ulong)((draw - 0.5) / (Bins - 1) * Math.ScaleB(1, 64));
            var buffers = new CompactHistogramBuffers { Cells = cells, CellBins = cellBins, CellCounts = new int[1], Workspace = new long[CompactHistogram.WorkspaceLength(1, 1)] };
            var places = CompactHistogram.Build(new([0, 1, 2, 3, 4, 5], Bins, 1), new(1, Bins, 1), false, [0], [0, 1, 2, 3, 4, 5], rows, buffers, [u]);
            Assert.Equal((new HistogramShape(1, 2, 1), draw - 1, draw), (places, cellBins[0], cellBins[1]));
            Assert.Equal(new ClassCell(draw, (1L << draw) - 1), cells[0]);
            Assert.Equal(new ClassCell(Bins - draw, (1L << Bins) - (1L << draw)), cells[1]);
        }
    }
}
