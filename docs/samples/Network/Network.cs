using System.Numerics.Tensors;

namespace Counterweight.Samples;

/// <summary>A network with one hidden layer of rectified units. The last input of every row is 1: its weights are biases.</summary>
internal sealed class Network(int inputs, int hidden, int classes)
{
    private readonly Layer first = new(inputs, hidden, seed: 1);
    private readonly Layer second = new(hidden, classes, seed: 2);

    /// <summary>The logits of some rows. What the hidden units put out is kept for the way back.</summary>
    public float[] Logits(float[] rows, out float[] activations)
    {
        activations = first.Forward(rows);
        TensorPrimitives.Max(activations, 0, activations);
        return second.Forward(activations);
    }

    /// <summary>One step against the gradient of the logits.</summary>
    public void Step(float[] rows, float[] activations, float[] gradient, float rate)
    {
        var ofHidden = second.Step(activations, gradient, rate);
        first.Step(rows, [.. ofHidden.Zip(activations, (g, activation) => activation > 0 ? g : 0)], rate);
    }
}
