using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training;

namespace Counterweight.LightGbm;

/// <summary>
/// A loss, its targets and its weights: what LightGBM lowers in place of its own objective. Gradients and Hessians are exact, and weights
/// are in them; a second derivative below 0 is written as 0, as LightGBM divides by sums of them.
/// </summary>
/// <remarks>
/// Scores start at 0. Scores of several classes lie class by class: all rows of class 0 first. A model's probability is the logistic function of
/// the score, or the softmax of the scores, where the loss is one of these.
/// </remarks>
public abstract class LightGbmObjective
{
    private protected LightGbmObjective(int rowCount, int outputCount)
    {
        if ((long)rowCount * outputCount > Array.MaxLength)
        {
            throw Require.Misfit($"labels has {rowCount} rows; with {outputCount} classes that are {(long)rowCount * outputCount} scores, and there may be {Array.MaxLength} at most.", "labels");
        }

        RowCount = rowCount;
        OutputCount = outputCount;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Scores of a row: 1, or one a class.</summary>
    public int OutputCount { get; }

    /// <summary>A target for each row, as LightGBM keeps it beside the features.</summary>
    internal abstract float[] Labels { get; }

    /// <summary>A loss of one score a row: binary losses of labels 0 and 1, among them <see cref="BinaryFocalLoss{T}"/> and <see cref="AsymmetricLoss{T}"/>; losses of numbers; or your own.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="targets">One target a row, in the loss's domain. Not copied: it must not change.</param>
    /// <param name="sampleWeights">One weight a row, finite and not negative; empty for all ones. Not copied.</param>
    /// <exception cref="ArgumentException">Another number of weights, or a target or weight is out of its domain (the message names index and value).</exception>
    public static LightGbmObjective Of<TLoss>(TLoss loss, ReadOnlyMemory<float> targets, ReadOnlyMemory<float> sampleWeights = default)
        where TLoss : struct, IPointLoss<TLoss, float> => new PointObjective<TLoss>(loss, targets, sampleWeights);

    /// <summary>A loss of one score a class, among them <see cref="SoftmaxCrossEntropy{T}"/>, <see cref="SoftmaxFocalLoss{T}"/> and <see cref="LogitAdjustedCrossEntropy{T}"/>; or your own.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="classCount">K, at least 2.</param>
    /// <param name="labels">One label a row, in [0, K) or the loss's label to ignore. Not copied: it must not change.</param>
    /// <param name="classWeights">One weight a class, finite and not negative; empty for all ones. Not copied.</param>
    /// <param name="sampleWeights">One weight a row, finite and not negative; empty for all ones. Not copied.</param>
    /// <param name="hessianFactor">The factor of the Hessian diagonal; K/(K − 1) is LightGBM's own.</param>
    /// <exception cref="ArgumentException">Another number of weights, a label or weight is out of its domain (the message names index and value), or rows × classes are more than an array holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is below 2, or there is no such <paramref name="hessianFactor"/>.</exception>
    public static LightGbmObjective OfClasses<TLoss>(
        TLoss loss,
        int classCount,
        ReadOnlyMemory<int> labels,
        ReadOnlyMemory<float> classWeights = default,
        ReadOnlyMemory<float> sampleWeights = default,
        HessianFactor hessianFactor = HessianFactor.ClassRatio)
        where TLoss : struct, ISoftmaxLoss<float>
    {
        Require.AtLeast(classCount, 2, nameof(classCount));
        return new SoftmaxObjective<TLoss>(loss, classCount, labels, classWeights, sampleWeights, hessianFactor);
    }

    /// <summary>Weighted loss, gradients and Hessians of scores.</summary>
    /// <param name="scores">n·K scores, class by class.</param>
    /// <param name="gradients">Where gradients go, n·K.</param>
    /// <param name="hessians">Where Hessians go, n·K, none below 0.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows that count.</returns>
    /// <exception cref="ArgumentException">Another number of scores, gradients or Hessians.</exception>
    /// <exception cref="ArithmeticException">A gradient or Hessian is not finite (the message names it).</exception>
    public LossSum Evaluate(ReadOnlySpan<double> scores, Span<float> gradients, Span<float> hessians, int degreeOfParallelism = 1)
    {
        CheckLength(scores.Length, nameof(scores));
        CheckLength(gradients.Length, nameof(gradients));
        CheckLength(hessians.Length, nameof(hessians));

        // The loss may read scores where it writes gradients.
        TensorPrimitives.ConvertTruncating(scores, gradients);
        var sum = Evaluate(gradients, new LossOutputs<float> { Gradient = gradients, Hessian = hessians }, degreeOfParallelism);
        CheckFinite(gradients, "gradient");
        CheckFinite(hessians, "Hessian");
        return sum;
    }

    /// <summary>The weighted loss of scores of the same rows.</summary>
    /// <param name="scores">n·K scores, class by class.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows that count.</returns>
    /// <exception cref="ArgumentException">Another number of scores.</exception>
    public LossSum Loss(ReadOnlySpan<double> scores, int degreeOfParallelism = 1)
    {
        CheckLength(scores.Length, nameof(scores));
        var singles = new float[scores.Length];
        TensorPrimitives.ConvertTruncating(scores, singles);
        return Evaluate(singles, default, degreeOfParallelism);
    }

    /// <summary>Evaluates the loss; a Hessian below 0 is written as 0.</summary>
    private protected abstract LossSum Evaluate(ReadOnlySpan<float> scores, LossOutputs<float> outputs, int degreeOfParallelism);

    private void CheckLength(int length, string name)
    {
        if (length != (long)RowCount * OutputCount)
        {
            throw Require.Misfit($"{name} has {length} numbers; the objective has {RowCount} rows of {OutputCount} scores.", name);
        }
    }

    private void CheckFinite(ReadOnlySpan<float> values, string name)
    {
        if (!TensorPrimitives.IsFiniteAll(values))
        {
            var at = 0;
            while (float.IsFinite(values[at]))
            {
                at++;
            }

            throw new ArithmeticException(Require.Text($"The {name} of row {at % RowCount}, output {at / RowCount}, is {values[at]}; LightGBM needs finite ones."));
        }
    }
}
