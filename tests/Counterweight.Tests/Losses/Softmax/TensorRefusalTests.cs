using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Tensors that are no matrix of logits, or that overlap: parameter and numbers are named, and nothing is written.</summary>
[Trait("Registers", "any")]
public sealed unsafe class TensorRefusalTests
{
    private const int Rows = 6;
    private const int Classes = 4;

    private readonly float[] memory = new float[400];
    private readonly float[] output = new float[400];
    private readonly int[] labels = new int[Rows];

    [Fact]
    public void RanksOtherThanTwo()
    {
        Refuses("scores", ["1 dimension"], [24], [1]);
        Refuses("scores", ["3 dimensions"], [2, 3, 4], [12, 4, 1]);
        RefusesGradient("gradient", ["3 dimensions"], [2, 3, 4], [12, 4, 1]);
    }

    [Fact]
    public void StridesOfNeitherKind()
    {
        Refuses("scores", ["8", "2"], [Rows, Classes], [8, 2]);
        Refuses("scores", ["0", "1"], [Rows, Classes], [0, 1]);
        Refuses("scores", ["1", "0"], [Rows, Classes], [1, 0]);
        RefusesGradient("gradient", ["8", "2"], [Rows, Classes], [8, 2]);
    }

    [Fact]
    public void ShapesThatDiffer()
    {
        Refuses("labels", ["6", "5"], [5, Classes], [Classes, 1]);
        RefusesGradient("gradient", ["5 × 4", "6 × 4"], [5, Classes], [Classes, 1]);
        RefusesGradient("gradient", ["6 × 5", "6 × 4"], [Rows, 5], [5, 1]);
        RefusesGradient("gradient", ["contiguous columns"], [Rows, Classes], [1, Rows]);
    }

    [Fact]
    public void TooManyClassesOrElements()
    {
        float element = 0;
        var pointer = &element;
        var wide = Assert.Throws<ArgumentException>("scores", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), new ReadOnlyTensorSpan<float>(pointer, (1 << 24) + 1, [1, (1 << 24) + 1], [0, 1]), [0]));
        Assert.Contains("16777217", wide.Message, StringComparison.Ordinal);
        var @long = Assert.Throws<ArgumentException>("scores", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), new ReadOnlyTensorSpan<float>(pointer, (nint)4 << 30, [2, 2], [(nint)3 << 30, 1]), [0, 0]));
        Assert.Contains("3221225474", @long.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AReplacementOfAnotherStride()
    {
        var exception = Assert.Throws<ArgumentException>("gradient", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 8), labels, Matrix(memory, 0, 9)));
        Assert.Contains("stride of 9", exception.Message, StringComparison.Ordinal);
        Assert.Contains("8", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("hessian", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 8), labels, hessian: Matrix(memory, 0, 9)));
    }

    [Fact]
    public void OverlapsThatAreNoReplacement()
    {
        var exception = Assert.Throws<ArgumentException>("gradient", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 8), labels, Matrix(memory, 1, 8)));
        Assert.Contains("gradient overlaps scores", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("hessian", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 8), labels, hessian: Matrix(memory, 1, 8)));
        exception = Assert.Throws<ArgumentException>("gradient", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 8), labels, Matrix(output, 0, 8), Matrix(output, 3, 8)));
        Assert.Contains("overlaps hessian", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>("gradient", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 8), labels, Matrix(output, 0, 8), weights: new LossWeights<float> { PerSample = output.AsSpan(3, Rows) }));
        Assert.Contains("overlaps weights.PerSample", exception.Message, StringComparison.Ordinal);
        AssertNothingWritten();
    }

    [Fact]
    public void GradientAndHessianAmongTheOutputsOfSpans()
    {
        Assert.Throws<ArgumentException>("outputs", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 4), labels, outputs: new LossOutputs<float> { Gradient = output.AsSpan(0, 24) }));
        Assert.Throws<ArgumentException>("outputs", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, 4), labels, outputs: new LossOutputs<float> { Hessian = output.AsSpan(0, 24) }));
        AssertNothingWritten();
    }

    private static TensorSpan<float> Matrix(float[] memory, int start, nint stride) => new(memory.AsSpan(start), [Rows, Classes], [stride, 1]);

    private void Refuses(string parameter, string[] words, nint[] lengths, nint[] strides) => AssertRefused(parameter, words, () => SoftmaxLoss.Evaluate(
        new SoftmaxCrossEntropy<float>(), new ReadOnlyTensorSpan<float>(memory, lengths, strides), labels, new TensorSpan<float>(output, [Rows, Classes])));

    private void RefusesGradient(string parameter, string[] words, nint[] lengths, nint[] strides) => AssertRefused(parameter, words, () => SoftmaxLoss.Evaluate(
        new SoftmaxCrossEntropy<float>(), Matrix(memory, 0, Classes), labels, new TensorSpan<float>(output, lengths, strides)));

    private void AssertRefused(string parameter, string[] words, Action call)
    {
        var exception = Assert.Throws<ArgumentException>(parameter, call);
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        AssertNothingWritten();
    }

    private void AssertNothingWritten() => Assert.False(output.AsSpan().ContainsAnyExcept(0) || memory.AsSpan().ContainsAnyExcept(0));
}
