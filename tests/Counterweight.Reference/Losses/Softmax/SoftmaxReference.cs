using System.Numerics;
using Counterweight.Reference.Losses.Point;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>
/// A loss of softmax rows from its definition, one row at a time. Logits are transformed in the reference's precision
/// and then rounded to <typeparamref name="T"/>, the kernel's: they overflow and tie where the kernel's do.
/// </summary>
internal readonly struct SoftmaxReference<T, TReference>(TReference definition, double labelSmoothing, int ignoreLabel)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TReference : struct, ISoftmaxReference
{
    /// <summary>Weighted value, gradient and Hessian diagonal, and the other outputs that the batch has.</summary>
    public SoftmaxTotal Evaluate<TNumber>(in SoftmaxBatch<TNumber> batch)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var classes = batch.Classes;
        var logits = new TNumber[classes];
        var smoothing = TNumber.CreateChecked(labelSmoothing);
        var (loss, weight, rows, correct) = (0.0, 0.0, 0L, 0L);
        batch.PerClass.Clear();
        for (var i = 0; i < batch.Labels.Length; i++)
        {
            var label = batch.Labels[i];
            var g = batch.Gradient.Slice(i * classes, classes);
            var h = batch.Hessian.IsEmpty ? default : batch.Hessian.Slice(i * classes, classes);
            g.Clear();
            h.Clear();
            Put(batch.Value, i, TNumber.Zero);
            Put(batch.LogSumExp, i, TNumber.Zero);
            Put(batch.ArgMax, i, -1);
            if (label == ignoreLabel)
            {
                continue;
            }

            var sample = batch.SampleWeights.IsEmpty ? TNumber.One : batch.SampleWeights[i];
            var uniform = sample * (smoothing / TNumber.CreateChecked(classes));
            var hard = sample * (TNumber.One - smoothing) * Weight(batch.ClassWeights, label);
            var soft = TNumber.Zero;
            for (var j = 0; j < classes && uniform > TNumber.Zero; j++)
            {
                soft += uniform * Weight(batch.ClassWeights, j);
            }

            Transform(batch.Scores.Slice(i * classes, classes), label, logits);
            var max = Greatest<TNumber>(logits, out _);
            var (others, own) = Exponentials(logits, max, label, g);
            var shift = logits[label] - max;

            // The sum of the other classes is kept apart: 1 − p of the label must not cancel.
            var sum = others + own;
            var logSum = shift == TNumber.Zero ? ScalarMath.Log1p(others) : TNumber.Log(sum);
            if (definition.TakesHardmax)
            {
                logSum = sum - TNumber.One;
            }

            Put(batch.LogSumExp, i, logSum + max);
            _ = Greatest(batch.Scores.Slice(i * classes, classes), out var predicted);
            predicted = TNumber.IsNaN(logSum) ? -1 : predicted;
            Put(batch.ArgMax, i, predicted);
            var rowWeight = hard + soft;
            if (!(rowWeight > TNumber.Zero))
            {
                g.Clear();
                continue;
            }

            var terms = definition.Evaluate(logSum - shift, own / sum, others / sum);
            var scale = TNumber.CreateChecked(definition.LogitScale);
            var firstDerivative = (hard * terms.First) + soft;
            for (var j = 0; j < h.Length; j++)
            {
                var p = g[j] / sum;
                var (complement, distance) = j == label ? (others / sum, others / sum) : ((sum - g[j]) / sum, p);
                h[j] = scale * scale * ((firstDerivative * p * complement) + (hard * terms.Second * distance * distance));
            }

            var each = firstDerivative / sum;
            for (var j = 0; j < classes; j++)
            {
                g[j] = scale * ((j == label ? soft - (firstDerivative * (others / sum)) : g[j] * each) - (uniform * Weight(batch.ClassWeights, j)));
            }

            var rowLoss = hard == TNumber.Zero ? TNumber.Zero : hard * terms.Value;
            for (var j = 0; j < classes && uniform > TNumber.Zero; j++)
            {
                var part = uniform * Weight(batch.ClassWeights, j);
                rowLoss += part == TNumber.Zero ? TNumber.Zero : part * (logSum - (logits[j] - max));
            }

            Put(batch.Value, i, rowLoss);
            loss += double.CreateTruncating(rowLoss);
            weight += double.CreateTruncating(rowWeight);
            rows++;
            correct += predicted == label ? 1 : 0;
            if (!batch.PerClass.IsEmpty)
            {
                var here = batch.PerClass.Slice(3 * label, 3);
                here[0] += double.CreateTruncating(rowLoss);
                here[1] += double.CreateTruncating(rowWeight);
                here[2]++;
            }
        }

        return new(loss, weight, rows, correct);
    }

    /// <summary>s·(z + b − m·[j = y]).</summary>
    public void Transform<TNumber>(ReadOnlySpan<TNumber> scores, int label, Span<TNumber> logits)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        scores.CopyTo(logits);
        for (var j = 0; j < logits.Length && definition.IsTransformed; j++)
        {
            var moved = definition.Bias(j) - (j == label ? definition.Margin(j) : 0);
            var logit = TNumber.CreateChecked(definition.LogitScale) * (scores[j] + TNumber.CreateChecked(moved));
            logits[j] = TNumber.CreateChecked(T.CreateChecked(logit));
        }
    }

    /// <summary>The greatest, NaN passed over, and the first that is as great; 0 where there is none.</summary>
    private static TNumber Greatest<TNumber>(ReadOnlySpan<TNumber> logits, out int at)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var max = TNumber.NegativeInfinity;
        at = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            if (logits[j] > max)
            {
                (max, at) = (logits[j], j);
            }
        }

        return max;
    }

    private static TNumber Weight<TNumber>(ReadOnlySpan<TNumber> classWeights, int j)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => classWeights.IsEmpty ? TNumber.One : classWeights[j];

    private static void Put<TOutput>(Span<TOutput> output, int i, TOutput value)
        where TOutput : unmanaged
    {
        if (!output.IsEmpty)
        {
            output[i] = value;
        }
    }

    /// <summary>e^(x_j − max), or at temperature 0 one at the first of the greatest; NaN in a row that holds NaN or whose greatest is infinite.</summary>
    private (TNumber Others, TNumber Own) Exponentials<TNumber>(ReadOnlySpan<TNumber> logits, TNumber max, int label, Span<TNumber> exps)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (others, isTaken) = (TNumber.Zero, false);
        for (var j = 0; j < logits.Length; j++)
        {
            var shifted = logits[j] - max;
            exps[j] = TNumber.Exp(shifted);
            if (definition.TakesHardmax && !TNumber.IsNaN(shifted))
            {
                exps[j] = shifted == TNumber.Zero && !isTaken ? TNumber.One : TNumber.Zero;
                isTaken |= shifted == TNumber.Zero;
            }

            others += j == label ? TNumber.Zero : exps[j];
        }

        return (others, exps[label]);
    }
}
