using Counterweight.Decisions;

namespace Counterweight.Cli.Evaluation;

/// <summary>Rows whose class is known, with what a model says of them.</summary>
internal sealed record Predictions
{
    /// <summary>The file, fit for a message.</summary>
    public required string Source { get; init; }

    /// <summary>Column of the label.</summary>
    public required string LabelColumn { get; init; }

    /// <summary>The classes in the order of their probabilities.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The class that is right, one a row.</summary>
    public required int[] Labels { get; init; }

    /// <summary>Rows · classes probabilities, row after row.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>What each row is taken for.</summary>
    public required int[] Decisions { get; init; }

    /// <summary>Who decided, as «the decisions of the file».</summary>
    public string Decided { get; init; } = "the decisions of the file";

    /// <summary>Who decided and how, as a sentence without a point.</summary>
    public string Decider { get; init; } = "";

    /// <summary>What mistakes cost where the model says it that predicted; null: nobody says.</summary>
    public CostMatrix? ModelCosts { get; init; }

    /// <summary>The class of two that curves are of: the rarer one, the second of equals, unless the user names it.</summary>
    public int Positive { get; init; } = 1;

    /// <summary>One weight a row; empty: all 1.</summary>
    public double[] Weights { get; init; } = [];

    /// <summary>What it costs to miss each row where it is of the positive class; empty: costs are the same for all.</summary>
    public double[] Misses { get; init; } = [];

    /// <summary>Column of times; null: there is none.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>A time a row, NaN where it is missing; empty: there are none.</summary>
    public double[] Times { get; init; } = [];

    /// <summary>Whether times are seconds since 1970; otherwise they are plain numbers.</summary>
    public bool AreDates { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Number of rows.</summary>
    public int RowCount => Labels.Length;

    /// <summary>Number of classes.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>Weight of all rows.</summary>
    public double TotalWeight => Weights.Length == 0 ? RowCount : Weights.Sum();

    /// <summary>Weight of a row.</summary>
    public double WeightOf(int row) => Weights.Length == 0 ? 1 : Weights[row];

    /// <summary>The probability of a class, one a row.</summary>
    public double[] ProbabilitiesOf(int label)
    {
        var column = new double[RowCount];
        for (var row = 0; row < column.Length; row++)
        {
            column[row] = Probabilities[(row * ClassCount) + label];
        }

        return column;
    }

    /// <summary>1 where a row is of a class, 0 of the others.</summary>
    public int[] OneAgainstRest(int label) => [.. Labels.Select(own => own == label ? 1 : 0)];
}
