using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>A row's outputs depend on nothing but the row, and no output on the number of threads.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void AnyNumberOfThreadsGivesTheSameBits(string name)
    {
        var kernel = KernelCatalog.Find(name);
        Assert.SkipUnless(kernel.IsParallel, "The kernel takes no degree of parallelism.");
        foreach (var shape in Shapes.Large(kernel))
        {
            using var expected = Call.Prepare(kernel, shape, InputKind.Wide);
            using var set = OperandSet.Allocate(kernel.Operands(shape));
            Call.Run(kernel, expected, shape);
            foreach (var threads in (ReadOnlySpan<int>)[2, 3, 8])
            {
                Call.Copy(expected, set, kernel, shape);
                Call.Run(kernel, set, shape, threads);
                foreach (var output in kernel.Operands(shape).Where(operand => operand.IsOutput))
                {
                    Assert.True(set.Bytes(output.Name).SequenceEqual(expected.Bytes(output.Name)), $"{output.Name} of {shape} on {threads} threads differs");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void PermutingRowsPermutesOutputsBitForBit(string name)
    {
        var kernel = WithIndependentRows(name);
        foreach (var shape in Shapes.Few(kernel))
        {
            var order = Enumerable.Range(0, shape.Rows).ToArray();
            new Random(shape.Rows).Shuffle(order);
            using var straight = Call.Prepare(kernel, shape, InputKind.Special);
            using var permuted = Call.Prepare(kernel, shape, InputKind.Special);
            foreach (var (operand, size) in RowOperands(kernel, shape))
            {
                CopyRows(straight.Bytes(operand.Name), permuted.Bytes(operand.Name), size, order);
            }

            Call.Run(kernel, straight, shape);
            Call.Run(kernel, permuted, shape);
            foreach (var (operand, size) in RowOperands(kernel, shape).Where(pair => pair.Operand.IsOutput))
            {
                var expected = new byte[size * shape.Rows];
                CopyRows(straight.Bytes(operand.Name), expected, size, order);
                Assert.True(expected.AsSpan().SequenceEqual(permuted.Bytes(operand.Name)), $"{operand.Name} of {shape} differs");
            }
        }
    }

    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void NaNStaysInItsRow(string name)
    {
        var kernel = WithIndependentRows(name);
        var scores = kernel.Operands(new(1))[0];
        Assert.SkipUnless(scores.ElementType == kernel.ElementType, "The kernel reads no real numbers that may be NaN.");
        foreach (var shape in Shapes.Few(kernel).Where(shape => shape.Rows > 0))
        {
            var expected = Call.Outputs(kernel, shape, InputKind.Ordinary);
            foreach (var row in (HashSet<int>)[0, shape.Rows / 2, shape.Rows - 1])
            {
                using var set = Call.Prepare(kernel, shape, InputKind.Ordinary);
                var width = set.Bytes(scores.Name).Length / shape.Rows;
                Call.FillWithNaN(set.Bytes(scores.Name).Slice(row * width, width), scores.ElementType);
                Call.Run(kernel, set, shape);
                foreach (var (operand, size) in RowOperands(kernel, shape).Where(pair => pair.Operand.IsOutput))
                {
                    var actual = set.Bytes(operand.Name);
                    var same = expected[operand.Name].AsSpan();
                    Assert.True(
                        actual[..(row * size)].SequenceEqual(same[..(row * size)]) && actual[((row + 1) * size)..].SequenceEqual(same[((row + 1) * size)..]),
                        $"NaN in row {row} reaches another in {operand.Name} of {shape}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void OneThreadAllocatesNothing(string name)
    {
        var kernel = KernelCatalog.Find(name);
        Assert.SkipWhen(kernel.AllocatesTables, "The kernel allocates tables.");
        foreach (var shape in Shapes.Few(kernel).Where(shape => shape.Rows > 0))
        {
            using var set = Call.Prepare(kernel, shape, InputKind.Ordinary);
            Assert.Equal(0, Allocation.Of(() => kernel.Run(set, shape, 1)));
        }
    }

    private static KernelCase WithIndependentRows(string name)
    {
        var kernel = KernelCatalog.Find(name);
        Assert.SkipUnless(kernel.RowsAreIndependent, "The kernel's outputs are of all rows together.");
        return kernel;
    }

    private static IEnumerable<(Operand Operand, int Bytes)> RowOperands(KernelCase kernel, Shape shape) =>
        kernel.Operands(shape).Select(operand => (operand, Call.BytesPerRow(kernel, shape, operand))).Where(pair => pair.Item2 > 0);

    private static void CopyRows(ReadOnlySpan<byte> from, Span<byte> to, int size, int[] order)
    {
        for (var row = 0; row < order.Length; row++)
        {
            from.Slice(order[row] * size, size).CopyTo(to[(row * size)..]);
        }
    }
}
