using Counterweight.TorchSharp.Memory;

namespace Counterweight.TorchSharp.Evaluation;

/// <summary>The tensors of a call of a loss. Where to write is null where nothing is wanted.</summary>
/// <param name="Input">Scores or logits.</param>
/// <param name="Target">Targets or labels.</param>
internal sealed record Batch(ITensorMemory Input, ITensorMemory Target)
{
    /// <summary>Weights of classes, [K].</summary>
    public ITensorMemory? ClassWeights { get; init; }

    /// <summary>Weights of rows, or of elements.</summary>
    public ITensorMemory? SampleWeights { get; init; }

    /// <summary>Receives one loss a row, or an element.</summary>
    public ITensorMemory? Value { get; init; }

    /// <summary>Receives the gradient, of the shape of the input.</summary>
    public ITensorMemory? Gradient { get; init; }

    /// <summary>Whether the loss is divided, and by it the gradient.</summary>
    public bool IsMean { get; init; }

    /// <summary>Threads to use.</summary>
    public int Threads { get; init; } = 1;
}
