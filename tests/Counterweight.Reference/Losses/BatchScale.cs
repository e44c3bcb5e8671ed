using System.Numerics;
using Counterweight.Reference.Losses.Point;
using Counterweight.Reference.Losses.Softmax;

namespace Counterweight.Reference.Losses;

/// <summary>What the outputs of a softmax batch are judged against, row by row a <see cref="RowScale{T, TReference}"/>.</summary>
internal readonly struct BatchScale<T, TReference>(TReference definition, double smoothing, int ignoreLabel)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TReference : struct, ISoftmaxReference
{
    /// <summary>The scale of each output.</summary>
    public SoftmaxBatch<double> Of(in SoftmaxBatch<double> batch, DerivativeFactors factors)
    {
        var classes = batch.Classes;
        var evaluator = new SoftmaxReference<T, TReference>(definition, smoothing, ignoreLabel);
        var logits = new double[classes];
        var scales = new SoftmaxBatch<double>
        {
            Classes = classes,
            Scores = default,
            Labels = default,
            Value = new double[batch.Value.Length],
            Gradient = new double[batch.Gradient.Length],
            Hessian = new double[batch.Gradient.Length],
            LogSumExp = new double[batch.Value.Length],
            PerClass = batch.PerClass.ToArray(),
        };
        for (var c = 0; c < classes; c++)
        {
            (scales.PerClass[3 * c], scales.PerClass[(3 * c) + 2]) = (0, 0);
        }

        for (var i = 0; i < batch.Labels.Length; i++)
        {
            var label = batch.Labels[i];
            if (label != ignoreLabel)
            {
                var row = i * classes;
                evaluator.Transform(batch.Scores.Slice(row, classes), label, logits);
                var sample = batch.SampleWeights.IsEmpty ? 1 : batch.SampleWeights[i];
                var scale = new RowScale<T, TReference>(definition, smoothing, logits, Offs(logits, label), label, batch.ClassWeights, sample, batch.Value[i]);
                scales.Value[i] = scale.Value;
                scales.LogSumExp[i] = scale.LogSumExp;
                scales.PerClass[3 * label] += scale.Value;
                scale.Write(scales.Gradient.Slice(row, classes), scales.Hessian.Slice(row, classes), factors.Gradient, factors.Hessian);
            }
        }

        return scales;
    }

    /// <summary>What the logits may be off by, in ε: moved, added, multiplied and, in the reference, rounded once more.</summary>
    private double[] Offs(ReadOnlySpan<double> logits, int label)
    {
        if (!definition.IsTransformed)
        {
            return [];
        }

        var offs = new double[logits.Length];
        for (var j = 0; j < offs.Length; j++)
        {
            var moved = Math.Abs(definition.Bias(j)) + (j == label ? Math.Abs(definition.Margin(j)) : 0);
            offs[j] = (definition.LogitScale * moved) + (1.5 * Math.Abs(logits[j]));
        }

        return offs;
    }
}
