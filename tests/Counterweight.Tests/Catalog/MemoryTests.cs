using System.Runtime.InteropServices;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>Where operands lie changes no bit, and nothing else is touched.</summary>
public sealed unsafe class MemoryTests
{
    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void GuardPagesAtBothEndsAreNotTouched(string name)
    {
        Assert.SkipUnless(GuardedMemory.IsSupported, "Guard pages are made with Linux's mmap.");
        var kernel = KernelCatalog.Find(name);
        var shapes = Shapes.Dense(kernel).Where(shape => shape.Elements < 20000).ToArray();
        var room = shapes.SelectMany(kernel.Operands).GroupBy(operand => operand.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new GuardedMemory(group.Max(operand => operand.Length * OperandSet.SizeOf(operand.ElementType))), StringComparer.Ordinal);
        foreach (var shape in shapes)
        {
            using var expected = Call.Prepare(kernel, shape, InputKind.Special);
            Call.Run(kernel, expected, shape);
            foreach (var atEnd in (ReadOnlySpan<bool>)[false, true])
            {
                using var set = new OperandSet();
                foreach (var operand in kernel.Operands(shape))
                {
                    var memory = room[operand.Name];
                    set.Place(operand, atEnd ? memory.EndLess(operand.Length * OperandSet.SizeOf(operand.ElementType)) : memory.Start);
                }

                Call.Copy(expected, set, kernel, shape);
                Call.Run(kernel, set, shape);
                AssertSame(expected, kernel, shape, set);
            }
        }

        foreach (var memory in room.Values)
        {
            memory.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void AlignmentChangesNoBitAndSurroundingsStay(string name)
    {
        const int Margin = 64;
        var kernel = KernelCatalog.Find(name);
        foreach (var shape in Shapes.Few(kernel))
        {
            using var expected = Call.Prepare(kernel, shape, InputKind.Ordinary);
            Call.Run(kernel, expected, shape);
            for (var offset = 1; offset <= 15; offset++)
            {
                using var set = new OperandSet();
                var rooms = new List<(Operand Operand, nint Room)>();
                foreach (var operand in kernel.Operands(shape))
                {
                    var size = OperandSet.SizeOf(operand.ElementType);
                    var room = (byte*)NativeMemory.AlignedAlloc((nuint)((operand.Length + 15) * size) + (2 * Margin), 64);
                    new Span<byte>(room, ((operand.Length + 15) * size) + (2 * Margin)).Fill(0x5A);
                    rooms.Add((operand, (nint)room));
                    set.Place(operand, room + Margin + (offset * size));
                }

                Call.Copy(expected, set, kernel, shape);
                Call.Run(kernel, set, shape);
                AssertSame(expected, kernel, shape, set);
                foreach (var (operand, room) in rooms)
                {
                    var size = OperandSet.SizeOf(operand.ElementType);
                    var before = Margin + (offset * size);
                    var all = new Span<byte>((void*)room, ((operand.Length + 15) * size) + (2 * Margin));
                    Assert.False(all[..before].ContainsAnyExcept((byte)0x5A), $"{shape}: written before {operand.Name}");
                    Assert.False(all[(before + (operand.Length * size))..].ContainsAnyExcept((byte)0x5A), $"{shape}: written behind {operand.Name}");
                    NativeMemory.AlignedFree((void*)room);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void InPlaceGivesTheSameBits(string name)
    {
        var kernel = KernelCatalog.Find(name);
        Assert.SkipUnless(kernel.Operands(new(8)).Any(operand => operand.MayReplace is not null), "No output may replace an input.");
        foreach (var shape in Shapes.Dense(kernel))
        {
            using var expected = Call.Prepare(kernel, shape, InputKind.Special);
            Call.Run(kernel, expected, shape);
            foreach (var output in kernel.Operands(shape).Where(operand => operand.MayReplace is not null))
            {
                using var set = OperandSet.Allocate(kernel.Operands(shape));
                fixed (byte* input = set.Bytes(output.MayReplace!))
                {
                    set.Place(output, input);
                    Call.Copy(expected, set, kernel, shape);
                    Call.Run(kernel, set, shape);
                    AssertSame(expected, kernel, shape, set);
                }
            }
        }
    }

    /// <summary>One element off every other operand, either way.</summary>
    [Theory]
    [MemberData(nameof(CaseNames.All), MemberType = typeof(CaseNames))]
    public void PartialOverlapIsRefusedAndNothingWritten(string name)
    {
        var kernel = KernelCatalog.Find(name);
        var shape = new Shape(24, kernel.HasWidth ? 5 : 1);
        var operands = kernel.Operands(shape);
        foreach (var output in operands.Where(operand => operand.IsOutput && !operand.IsResult))
        {
            foreach (var other in operands.Where(operand => operand != output && operand is { IsResult: false, IsArgument: false }))
            {
                foreach (var direction in (ReadOnlySpan<int>)[-1, 1])
                {
                    using var set = OperandSet.Allocate(operands);
                    var size = OperandSet.SizeOf(other.ElementType);
                    var shift = Math.Max(size, OperandSet.SizeOf(output.ElementType));
                    if (output.Length * OperandSet.SizeOf(output.ElementType) <= shift)
                    {
                        // A few bytes beside wider elements: an element off is off altogether.
                        continue;
                    }

                    var bytes = (operands.Max(operand => operand.Length) * 8 * 2) + 256;
                    var memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
                    new Span<byte>(memory, bytes).Fill(0x77);
                    set.Place(other, memory + 64);
                    set.Place(output, memory + 64 + (direction * shift));
                    Call.Fill(set, kernel, shape, InputKind.Ordinary);
                    kernel.Generate(set, shape, InputKind.Ordinary, 1);
                    var before = new Span<byte>(memory, bytes).ToArray();
                    var exception = Record.Exception(() => kernel.Run(set, shape, 1));
                    var after = new Span<byte>(memory, bytes).ToArray();
                    NativeMemory.AlignedFree(memory);
                    Assert.True(
                        exception is ArgumentException { Message: var message } && message.Contains("overlap", StringComparison.Ordinal),
                        $"{output.Name} over {other.Name}: {exception?.Message ?? "accepted"}");
                    Assert.Equal(before, after);
                }
            }
        }
    }

    private static void AssertSame(OperandSet expected, KernelCase kernel, Shape shape, OperandSet set)
    {
        foreach (var output in kernel.Operands(shape).Where(operand => operand.IsOutput))
        {
            Assert.True(set.Bytes(output.Name).SequenceEqual(expected.Bytes(output.Name)), $"{output.Name} of {shape} differs");
        }
    }
}
