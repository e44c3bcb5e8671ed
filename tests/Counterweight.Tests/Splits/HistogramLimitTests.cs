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
