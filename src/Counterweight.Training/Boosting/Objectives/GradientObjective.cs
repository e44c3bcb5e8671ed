using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Training.Data;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>A loss and its targets: what boosting lowers. Scores are doubles, as a model sums them; derivatives are single.</summary>
internal abstract class GradientObjective
{
    /// <summary>Scores, gradients or Hessians that a thread does something simple with at a time.</summary>
    public const int ItemLength = 8192;

    /// <summary>Number of rows.</summary>
    public abstract int RowCount { get; }

    /// <summary>Scores of a row.</summary>
    public abstract int OutputCount { get; }

    /// <summary>Whether all rows' scores of the first output come first, or all scores of the first row.</summary>
    public abstract bool IsClassMajor { get; }

    /// <summary>Numbers of scores, gradients or Hessians.</summary>
    public int Length => ArraySize.Product("data", "scores of rows and outputs", RowCount, OutputCount);

    /// <summary>Whether leaves are set to the location of their residuals, and Hessians are 1.</summary>
    public virtual bool LocatesLeaves => false;

    /// <summary>Whether <see cref="Evaluate"/> writes negative Hessians as 0.</summary>
    public virtual bool ClampsHessians => false;

    /// <summary>Gradients and Hessians without weights.</summary>
    public abstract void Evaluate(double[] scores, float[] gradients, float[] hessians, int degreeOfParallelism);

    /// <summary>The weighted loss.</summary>
    public abstract LossSum Sum(ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int degreeOfParallelism);

    /// <summary>What is best added to the scores of some rows; only of losses that know it.</summary>
    public virtual double Location(ReadOnlySpan<int> rows, ReadOnlySpan<double> scores, float[] weights) => throw new NotSupportedException();

    /// <summary>The best score that is the same for all rows; null where the loss does not tell.</summary>
    public virtual double? Start(ReadOnlySpan<int> rows, float[] weights) => null;

    /// <summary>Whether targets have any unit, and scores theirs.</summary>
    public virtual bool HasTargetsUnit => false;

    /// <summary>What the scores of these rows should not rise above.</summary>
    public virtual double GreatestScore(ReadOnlySpan<int> rows) => double.PositiveInfinity;

    /// <summary>Scores in single precision, as losses take them.</summary>
    protected static void ToSingle(double[] scores, float[] destination, int degreeOfParallelism) => RowItems.Run(
        scores.Length,
        ItemLength,
        degreeOfParallelism,
        (first, count) => TensorPrimitives.ConvertTruncating(scores.AsSpan(first, count), destination.AsSpan(first, count)));

    /// <summary>The same loss of other rows, named by their labels.</summary>
    public abstract GradientObjective WithLabels(int[] labels);
}
