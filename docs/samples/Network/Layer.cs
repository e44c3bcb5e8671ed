using System.Numerics.Tensors;
using Counterweight.Gradients;
using Counterweight.Randomness;

namespace Counterweight.Samples;

/// <summary>Outputs = inputs · weights, and steps with momentum.</summary>
internal sealed class Layer
{
    private readonly int inputs;
    private readonly int outputs;
    private readonly float[] weights;
    private readonly float[] velocity;

    public Layer(int inputs, int outputs, ulong seed)
    {
        (this.inputs, this.outputs) = (inputs, outputs);
        (weights, velocity) = (new float[inputs * outputs], new float[inputs * outputs]);
        new RandomStream(seed).FillNormal(0, weights);
        TensorPrimitives.Multiply(weights, MathF.Sqrt(2f / inputs), weights);
    }

    public float[] Forward(float[] rows)
    {
        var result = new float[rows.Length / inputs * outputs];
        for (var i = 0; i < rows.Length; i++)
        {
            var sums = result.AsSpan(i / inputs * outputs, outputs);
            TensorPrimitives.MultiplyAdd(weights.AsSpan(i % inputs * outputs, outputs), rows[i], sums, sums);
        }

        return result;
    }

    /// <summary>Steps against the gradient of the outputs, and returns that of the inputs.</summary>
    public float[] Step(float[] rows, float[] gradient, float rate)
    {
        var (ofInputs, ofWeights) = (new float[rows.Length], new float[weights.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            var (own, at) = (i / inputs * outputs, i % inputs * outputs);
            ofInputs[i] = TensorPrimitives.Dot<float>(weights.AsSpan(at, outputs), gradient.AsSpan(own, outputs));
            var sums = ofWeights.AsSpan(at, outputs);
            TensorPrimitives.MultiplyAdd(gradient.AsSpan(own, outputs), rows[i], sums, sums);
        }

        GradientClipping.ByGlobalNorm<float>(ofWeights, maxNorm: 1);
        TensorPrimitives.MultiplyAdd(velocity, 0.9f, ofWeights, velocity);
        TensorPrimitives.MultiplyAdd(velocity, -rate, weights, weights);
        return ofInputs;
    }
}
