using Counterweight.TorchSharp.Memory;
using Xunit;

namespace Counterweight.TorchSharp.Tests.Memory;

/// <summary>What is read in place, and what is refused with what to call.</summary>
public sealed class TensorElementsTests
{
    [Fact]
    public void ElementsAreReadAndWrittenInPlace()
    {
        var tensor = ArrayMemory.Of<float>([1, 2, 3, 4, 5, 6], 2, 3);
        var elements = TensorElements.Of<float>(tensor, "input");
        Assert.Equal([1, 2, 3, 4, 5, 6], elements.ToArray());
        elements[4] = 7;
        Assert.Equal([1, 2, 3, 4, 7, 6], tensor.Read<float>());
        Assert.Equal([3L, 4], TensorElements.Of<long>(ArrayMemory.View<long>([1, 2, 3, 4], 2, 2), "target").ToArray());
        Assert.Equal([5.0], TensorElements.Of<double>(ArrayMemory.Of([5.0]), "input").ToArray());
        Assert.Equal([5], TensorElements.Of<int>(ArrayMemory.Of([5], 1, 1, 1), "input").ToArray());
    }

    [Theory]
    [InlineData(new long[] { 0 }, new long[] { 1 })]
    [InlineData(new long[] { 0, 5 }, new long[] { 5, 1 })]
    [InlineData(new long[] { 5, 0 }, new long[] { 7, 9 })]
    [InlineData(new long[] { 3, 5, 0, 4 }, new long[] { 1, 3, 15, 2 })]
    public void NothingIsContiguous(long[] shape, long[] strides)
    {
        var tensor = ArrayMemory.Of<float>([], shape);
        Assert.True(TensorElements.Of<float>(tensor, "input").IsEmpty);
        Assert.True(TensorElements.IsContiguous(shape, strides));
        Assert.Equal(0, TensorElements.Count(shape));
    }

    [Theory]
    [InlineData(true, new long[0], new long[0])]
    [InlineData(true, new long[] { 4 }, new long[] { 1 })]
    [InlineData(false, new long[] { 4 }, new long[] { 2 })]
    [InlineData(true, new long[] { 1 }, new long[] { 9 })]
    [InlineData(true, new long[] { 2, 3 }, new long[] { 3, 1 })]
    [InlineData(false, new long[] { 2, 3 }, new long[] { 4, 1 })]
    [InlineData(false, new long[] { 2, 3 }, new long[] { 1, 2 })]
    [InlineData(true, new long[] { 1, 3 }, new long[] { 77, 1 })]
    [InlineData(true, new long[] { 3, 1 }, new long[] { 1, 77 })]
    [InlineData(false, new long[] { 3, 1 }, new long[] { 2, 1 })]
    [InlineData(true, new long[] { 2, 1, 4 }, new long[] { 4, 99, 1 })]
    [InlineData(false, new long[] { 2, 2, 4 }, new long[] { 4, 8, 1 })]
    [InlineData(false, new long[] { 3, 4 }, new long[] { 0, 1 })]
    public void ContiguousIsRowsEndToEnd(bool expected, long[] shape, long[] strides) => Assert.Equal(expected, TensorElements.IsContiguous(shape, strides));

    [Fact]
    public void WhatCannotBeReadIsRefusedWithWhatToCall()
    {
        var tensor = ArrayMemory.Of<float>([1, 2, 3, 4, 5, 6], 2, 3);
        Refuses("target is on cuda:1; the kernels work on the processor: call cpu().", () => TensorElements.Of<float>(With(tensor, device: "cuda:1"), "target"));
        Refuses("target has the layout Sparse; the kernels read dense tensors: call to_dense().", () => TensorElements.Of<float>(With(tensor, layout: "Sparse"), "target"));
        Refuses("target has elements of type Float32, where Int64 is needed: call to_type().", () => TensorElements.Of<long>(tensor, "target"));
        Refuses("target has elements of type Float16, where Float32 is needed: call to_type().", () => TensorElements.Of<float>(With(tensor, type: "Float16"), "target"));
        Refuses("target of shape [2, 3] has strides [1, 2] and is not contiguous: call contiguous().", () => TensorElements.Of<float>(With(tensor, steps: [1, 2]), "target"));
        Refuses("target has 600000000 elements; at most 536870911 are read at a time: pass it in parts.", () => TensorElements.Of<float>(ArrayMemory.Of<float>([], 600_000_000), "target"));
    }

    [Fact]
    public void ShapesThatDoNotFitAreNamed()
    {
        ArrayMemory matrix = ArrayMemory.Of(new float[6], 2, 3), row = ArrayMemory.Of(new float[3], 3);
        TensorElements.SameShape(matrix, ArrayMemory.Of(new long[6], 2, 3), "target", "input");
        Refuses("target has the shape [3], input [2, 3]; they must be the same.", () => TensorElements.SameShape(row, matrix, "target", "input"));
        TensorElements.Vector(row, 3, "target");
        Refuses("target has the shape [3]; it must be [4].", () => TensorElements.Vector(row, 4, "target"));
        Refuses("target has the shape [2, 3]; it must be [2].", () => TensorElements.Vector(matrix, 2, "target"));
        Assert.Equal((2, 3), TensorElements.Rows(matrix, "input"));
        Assert.Equal((1, 3), TensorElements.Rows(row, "input"));
        Refuses("target has the shape []; logits are [rows, classes]", () => TensorElements.Rows(ArrayMemory.Of([1f]), "target"));
        Refuses("target has the shape [2, 3, 1]; logits are [rows, classes]", () => TensorElements.Rows(ArrayMemory.Of(new float[6], 2, 3, 1), "target"));
        TensorElements.OnePerRow(ArrayMemory.Of(new long[2], 2), matrix, "target");
        TensorElements.OnePerRow(ArrayMemory.Of([1L]), row, "target");
        TensorElements.OnePerRow(ArrayMemory.Of([1L], 1), row, "target");
        Refuses("target has the shape [3]; beside logits of [2, 3] it must be [2].", () => TensorElements.OnePerRow(row, matrix, "target"));
        Refuses("target has the shape [1]; beside logits of [2, 3] it must be [2].", () => TensorElements.OnePerRow(ArrayMemory.Of([1L], 1), matrix, "target"));
        Refuses("target has the shape [3]; beside logits of [3] it must be [].", () => TensorElements.OnePerRow(row, row, "target"));
    }

    private static ArrayMemory With(ArrayMemory tensor, string type = "Float32", string device = "cpu", string? layout = null, long[]? steps = null) =>
        new(tensor) { ElementType = type, Device = device, OtherLayout = layout, Steps = steps ?? [.. tensor.Strides] };

    private static void Refuses(string message, Action read) => Assert.StartsWith(message, Assert.Throws<ArgumentException>("target", read).Message, StringComparison.Ordinal);
}
