#if DEBUG
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Sums;
using Counterweight.Core.Work;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Increments;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Partitioning;
using Counterweight.Splits.Exact;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Safety;

/// <summary>Each kind of assertion at the head of a loop fires in a Debug build where what it demands does not hold, and not where it holds.</summary>
public sealed unsafe class DebugAssertTests
{
    [Fact]
    public void ScratchThatIsNotAligned()
    {
        var room = stackalloc double[64];
        var aligned = Scratch.Align(room);
        DebugChecks.Aligned(aligned);
        Fires(() => DebugChecks.Aligned((double*)(Address(aligned) + sizeof(double))), "aligned");
    }

    [Fact]
    public void ElementsThatAreMissing()
    {
        DebugChecks.Present((int*)null, 0);
        Fires(() => DebugChecks.Present((int*)null, 1), "missing");
        Fires(() => DebugChecks.Present((int*)64, -1), "negative");
        Fires(() => new PointLoop<SquaredLoss<float>, VectorBlock<float, Registers.One>, float, Off, Off>(default, new PointOperands<float> { Rows = 3 }).Run(0), "missing");
    }

    [Fact]
    public void NumbersThatAreNoMultipleOfAStep()
    {
        DebugChecks.Whole(0, 8);
        DebugChecks.Whole(16, 8);
        Fires(() => DebugChecks.Whole(17, 8), "multiple");
        Fires(() => DebugChecks.Whole(-8, 8), "multiple");
    }

    [Fact]
    public void LengthsThatDiffer()
    {
        DebugChecks.Same(3, 3);
        Fires(() => DebugChecks.Same(3, 4), "differ");
        Fires(() => LabelGatherLoop.Product<int, float>([0, 1], [1, 2], [], null, new float[3]), "differ");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void LabelsThatAreNoClass(int label)
    {
        LabelCountLoop.Count([0, 2, -1], -1, new long[3]);
        Fires(() => LabelCountLoop.Count([0, label, 2], null, new long[3]), "class");
        Fires(() => LabelGatherLoop.Product<int, float>([0, label], [1, 2, 3], [], null, new float[2]), "class");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void RowsOutsideTheData(int row)
    {
        WeightedLabelLoop.Sum([0, 1], new WeightedLabel[2], new ClassCell[1]);
        Fires(() => WeightedLabelLoop.Sum([0, row], new WeightedLabel[2], new ClassCell[1]), "outside");
        Fires(() => Partition([0, row]), "outside");
        Partition([0, 1]);
    }

    [Fact]
    public void BinsThatAreNotBelowTheirNumber()
    {
        Histogram([0, 1, 1, 0]);
        Fires(() => Histogram([0, 1, 2, 0]), "bin");
        Fires(() => Histogram([0, 1, 1, 255]), "bin");
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void WeightsThatAreNone(float weight)
    {
        DebugChecks.Weights<float>([0, 1, float.MaxValue]);
        Fires(() => DebugChecks.Weights<float>([1, weight]), "weight");
        Fires(() => WeightedLabelLoop.Pack<float>([0], [], [weight], 1, new WeightedLabel[1]), "weight");
    }

    [Fact]
    public void ValuesThatAreNotSorted()
    {
        DebugChecks.Ascending<double>([-1, 0, 0, 1, double.NaN]);
        Fires(() => DebugChecks.Ascending<double>([0, 2, 1]), "sorted");
    }

    /// <summary>Assertions of Debug builds do not end the program, here or on a thread of a job.</summary>
    [Fact]
    public void AssertionsOnOtherThreadsReachTheCaller()
    {
        Fires(() => Job(degreeOfParallelism: 1), "Planted");
        Fires(() => Job(degreeOfParallelism: 4), "Planted");
    }

    private static void Job(int degreeOfParallelism)
    {
        var job = default(Failing);
        WorkItems.Run(ref job, 64, degreeOfParallelism);
    }

    private static void Partition(int[] rows)
    {
        var (bins, to, workspace) = (new byte[2], new int[2], new int[2]);
        fixed (byte* b = bins)
        fixed (int* r = rows, t = to, w = workspace)
        {
            PartitionLoop<byte, ThresholdRule>.Run(default, new(b, 1, 2), r, 2, t, w);
        }
    }

    /// <summary>The pass that only adds: the one before it has checked the bins.</summary>
    private static void Histogram(byte[] bins)
    {
        var (labels, one, cells) = (new int[2], 1f, new long[64]);
        fixed (byte* b = bins)
        fixed (int* l = labels)
        fixed (long* c = cells)
        {
            var data = new HistogramOperands<byte>(new BinMatrix<byte>(bins, 2, 2, FeatureLayout.RowMajor), b, 2, 2)
            {
                FeatureBytes = 2 * sizeof(ClassCell),
                Length = 8,
                Destination = c,
            };
            var increment = new ClassIncrement<float>(l, &one, 0, &one, 0, 1, 1, 1 << 20);
            var loop = new HistogramLoop<ClassIncrement<float>, ClassIncrement<float>.Value, byte, AllRows>(data, increment, default, HistogramPass.Add);
            loop.Run(0);
            Assert.False(loop.Failed);
            loop.Finish(accepted: true);
        }
    }

    private static nint Address<T>(T* at)
        where T : unmanaged => (nint)at;

    private static void Fires(Action loop, string text) =>
        Assert.Contains(text, Assert.Throws<AssertFailedException>(loop).Message, StringComparison.OrdinalIgnoreCase);

    private readonly struct Failing : IWorkJob<Failing>
    {
        public void Run(int item) => System.Diagnostics.Debug.Assert(item != 40, "Planted.");
    }
}
#endif
