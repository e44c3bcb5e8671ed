using Counterweight.ML.Columns;
using Counterweight.ML.Metrics;
using Microsoft.ML;

namespace Counterweight.ML.Decisions;

/// <summary>The columns that a step behind a trainer reads and writes.</summary>
/// <param name="Label">The class.</param>
/// <param name="Score">The score or the probability.</param>
/// <param name="Output">What the step writes.</param>
/// <param name="Weight">What a row counts; null: all rows count the same.</param>
internal sealed record ScoreColumns(string Label, string Score, string Output, string? Weight)
{
    /// <summary>Refuses names that are null or empty.</summary>
    public static ScoreColumns Of(string labelColumnName, string scoreColumnName, string outputColumnName, string? exampleWeightColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new(labelColumnName, scoreColumnName, outputColumnName, exampleWeightColumnName);
    }
}

/// <summary>Scores of rows that have a label, of one view or of several.</summary>
internal sealed class LabelledScores(ScoreColumns columns)
{
    private readonly List<int> labels = [];
    private readonly List<double> scores = [];
    private readonly List<double> weights = [];

    public int[] Labels => [.. labels];

    public double[] Scores => [.. scores];

    /// <summary>One a row, or none.</summary>
    public double[] Weights => [.. weights];

    /// <summary>Reads the rows of a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="parameter">The caller's name of it.</param>
    public void Add(IDataView view, string parameter)
    {
        var label = new ClassColumn(view.Schema, columns.Label, isBinary: true);
        var score = ColumnChecks.Number(view.Schema, columns.Score);
        var weight = ScoredRows.WeightColumn(view.Schema, columns.Weight);
        ScoredRows.Read(view, parameter, label, weight is { } extra ? [score, extra] : [score], cursor =>
        {
            var readScore = NumberReader.Of(cursor, score);
            var readWeight = ScoredRows.Weights(cursor, weight);
            return own =>
            {
                var value = readScore();
                if (double.IsNaN(value))
                {
                    throw Refuse.OutOfRange($"Column '{columns.Score}' is NaN in row {cursor.Position}; a score must be a number.", columns.Score);
                }

                labels.Add(own);
                scores.Add(value);
                if (readWeight is not null)
                {
                    weights.Add(readWeight());
                }
            };
        });
    }
}
