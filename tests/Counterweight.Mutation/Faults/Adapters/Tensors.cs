namespace Counterweight.Mutation.Faults.Adapters;

/// <summary>Memory of tensors, losses of batches, sampling and clipping for TorchSharp. What needs libtorch has no faults here.</summary>
internal static class TensorFaults
{
    private const string Elements = "Counterweight.TorchSharp.Tests: *.TensorElementsTests";
    private const string Batches = "Counterweight.TorchSharp.Tests: *.BatchLossTests";
    private const string Gradients = "Counterweight.TorchSharp.Tests: *.GradientMemoryTests";
    private const string Sampler = "Counterweight.TorchSharp.Tests: *.BalancedBatchSamplerTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a transposed tensor is contiguous", "TensorElements.cs", "if (shape[d] != 1 && strides[d] != expected)", "if (shape[d] != 1 && strides[d] > expected)", Elements),
        new("the stride of an extent of 1 counts", "TensorElements.cs", "if (shape[d] != 1 && strides[d] != expected)", "if (strides[d] != expected)", Elements),
        new("a tensor of no elements may lack contiguity", "TensorElements.cs", "return shape.Contains(0);", "return false;", Elements),
        new("a tensor of another device is read", "TensorElements.cs", "!string.Equals(tensor.Device, \"cpu\", StringComparison.Ordinal)", "false", Elements),
        new("a tensor of another type is read", "TensorElements.cs", "!string.Equals(tensor.ElementType, Name<T>(), StringComparison.Ordinal)", "false", Elements),
        new("one row may have any number of labels", "TensorElements.cs", "!(logits.Shape.Length == 1 && tensor.Shape is [1])", "logits.Shape.Length != 1", Elements),
        new("the mean of elements is over rows that count", "BatchLoss.cs", "return batch.IsMean ? sum.Loss / Math.Max(1, scores.Length) : sum.Loss;", "return batch.IsMean ? sum.WeightedMean : sum.Loss;", Batches),
        new("the gradient of elements is that of the sum", "BatchLoss.cs", "batch.IsMean && scores.Length > 0 ? GradientScale.By(1.0 / scores.Length) : GradientScale.None", "GradientScale.None", Batches),
        new("smoothed labels divide by the smoothed weight", "BatchLoss.cs", "!batch.IsMean || loss.LabelSmoothing == T.Zero || weights.PerClass.IsEmpty", "true", Batches),
        new("the divisor counts ignored rows", "BatchLoss.cs", "label != loss.IgnoreLabel && label >= 0 && label < classes", "label >= 0 && label < classes", Batches),
        new("the divisor forgets the weights of rows", "BatchLoss.cs", "(weights.PerSample.IsEmpty ? 1 : double.CreateTruncating(weights.PerSample[row]))", "1", Batches),
        new("a mean over no weight is not 0", "BatchLoss.cs", ": weight > 0 ? sum.Loss / weight : 0;", ": sum.Loss / weight;", Batches),
        new("probabilities may have another shape", "BatchLoss.cs", "TensorElements.Vector(perClass, classes, \"weight\");", "", Batches),
        new("double gradients are not measured", "GradientMemory.cs", "(gradient, name) => norm += GradientNorm.Of<double>(TensorElements.Of<double>(gradient, name), threads));", "(gradient, name) => TensorElements.Of<double>(gradient, name));", Gradients),
        new("the second pass by value clips floats twice as far", "GradientMemory.cs", "GradientClipping.ByValue(TensorElements.Of<float>(gradient, name), (float)limit)", "GradientClipping.ByValue(TensorElements.Of<float>(gradient, name), 2 * (float)limit)", Gradients),
        new("a gradient is clipped before all are checked", "GradientMemory.cs", "        ForEach(gradients, (gradient, name) => TensorElements.Of<float>(gradient, name), (gradient, name) => TensorElements.Of<double>(gradient, name));\n", "", Gradients),
        new("every epoch is the first", "BalancedBatchSampler.cs", "checked((Epoch * BatchesPerEpoch) + batch)", "batch", Sampler),
        new("an epoch lacks the rows of the last batch", "BalancedBatchSampler.cs", "(labels.Length + (batch_size - 1L)) / batch_size", "labels.Length / batch_size", Sampler),
    ];
}
