namespace Counterweight.Cli.Evaluation;

/// <summary>What the user says of a file of predictions.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">Column of the class that is right, as the user names it.</param>
internal sealed record PredictionRequest(string Path, string Label)
{
    /// <summary>What the columns of probabilities begin with; the rest of their name is the class.</summary>
    public const string DefaultPrefix = "probability_";

    /// <summary>Column of decisions, where the user names none.</summary>
    public const string DefaultPredicted = "predicted";

    /// <summary>What the columns of probabilities begin with.</summary>
    public string Prefix { get; init; } = DefaultPrefix;

    /// <summary>Column of decisions; null: the usual one where there is one, else a row is taken for the class of its greatest probability.</summary>
    public string? Predicted { get; init; }

    /// <summary>Column of weights; null: all 1.</summary>
    public string? Weight { get; init; }

    /// <summary>Column of what it costs to miss each row of the positive class; null: none.</summary>
    public string? Cost { get; init; }

    /// <summary>Column of times; null: none.</summary>
    public string? Time { get; init; }

    /// <summary>The class of two that curves are of; null: the rarer one, the second of equals.</summary>
    public string? Positive { get; init; }

    /// <summary>Whether rows without a label are left out; otherwise they are an error.</summary>
    public bool DropUnlabelled { get; init; }
}
