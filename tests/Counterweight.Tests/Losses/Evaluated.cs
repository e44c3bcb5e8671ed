using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;

namespace Counterweight.Tests.Losses;

/// <summary>All that a loss says of a batch.</summary>
internal sealed record Evaluated<T>(LossSum Sum, T[] Value, T[] Gradient, T[] Hessian)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Evaluated<T> Softmax(T[] scores, int classes, int[] labels, T[]? classWeights = null, T[]? sampleWeights = null, T smoothing = default, int ignore = -1) =>
        Rows(new SoftmaxCrossEntropy<T>(smoothing, ignore), scores, classes, labels, classWeights, sampleWeights);

    public static Evaluated<T> Rows<TLoss>(TLoss loss, T[] scores, int classes, int[] labels, T[]? classWeights = null, T[]? sampleWeights = null)
        where TLoss : struct, ISoftmaxLoss<T>
    {
        var result = Allocate(labels.Length, scores.Length);
        var sum = SoftmaxLoss.Evaluate(
            loss,
            scores,
            classes,
            labels,
            new LossWeights<T> { PerClass = classWeights, PerSample = sampleWeights },
            result.Outputs);
        return result with { Sum = sum };
    }

    public static Evaluated<T> Binary(T[] scores, T[] targets, T[]? sampleWeights = null, double positive = 1, double negative = 1, double smoothing = 0) =>
        Point(new BinaryCrossEntropy<T>(T.CreateChecked(positive), T.CreateChecked(negative), T.CreateChecked(smoothing)), scores, targets, sampleWeights);

    public static Evaluated<T> Point<TLoss>(TLoss loss, T[] scores, T[] targets, T[]? sampleWeights = null)
        where TLoss : struct, IPointLoss<TLoss, T>
    {
        var result = Allocate(scores.Length, scores.Length);
        var sum = PointLoss.Evaluate<TLoss, T>(loss, scores, targets, sampleWeights, result.Outputs);
        return result with { Sum = sum };
    }

    private LossOutputs<T> Outputs => new() { Value = Value, Gradient = Gradient, Hessian = Hessian };

    private static Evaluated<T> Allocate(int rows, int scores) => new(default, new T[rows], new T[scores], new T[scores]);
}
