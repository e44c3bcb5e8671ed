using Counterweight.Losses;

namespace Counterweight.Training.Boosting;

/// <summary>A loss and its targets: what boosting lowers.</summary>
internal abstract class GradientObjective
{
    /// <summary>Number of rows.</summary>
    public abstract int RowCount { get; }

    /// <summary>Scores of a row.</summary>
    public abstract int OutputCount { get; }

    /// <summary>Whether all rows' scores of the first output come first, or all scores of the first row.</summary>
    public abstract bool IsClassMajor { get; }

    /// <summary>Numbers of scores, gradients or Hessians.</summary>
    public int Length => checked(RowCount * OutputCount);

    /// <summary>Gradients and Hessians without weights.</summary>
    public abstract void Evaluate(ReadOnlySpan<float> scores, Span<float> gradients, Span<float> hessians, int degreeOfParallelism);

    /// <summary>The weighted loss.</summary>
    public abstract LossSum Sum(ReadOnlySpan<float> scores, ReadOnlySpan<float> weights, int degreeOfParallelism);

    /// <summary>The same loss of other rows, named by their labels.</summary>
    public abstract GradientObjective WithLabels(int[] labels);
}
