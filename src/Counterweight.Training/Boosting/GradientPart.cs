using Counterweight.Training.Boosting.Objectives;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Gradients;

namespace Counterweight.Training.Boosting;

/// <summary>Binned rows with what boosting keeps of each: their loss, weights and scores.</summary>
internal sealed class GradientPart
{
    /// <param name="data">The rows.</param>
    /// <param name="objective">Their loss.</param>
    /// <param name="weights">One weight a row, or empty: all 1.</param>
    /// <param name="name">The parameter to blame where no row has weight.</param>
    public GradientPart(BinnedDataset data, GradientObjective objective, ReadOnlySpan<double> weights, string name)
    {
        Data = data;
        Objective = objective;
        Weights = TrainingInput.Single(TrainingInput.InUnitRange(weights, out var exponent));
        WeightExponent = exponent;
        Scores = new double[objective.Length];
        var counting = new List<int>(data.RowCount);
        for (var row = 0; row < data.RowCount; row++)
        {
            if (weights.IsEmpty || Weights[row] > 0)
            {
                counting.Add(row);
            }
        }

        Counting = counting.Count > 0 ? [.. counting] : throw Require.Misfit($"No row has weight, class weights included.", name);
    }

    public BinnedDataset Data { get; }

    public GradientObjective Objective { get; }

    /// <summary>Weights times a power of two, the greatest in [1, 2), in single precision.</summary>
    public float[] Weights { get; }

    /// <summary>The weights given are <see cref="Weights"/> times two to this power.</summary>
    public int WeightExponent { get; }

    /// <summary>The sums that a model makes of its start and trees, in its order: training and prediction are the same numbers.</summary>
    public double[] Scores { get; }

    /// <summary>The rows of positive weight.</summary>
    public int[] Counting { get; }

    /// <summary>These rows, to fall through trees.</summary>
    public PartitionedRows NewRows() => new(Data.GrowthBins, Data.Mapper.MissingBin);

    /// <summary>Gives all rows the same scores.</summary>
    public void Start(double[] initialScores)
    {
        for (var i = 0; i < Scores.Length; i++)
        {
            Scores[i] = initialScores[Objective.IsClassMajor ? i / Objective.RowCount : i % initialScores.Length];
        }
    }

    /// <summary>Adds a leaf's values to the scores of its rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="values">One value, or one of each output.</param>
    /// <param name="output">The output that a single value is of.</param>
    public void Add(ReadOnlySpan<int> rows, ReadOnlySpan<double> values, int output)
    {
        if (values.Length == 1)
        {
            var value = values[0];
            var scores = Scores.AsSpan(output * Objective.RowCount, Objective.RowCount);
            foreach (var row in rows)
            {
                scores[row] += value;
            }

            return;
        }

        foreach (var row in rows)
        {
            for (var k = 0; k < values.Length; k++)
            {
                Scores[(row * values.Length) + k] += values[k];
            }
        }
    }
}
