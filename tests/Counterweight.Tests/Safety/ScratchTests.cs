using Counterweight.Core.Memory;
using Counterweight.Histograms;
using Counterweight.Histograms.Compact;
using Counterweight.Splits;
using Counterweight.Splits.Categories;
using Counterweight.Splits.Exact;
using Counterweight.Splits.Thresholds;
using Xunit;

namespace Counterweight.Tests.Safety;

/// <summary>What a layout asks for without a buffer is what its parts take of one, wherever the buffer begins.</summary>
[Trait("Registers", "any")]
public sealed unsafe class ScratchTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(63, 7)]
    [InlineData(200, 64)]
    public void TheLastPartEndsWithinTheBuffer(int components, int bins)
    {
        Fits(
            buffer => new ThresholdScratch(buffer, components, 5, 7).Length,
            buffer => Ends(new ThresholdScratch(buffer, components, 5, 7).Best, new ThresholdScratch(buffer, components, 5, 7).BatchBins + 7));
        Fits(
            buffer => new ExactScratch(buffer, components).Length,
            buffer => Ends(new ExactScratch(buffer, components).Best, new ExactScratch(buffer, components).Running + components + 1));
        Fits(
            buffer => new CategoryScratch(buffer, bins, components).Length,
            buffer => Ends(new CategoryScratch(buffer, bins, components).Weights, new CategoryScratch(buffer, bins, components).Next + components));
        Fits(
            buffer => new SortedCategories(buffer, bins, 2 * components).Length,
            buffer => Ends(new SortedCategories(buffer, bins, 2 * components).Cells, new SortedCategories(buffer, bins, 2 * components).Order + bins));
        Fits(
            buffer => new CompactWorkspace(buffer, bins, components).Length,
            buffer => Ends(new CompactWorkspace(buffer, bins, components).Kept, new CompactWorkspace(buffer, bins, components).Masks + (4 * bins)));
        Fits(
            buffer => new ExactNodeScratch(buffer, components, bins).Length,
            buffer => Ends(new ExactNodeScratch(buffer, components, bins).Node, new ExactNodeScratch(buffer, components, bins).Found + bins));
        var data = new SplitScanOperands(null, 5, bins, 4, false, 1) { Components = components, Places = new(null, null, null, bins, 4, 3) };
        Fits(
            buffer => new SplitScratch(buffer, in data).Length,
            buffer => Ends(new SplitScratch(buffer, in data).Nodes, new SplitScratch(buffer, in data).Gathered + (6 * components)));
    }

    [Fact]
    public void PartsFollowEachOtherInWholeNumbers()
    {
        var cursor = new ScratchCursor(null);
        Assert.True(cursor.Take<byte>(1) == null);
        Assert.Equal(1 + 8, cursor.Length);
        var memory = stackalloc long[20];
        cursor = new ScratchCursor(memory);
        var (first, second, third) = ((nint)cursor.Take<byte>(9), (nint)cursor.Take<int>(3), (nint)cursor.Take<long>(0));
        Assert.Equal((0, 16, 32), (first % 64, second - first, third - first));
        Assert.Equal(4 + 8, cursor.Length);
    }

    [Fact]
    public void CellsOfAHistogramFollowTheIncrementsOfABlock()
    {
        var plan = new HistogramPlan(isRowMajor: true, 10, 1000, rowLength: 4, cellsLength: 777);
        Assert.Equal((10, 12, 512, 2048), (plan.Panel, plan.Strip, plan.BlockRows, (int)plan.PlacesOffset));

        // 16,384 places of 16 bits.
        Assert.Equal((1638, 2048 + 4096), (plan.PlacesRows, (int)plan.CellsOffset));
        Assert.Equal(6144 + 777 + 8, (int)plan.WorkspaceLength);

        // Strips are as wide as one another, rounded up to fours.
        plan = new HistogramPlan(isRowMajor: true, 28, 4080, rowLength: 2, cellsLength: 0);
        Assert.Equal((28, 16, 1024), (plan.Panel, plan.Strip, plan.BlockRows));

        // Cells beyond the second-level cache.
        plan = new HistogramPlan(isRowMajor: true, 1000, 1 << 16, rowLength: 4, cellsLength: 0);
        Assert.Equal((8, 4, 512), (plan.Panel, plan.Strip, plan.BlockRows));
        plan = new HistogramPlan(isRowMajor: true, 1000, 1 << 18, rowLength: 4, cellsLength: 0);
        Assert.Equal(2, plan.Panel);

        // More features than places, and more numbers of a row than a block holds: one row at a time.
        plan = new HistogramPlan(isRowMajor: true, 20000, 16, rowLength: 5000, cellsLength: 0);
        Assert.Equal((16384, 1, 1), (plan.Panel, plan.PlacesRows, plan.BlockRows));
        plan = new HistogramPlan(isRowMajor: false, 10, 1000, rowLength: 3, cellsLength: 0);
        Assert.Equal((4, 682), (plan.Panel, plan.BlockRows));
        Assert.Equal(0, plan.CellsOffset % 8);
        Assert.True(plan.CellsOffset >= 684 * 3);
    }

    private static (nint First, nint End) Ends(void* first, void* end) => ((nint)first, (nint)end);

    private static void Fits(LengthOf length, EndsOf ends)
    {
        var needed = (int)length(null);
        var memory = new long[needed + 7];
        fixed (long* start = memory)
        {
            for (var offset = 0; offset < 8; offset++)
            {
                var buffer = start + offset;
                var (first, end) = ends(buffer);
                Assert.Equal(needed, length(buffer));
                Assert.Equal(0, first % Scratch.Alignment);
                Assert.True(first >= (nint)buffer && end <= (nint)(buffer + needed), "A part lies outside the buffer.");
            }
        }
    }

    private delegate long LengthOf(long* buffer);

    private delegate (nint First, nint End) EndsOf(long* buffer);
}
