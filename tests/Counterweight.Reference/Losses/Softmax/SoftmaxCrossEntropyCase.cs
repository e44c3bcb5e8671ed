using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Softmax cross-entropy; smoothed in the full variant. What else a pass can tell of rows is in the cases of the other losses.</summary>
public sealed class SoftmaxCrossEntropyCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, SoftmaxCrossEntropy<T>, SoftmaxCrossEntropyReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Logits that the composition works on at a time.</summary>
    private const int Chunk = 4096;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes =>
        [new(65536, 2), new(65536, 3), new(65536, 10), new(16384, 100), new(4096, 1000), new(256, 32000)];

    /// <inheritdoc/>
    public override Action<OperandSet, Shape>? RunTensorPrimitives => IsFull ? null : Compose;

    /// <inheritdoc/>
    protected override string LossName => "softmax-cross-entropy";

    /// <inheritdoc/>
    protected override double LabelSmoothing => IsFull ? 0.1 : 0;

    /// <inheritdoc/>
    protected override bool HasRowOutputs => false;

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropy<T> Loss(int classes) => new(T.CreateChecked(LabelSmoothing), IgnoreLabel);

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropyReference Definition(int classes) => default;

    /// <summary>Several rows at a time where they are short, so that one call of Exp serves them all; plain loops where a call would cost more than its work.</summary>
    private static void Compose(OperandSet operands, Shape shape)
    {
        var classes = shape.Width;
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), classWeights = operands.Span<T>("classWeights");
        ReadOnlySpan<int> labels = operands.Span<int>("labels");
        var gradient = operands.Span<T>("gradient");
        var rowsAtOnce = Math.Max(1, Chunk / classes);
        Span<T> shiftRoom = stackalloc T[Math.Min(rowsAtOnce, shape.Rows)];
        Span<T> sumRoom = stackalloc T[shiftRoom.Length];
        Span<T> weightRoom = stackalloc T[shiftRoom.Length];
        var (loss, weight, counted) = (0.0, 0.0, 0L);
        for (var first = 0; first < shape.Rows; first += rowsAtOnce)
        {
            var rows = Math.Min(rowsAtOnce, shape.Rows - first);
            var shifts = shiftRoom[..rows];
            var sums = sumRoom[..rows];
            var weights = weightRoom[..rows];
            for (var i = 0; i < rows; i++)
            {
                var z = scores.Slice((first + i) * classes, classes);
                var g = gradient.Slice((first + i) * classes, classes);
                var max = Max(z);
                shifts[i] = z[labels[first + i]] - max;
                if (classes < 8)
                {
                    for (var j = 0; j < g.Length; j++)
                    {
                        g[j] = z[j] - max;
                    }
                }
                else
                {
                    TensorPrimitives.Subtract(z, max, g);
                }
            }

            var chunk = gradient.Slice(first * classes, rows * classes);
            TensorPrimitives.Exp(chunk, chunk);
            for (var i = 0; i < rows; i++)
            {
                var g = chunk.Slice(i * classes, classes);
                var label = labels[first + i];
                var w = classWeights[label];
                var sum = Sum(g);
                if (classes < 8)
                {
                    var factor = w / sum;
                    for (var j = 0; j < g.Length; j++)
                    {
                        g[j] *= factor;
                    }
                }
                else
                {
                    TensorPrimitives.Multiply(g, w / sum, g);
                }

                g[label] -= w;
                sums[i] = sum;
                weights[i] = w;
                counted += w > T.Zero ? 1 : 0;
            }

            TensorPrimitives.Log(sums, sums);
            TensorPrimitives.Subtract<T>(sums, shifts, sums);
            loss += double.CreateTruncating(TensorPrimitives.Dot<T>(sums, weights));
            weight += double.CreateTruncating(TensorPrimitives.Sum<T>(weights));
        }

        LossSums.Store((loss, weight, counted), operands);
    }

    private static T Max(ReadOnlySpan<T> z)
    {
        if (z.Length >= 8)
        {
            return TensorPrimitives.Max(z);
        }

        var max = z[0];
        for (var j = 1; j < z.Length; j++)
        {
            max = z[j] > max ? z[j] : max;
        }

        return max;
    }

    private static T Sum(ReadOnlySpan<T> exps)
    {
        if (exps.Length >= 8)
        {
            return TensorPrimitives.Sum(exps);
        }

        var sum = T.Zero;
        foreach (var e in exps)
        {
            sum += e;
        }

        return sum;
    }
}
