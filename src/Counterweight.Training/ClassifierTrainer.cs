using Counterweight.Training.Data;

namespace Counterweight.Training;

/// <summary>Fits one of several classifiers, each to rows of its own: those of a bag, or those outside a fold.</summary>
/// <remarks>
/// <para>
/// A line is enough: <c>(rows, part, input) => DecisionTreeClassifier.Fit(rows, new() { Seed = (ulong)part }, input)</c>. Parts may be
/// fitted side by side: what a trainer shares between them must not change.
/// </para>
/// <para>
/// Whoever refuses a row numbers it within the part. An <see cref="ArgumentException"/> or <see cref="ArgumentOutOfRangeException"/> of a trainer, a resampler
/// or a classifier comes out as one of the same type, whose message adds which part it was; the first one is inside. Exceptions of other types come out as they are.
/// </para>
/// </remarks>
/// <param name="rows">The rows, with their weights.</param>
/// <param name="part">The number of the bag or fold, from 0 on: add it to a seed where parts shall draw differently.</param>
/// <param name="input">What follows the fit and may end it, and validation rows where there are some: to hand on as it is.</param>
public delegate IProbabilisticClassifier ClassifierTrainer(Dataset rows, int part, FitInput input);
