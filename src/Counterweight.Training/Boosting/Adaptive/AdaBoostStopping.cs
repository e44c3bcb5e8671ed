using System.Numerics.Tensors;
using Counterweight.Histograms;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting.Adaptive;

/// <summary>Watches the error on validation rows: of exact sums, so that the order of rows does not show.</summary>
internal sealed class AdaBoostStopping
{
    private readonly Dataset? validation;
    private readonly int patience;
    private readonly int degreeOfParallelism;
    private readonly List<double> history = [];
    private readonly long[] units;
    private readonly double[] votes;
    private readonly int[] predicted;
    private readonly long all;
    private long lowest = long.MaxValue;

    /// <param name="validation">Checked rows, or null.</param>
    /// <param name="options">When to stop, and how classes are weighed.</param>
    public AdaBoostStopping(Dataset? validation, AdaBoostOptions options)
    {
        this.validation = validation;
        (patience, degreeOfParallelism) = (options.EarlyStoppingRounds, options.Tree.DegreeOfParallelism);
        var rows = validation?.RowCount ?? 0;
        votes = new double[ArraySize.Product("input", "votes of rows and classes", rows, validation?.ClassCount ?? 0)];
        predicted = new int[rows];
        units = validation is null ? [] : Units(validation, options.Weighting);
        all = units.Sum();
    }

    /// <summary>The error after each tree.</summary>
    public IReadOnlyList<double> History => history;

    /// <summary>Trees up to the lowest error; null where none is chosen.</summary>
    public int? BestCount { get; private set; }

    public bool IsOver => patience > 0 && history.Count - (BestCount ?? 0) >= patience;

    public void Add(DecisionTreeClassifier tree, double vote)
    {
        if (validation is null)
        {
            return;
        }

        tree.Predict(validation, predicted, degreeOfParallelism);
        var wrong = 0L;
        for (var row = 0; row < predicted.Length; row++)
        {
            var own = votes.AsSpan(row * validation.ClassCount, validation.ClassCount);
            own[predicted[row]] += vote;
            wrong += TensorPrimitives.IndexOfMax<double>(own) == validation.Labels[row] ? 0 : units[row];
        }

        history.Add((double)wrong / all);
        if (wrong < lowest && patience > 0)
        {
            (lowest, BestCount) = (wrong, history.Count);
        }
    }

    private static long[] Units(Dataset validation, ClassWeighting weighting)
    {
        var weights = FitWeights.Of(validation, weighting, default).OfRows(validation);
        var scale = WeightScale.For<double>([], weights, TrainingInput.WeightedRows(weights, validation.RowCount));
        return [.. Enumerable.Range(0, validation.RowCount).Select(row => scale.ToUnits(weights.Length == 0 ? 1 : weights[row]))];
    }
}
