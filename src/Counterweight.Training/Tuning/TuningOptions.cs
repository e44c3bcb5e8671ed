using Counterweight.Training.Evaluation;
using Counterweight.Training.Resampling;

namespace Counterweight.Training.Tuning;

/// <summary>What <see cref="Tune"/> tries, and how it is judged. The default: five class weights, no resampling, 5 folds in 5 folds.</summary>
public sealed record TuningOptions
{
    /// <summary>
    /// Class weights to try, which are computed from the rows of each fit; of equal cost the first is chosen. The default: none, balanced ones, and three
    /// strengths between them, evenly on a logarithmic scale.
    /// </summary>
    public IReadOnlyList<ClassWeighting> Weightings { get; init; } =
        [ClassWeighting.None, ClassWeighting.BalancedPower(0.25), ClassWeighting.BalancedPower(0.5), ClassWeighting.BalancedPower(0.75), ClassWeighting.Balanced];

    /// <summary>Ways to resample the training rows; null for none. Each is tried with all class weights, which are computed from the rows before.</summary>
    public IReadOnlyList<IResampler?> Resamplers { get; init; } = [null];

    /// <summary>The class that alarms are about: 0 or 1.</summary>
    public int PositiveClass { get; init; } = 1;

    /// <summary>Folds on which the choice is judged, from 2 to the number of rows, groups, or times after the first.</summary>
    public int FoldCount { get; init; } = 5;

    /// <summary>Folds, within the rows outside a fold, by which the choice is made: from 2 to the number of rows, groups, or times after the first.</summary>
    public int InnerFoldCount { get; init; } = 5;

    /// <summary>How often the choice is judged on folds cut anew, at least 1.</summary>
    public int RepeatCount { get; init; } = 1;

    /// <summary>One number a row, which rows of the same origin share: all of them are in one fold. Empty: every row is by itself.</summary>
    public ReadOnlyMemory<int> Groups { get; init; }

    /// <summary>
    /// One time a row, finite: the choice is made, and judged, on rows that are later than those it is learned from, see
    /// <see cref="CrossValidation.TimeFolds"/>. There are no groups and one repeat then. Empty: times do not count.
    /// </summary>
    public ReadOnlyMemory<double> Times { get; init; }

    /// <summary>Seed of folds and of resampling.</summary>
    public ulong Seed { get; init; }

    /// <summary>Folds at a time at most, at least 1; threads of the trainer come on top. Choice and figures are the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;
}
