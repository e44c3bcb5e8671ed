using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.Weighting;

namespace Counterweight.Tests.Golden;

/// <summary>The inputs of a case in the element type of a kernel.</summary>
internal sealed class GoldenBatch<T>(GoldenCase source)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] value = new T[source.Scores.Length / source.Classes];
    private readonly T[] gradient = new T[source.Scores.Length];
    private readonly T[] hessian = new T[source.Scores.Length];

    /// <summary>The label of rows that do not count.</summary>
    public int IgnoreLabel => (int)source.Parameters["ignoreLabel"];

    /// <summary>K, of losses of rows.</summary>
    public int Classes => source.Classes;

    /// <summary>Shares of the classes.</summary>
    public T[] Priors => Exact(source.Priors);

    /// <summary>Rows of the classes.</summary>
    public long[] Counts => Array.ConvertAll(source.Counts!, count => (long)count);

    private LossOutputs<T> Outputs => new() { Value = value, Gradient = gradient, Hessian = hessian };

    /// <summary>A parameter of the loss.</summary>
    public T this[string parameter] => Exact(source.Parameters[parameter]);

    /// <summary>A parameter of a loss that takes doubles.</summary>
    public double Double(string parameter) => source.Parameters[parameter];

    /// <summary>Evaluates a loss of one score and one target.</summary>
    public GoldenOutputs<T> Points<TLoss>(TLoss loss)
        where TLoss : struct, IPointLoss<TLoss, T> =>
        With(PointLoss.Evaluate(loss, Exact(source.Scores), Exact(source.Targets), Exact(source.SampleWeights), Outputs));

    /// <summary>Evaluates a loss of a row of scores and a label.</summary>
    public GoldenOutputs<T> Rows<TLoss>(TLoss loss)
        where TLoss : struct, ISoftmaxLoss<T>
    {
        var weights = new LossWeights<T> { PerClass = Exact(source.ClassWeights), PerSample = Exact(source.SampleWeights) };
        return With(SoftmaxLoss.Evaluate(loss, Exact(source.Scores), source.Classes, source.Labels, weights, Outputs));
    }

    /// <summary>Evaluates a loss of a row of scores and a row of target probabilities.</summary>
    public GoldenOutputs<T> SoftTargets<TLoss>(TLoss loss)
        where TLoss : struct, ISoftTargetLoss<T>
    {
        var weights = new LossWeights<T> { PerClass = Exact(source.ClassWeights), PerSample = Exact(source.SampleWeights) };
        return With(SoftTargetLoss.Evaluate(loss, Exact(source.Scores), LogitLayout.RowMajor(source.Classes), Exact(source.SoftTargets), weights, Outputs));
    }

    /// <summary>Evaluates an overlap loss of the whole batch.</summary>
    public GoldenOutputs<T> Overlap(TverskyLoss loss)
    {
        var sum = OverlapLoss.Evaluate(loss, Exact(source.Scores), Exact(source.Targets), Exact(source.SampleWeights), gradient);
        return new(loss.Value(sum), gradient);
    }

    /// <summary>The numbers in the kernel's type, none of them rounded.</summary>
    private static T[] Exact(double[]? numbers) => numbers is null ? [] : Array.ConvertAll(numbers, Exact);

    private static T Exact(double number)
    {
        var converted = T.CreateChecked(number);
        return double.CreateChecked(converted).Equals(number)
            ? converted
            : throw new ArgumentException(FormattableString.Invariant($"{number:R} is no number of {typeof(T).Name}."), nameof(number));
    }

    private GoldenOutputs<T> With(LossSum sum) => new(sum.Loss, gradient, value, hessian, sum);
}
