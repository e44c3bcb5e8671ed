using System.Globalization;
using Counterweight.Cli.Fitting;

namespace Counterweight.Cli.Models;

/// <summary>What a model file says of how its model was trained and how its probabilities become answers.</summary>
internal sealed record ModelFacts
{
    /// <summary>The cost of each answer where each class is right, a row a right class; null: not known. Without a threshold the answer is that of least expected cost.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Costs { get; init; }

    /// <summary>Whether the costs are those that class weights or resampling stand for, and not given ones.</summary>
    public bool AreCostsOfWeights { get; init; }

    /// <summary>The probability of <see cref="Positive"/> from which on it is the answer; null where costs tell or nothing does.</summary>
    public double? Threshold { get; init; }

    /// <summary>The class that the threshold, or the cost of a false alarm, is about.</summary>
    public string? Positive { get; init; }

    /// <summary>What it costs to take a row for <see cref="Positive"/> that is not; a column of the table says of each row what it costs to miss it. Null: no column does.</summary>
    public double? FalseAlarmCost { get; init; }

    /// <summary>
    /// Beside the cost of a false alarm: the share that missing the row has in the expected cost of both mistakes from which on <see cref="Positive"/> is the
    /// answer, above 1 never; null: the answer of least expected cost, which is ½.
    /// </summary>
    public double? ScoreThreshold { get; init; }

    /// <summary>The model: boosting, forest, …</summary>
    public string? Model { get; init; }

    /// <summary>The class weights it was trained with.</summary>
    public string? Weights { get; init; }

    /// <summary>The loss it was trained with.</summary>
    public string? Loss { get; init; }

    /// <summary>How its rows were resampled.</summary>
    public string? Resample { get; init; }

    /// <summary>How its probabilities are calibrated.</summary>
    public string? Calibrate { get; init; }

    /// <summary>Whether probabilities are corrected for what weights or resampling moved them by.</summary>
    public bool IsCorrected { get; init; }

    /// <summary>The seed of all that was drawn.</summary>
    public ulong Seed { get; init; }

    /// <summary>Rows of each class that it was trained on, in the order of the classes.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [];

    /// <summary>What was done to its probabilities, as a sentence; null: nothing.</summary>
    public string? Corrects() => !IsCorrected ? null
        : Model is not null && ModelFamilies.All.Any(family => ModelFamilies.IsOfSteps(family) && string.Equals(ModelFamilies.Word(family), Model, StringComparison.Ordinal))
            ? "probabilities are corrected to the rows as they are in the file, approximately: the correction is exact of models fitted to convergence, and boosting shrinks its steps; train --calibrate isotonic fits them to rows held out"
            : "probabilities are corrected to the rows as they are in the file";

    /// <summary>How it decides, as a sentence.</summary>
    public string Decides() => this switch
    {
        { Threshold: > 1 } => $"never decides for '{Reading.FilePlace.OneLine(Positive ?? "")}'",
        { Threshold: { } threshold } => FormattableString.Invariant($"decides for '{Reading.FilePlace.OneLine(Positive ?? "")}' from a probability of {threshold:G4} on"),
        { Costs: not null, AreCostsOfWeights: true } => "decides for the class of least expected cost, with mistakes that count as the classes did in training",
        { Costs: not null } => "decides for the class of least expected cost",
        { FalseAlarmCost: not null, ScoreThreshold: > 1 } => $"never decides for '{Reading.FilePlace.OneLine(Positive ?? "")}'",
        { FalseAlarmCost: { } cost, ScoreThreshold: { } least } => string.Create(CultureInfo.InvariantCulture, $"decides for '{Reading.FilePlace.OneLine(Positive ?? "")}' where missing the row is at least {least:G4} of the expected cost of both mistakes: a false alarm costs {cost:G6}, and a column tells what it costs to miss each row"),
        { FalseAlarmCost: { } cost } => FormattableString.Invariant($"decides for '{Reading.FilePlace.OneLine(Positive ?? "")}' where that is expected to cost less: a false alarm costs {cost:G6}, and a column tells what it costs to miss each row"),
        _ => "decides for the most probable class",
    };
}
