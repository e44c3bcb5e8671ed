using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Memory that two operands share, whichever begins first.</summary>
public sealed class SharedMemoryTests
{
    private const int Rows = 20;

    [Fact]
    public void OverlapIsSeenFromBothSidesInAnyTypes()
    {
        AssertOverlaps<byte, byte>();
        AssertOverlaps<float, float>();
        AssertOverlaps<float, int>();
        AssertOverlaps<float, double>();
        AssertOverlaps<double, byte>();
        AssertOverlaps<long, Int128>();
    }

    /// <summary>Rows of the value, the gradient and the Hessian that begin so many elements apart.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Rows - 1)]
    [InlineData(-1)]
    [InlineData(1 - Rows)]
    public void OutputsThatShareAnElementAreRefused(int shift)
    {
        var memory = new float[4 * Rows];
        Assert.Throws<ArgumentException>("outputs.Value", () => Evaluate(new() { Value = First(), Gradient = Second() }));
        Assert.Throws<ArgumentException>("outputs.Value", () => Evaluate(new() { Value = First(), Hessian = Second() }));
        Assert.Throws<ArgumentException>("outputs.Gradient", () => Evaluate(new() { Gradient = First(), Hessian = Second() }));
        Assert.Throws<ArgumentException>("outputs.Gradient", () => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>), new float[Rows], 2, new int[Rows / 2], default, new() { Gradient = First(), Hessian = Second() }));
        Assert.All(memory, element => Assert.Equal(0, element));

        Span<float> First() => memory.AsSpan(Rows, Rows);

        Span<float> Second() => memory.AsSpan(Rows + shift, Rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(Rows - 1)]
    [InlineData(1 - Rows)]
    public void OutputsThatShareAnElementOfLabelsAreRefused(int shift)
    {
        var memory = new float[4 * Rows];
        Assert.Throws<ArgumentException>("outputs.Value", () => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>),
            new float[2 * Rows],
            2,
            MemoryMarshal.Cast<float, int>(memory.AsSpan(Rows, Rows)),
            default,
            new() { Value = memory.AsSpan(Rows + shift, Rows) }));
        Assert.All(memory, element => Assert.Equal(0, element));
    }

    [Fact]
    public void NeighboursAreAccepted()
    {
        var memory = new float[3 * Rows];
        Evaluate(new() { Value = memory.AsSpan(0, Rows), Gradient = memory.AsSpan(Rows, Rows), Hessian = memory.AsSpan(2 * Rows) });
        Assert.All(memory, element => Assert.NotEqual(0, element));
        Evaluate(new() { Value = memory.AsSpan(2 * Rows), Gradient = memory.AsSpan(Rows, Rows), Hessian = memory.AsSpan(0, Rows) });
    }

    private static LossSum Evaluate(LossOutputs<float> outputs)
    {
        float[] scores = [.. Enumerable.Range(0, Rows).Select(i => 0.25f * (i + 1))];
        return PointLoss.Evaluate(new BinaryCrossEntropy<float>(1, 1, 0), scores, new float[Rows], default, outputs);
    }

    /// <summary>All pairs of spans of up to four elements in a piece of memory.</summary>
    private static void AssertOverlaps<T, TOther>()
        where T : unmanaged
        where TOther : unmanaged
    {
        var memory = new Int128[5];
        var ones = MemoryMarshal.Cast<Int128, T>(memory);
        var others = MemoryMarshal.Cast<Int128, TOther>(memory);
        var (size, otherSize) = (16 * memory.Length / ones.Length, 16 * memory.Length / others.Length);
        foreach (var (from, end) in Ranges(ones.Length))
        {
            foreach (var (otherFrom, otherEnd) in Ranges(others.Length))
            {
                var expected = from < end && otherFrom < otherEnd && from * size < otherEnd * otherSize && otherFrom * otherSize < end * size;
                Assert.Equal(expected, Guard.Overlap<T, TOther>(ones[from..end], others[otherFrom..otherEnd]));
            }
        }

        static IEnumerable<(int From, int End)> Ranges(int length) =>
            from start in Enumerable.Range(0, length)
            from count in Enumerable.Range(0, 5)
            where start + count <= length
            select (start, start + count);
    }
}
