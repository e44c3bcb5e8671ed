namespace Counterweight.Training;

/// <summary>How a <see cref="CalibratedClassifier"/> is fitted. The default: sigmoids, on 5 folds.</summary>
public sealed record CalibratedOptions
{
    /// <summary>The kind of calibration.</summary>
    public CalibrationMethod Method { get; init; }

    /// <summary>Folds, from 2 to the number of rows of weight.</summary>
    public int FoldCount { get; init; } = 5;

    /// <summary>
    /// One number a row, which rows of the same origin share, such as those of a patient or of a card: all of them are in one fold, so
    /// that none is calibrated by a classifier that has seen another. Empty: every row is by itself.
    /// </summary>
    public ReadOnlyMemory<int> Groups { get; init; }

    /// <summary>Seed of the order in which the rows of a class are dealt out to folds.</summary>
    public ulong Seed { get; init; }

    /// <summary>Folds at a time at most, at least 1; threads of the trainer come on top. The model is the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;
}
