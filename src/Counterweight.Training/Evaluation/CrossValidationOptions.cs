namespace Counterweight.Training.Evaluation;

/// <summary>How rows are cut into folds. The default: 5 folds.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>Folds, from 2 to the number of rows, of groups, or of times after the first.</summary>
    public int FoldCount { get; init; } = 5;

    /// <summary>
    /// One number a row, which rows of the same origin share, such as those of a patient or of a card: all of them are in one fold, so
    /// that none tells of another. Empty: every row is by itself.
    /// </summary>
    public ReadOnlyMemory<int> Groups { get; init; }

    /// <summary>
    /// One time a row, finite: the rows of a fold are predicted by those of earlier times alone, see <see cref="CrossValidation.TimeFolds"/>. There are no
    /// groups and one repeat then. Empty: times do not count.
    /// </summary>
    public ReadOnlyMemory<double> Times { get; init; }

    /// <summary>How often the rows are cut into folds anew, at least 1; repeat i has the seed <see cref="Seed"/> plus i.</summary>
    public int RepeatCount { get; init; } = 1;

    /// <summary>Seed of the order in which the rows of a class are dealt out to folds.</summary>
    public ulong Seed { get; init; }

    /// <summary>Folds at a time at most, at least 1; threads of the trainer come on top. The probabilities are the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;
}
