using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Compact;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Counterweight.Tests.Catalog;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Shapes whose workspace is more than an array holds are refused before anything is read or written.</summary>
/// <remarks>Memory is reserved and never touched.</remarks>
public sealed unsafe class LargeShapeTests
{
    [Fact]
    public void SplitSearchOf43000000Classes()
    {
        var shape = new HistogramShape(1, 2, 43_000_000);
        Reserve<ClassCell>(shape.Length, cells => Refused("histogram", "43000000", () => SplitSearch.Find(new(new ReadOnlySpan<ClassCell>((ClassCell*)cells, shape.Length), shape, WeightScale.For<float>([], [], 1)), default(GiniImpurity))));
    }

    [Fact]
    public void SplitSearchOfCategoriesTimesClasses()
    {
        var shape = new HistogramShape(1, 256, 4_200_000);
        Reserve<ClassCell>(shape.Length, cells => Refused("histogram", "4200000", () => SplitSearch.Find(
            new(new ReadOnlySpan<ClassCell>((ClassCell*)cells, shape.Length), shape, WeightScale.For<float>([], [], 1)),
            default(GiniImpurity),
            features: new() { IsCategorical = [true] })));
    }

    [Fact]
    public void ExactSplitSearchOf858993460Features()
    {
        const int Features = 858_993_460;
        Reserve<int>(Features, orders => Reserve<float>(Features, values => Refused("rows", "858993460", () => ExactSplitSearch.Find(
            new SortedRows(new ReadOnlySpan<int>((int*)orders, Features), 1, 0, 1),
            new FeatureMatrix<float>(new ReadOnlySpan<float>((float*)values, Features), 1, Features, FeatureLayout.RowMajor),
            [new(1, 1)],
            [default, new ClassCell(1, 1)],
            WeightScale.For<float>([], [], 1),
            default(GiniImpurity)))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void GradientHistogramOf536870912Outputs(int threads)
    {
        const int Outputs = 1 << 29;
        var shape = new GradientHistogramShape(1, 1, Outputs);
        Reserve<float>(Outputs, numbers => Reserve<long>(shape.Length, cells => Refused("destination", "536870912", () => GradientHistogram.Build<byte, float>(
            new([0], 1, 1),
            [],
            new ReadOnlySpan<float>((float*)numbers, Outputs),
            new ReadOnlySpan<float>((float*)numbers, Outputs),
            new(new Span<long>((long*)cells, shape.Length), shape, new GradientHistogramScale(0, 0, 0)),
            degreeOfParallelism: threads))));
    }

    [Fact]
    public void GradientSplitSearchOf536870912Outputs()
    {
        var shape = new GradientHistogramShape(1, 1, 1 << 29);
        Reserve<long>(shape.Length, cells => Refused("histogram", "cells of", () => GradientSplitSearch.Find(new(new ReadOnlySpan<long>((long*)cells, shape.Length), shape, new GradientHistogramScale(0, 0, 0)))));
    }

    [Fact]
    public void CompactHistogramsOf4100000Features()
    {
        // 4,100,000 features × (256 bins × 2 classes + 4) cells are less than 2³¹ of them, but not their workspace.
        Refused("featureCount", "4100000", () => CompactHistogram.WorkspaceLength(4_100_000, 2));
    }

    [Fact]
    public void OrdersOf429496730Rows() => Reserve<double>(429_496_730, values => Reserve<int>(429_496_730, orders => Refused("data", "429496730", () => SortedOrders.Sort<double>(
        new(new ReadOnlySpan<double>((double*)values, 429_496_730), 429_496_730, 1, FeatureLayout.RowMajor), new Span<int>((int*)orders, 429_496_730), new bool[1]))));

    private static void Refused(string parameter, string number, Action call)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(parameter, call);
        Assert.Contains(number, error.Message, StringComparison.Ordinal);
    }

    private static void Reserve<T>(int count, Action<nint> use)
        where T : unmanaged
    {
        Assert.SkipUnless(ReservedMemory.IsSupported, "Memory is reserved on Linux only.");
        using var memory = new ReservedMemory((nint)count * sizeof(T));
        use((nint)memory.Start);
    }
}
