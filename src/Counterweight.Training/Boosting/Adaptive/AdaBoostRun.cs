using Counterweight.Elementwise;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting.Adaptive;

/// <summary>One fit of AdaBoost, tree after tree.</summary>
internal sealed class AdaBoostRun
{
    /// <summary>A tree grown once more errs as guessing does, but for rounding.</summary>
    private const double Rounding = 1e-7;

    private readonly AdaBoostOptions options;
    private readonly BinnedDataset bins;
    private readonly AdaBoostWeights weights;
    private readonly AdaBoostStopping stopping;
    private readonly FitMonitor monitor;
    private readonly List<DecisionTreeClassifier> trees = [];
    private readonly List<double> votes = [];
    private readonly int[] predicted;
    private readonly bool[] isWrong;
    private readonly int[] times;
    private readonly double logOthers;
    private long nodes;

    /// <param name="bins">Training rows.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="start">First weights of all rows, or empty: all 1.</param>
    /// <param name="validation">Rows to watch, or null.</param>
    /// <param name="monitor">Who follows the fit.</param>
    public AdaBoostRun(BinnedDataset bins, AdaBoostOptions options, double[] start, Dataset? validation, FitMonitor monitor)
    {
        this.options = options;
        this.bins = bins;
        this.monitor = monitor;
        var data = bins.Source;
        weights = new AdaBoostWeights(data, start);
        stopping = new AdaBoostStopping(validation, options);
        predicted = new int[data.RowCount];
        isWrong = new bool[data.RowCount];
        times = new int[DrawsRows ? data.RowCount : 0];
        Present = PresentClasses(data.Labels, start);
        logOthers = Log(Math.Max(1, Present - 1));
    }

    /// <summary>Classes with weight: K of the formulas.</summary>
    private int Present { get; }

    private bool DrawsRows => options.ClassSampling != ClassSampling.None;

    private Dataset Data => bins.Source;

    public AdaBoostClassifier Run()
    {
        FitStopReason? reason = null;
        for (var round = 0; reason is null; round++)
        {
            monitor.Cancellation.ThrowIfCancellationRequested();
            monitor.Report((double)round / options.Rounds, $"tree {round + 1} of at most {options.Rounds}");
            var growth = options.Tree with { Seed = unchecked(options.Tree.Seed + (ulong)round) };
            var tree = DecisionTreeClassifier.Fit(bins, growth, new FitInput { SampleWeights = RoundWeights(round), Cancellation = monitor.Cancellation, Timer = monitor.Timer });
            reason = Vote(tree, round) ?? (stopping.IsOver ? FitStopReason.EarlyStopped : round + 1 == options.Rounds ? FitStopReason.Completed : null);
        }

        monitor.Report(1, $"{trees.Count} trees");
        var kept = stopping.BestCount ?? trees.Count;
        return AdaBoostClassifier.Create([.. trees.Take(kept)], [.. votes.Take(kept)], Data.FeatureCount, Data.ClassCount, Present, reason.Value, stopping.History);
    }

    /// <summary>Weights of the rows that a tree is grown on: of all, or of those it draws.</summary>
    private double[] RoundWeights(int round)
    {
        if (!DrawsRows)
        {
            return weights.Current;
        }

        var candidates = TrainingInput.CountingRows(weights.Current, Data.RowCount);
        new PartDraws(Data.Labels, candidates, Data.ClassCount, options.ClassSampling, options.Tree.Seed).Draw(round, times);
        var drawn = new double[times.Length];
        for (var row = 0; row < drawn.Length; row++)
        {
            drawn[row] = times[row] * weights.Current[row];
        }

        return drawn;
    }

    private static int PresentClasses(ReadOnlySpan<int> labels, double[] start)
    {
        var present = new HashSet<int>();
        for (var row = 0; row < labels.Length; row++)
        {
            if (start.Length == 0 || start[row] > 0)
            {
                present.Add(labels[row]);
            }
        }

        return present.Count;
    }

    private static double Log(double value)
    {
        VectorMath.Log<double>(new ReadOnlySpan<double>(in value), new Span<double>(ref value));
        return value;
    }

    /// <summary>Gives a tree its vote. Returns why boosting ends with the tree or before it; null where it goes on.</summary>
    private FitStopReason? Vote(DecisionTreeClassifier tree, int round)
    {
        tree.Predict(Data, predicted, options.Tree.DegreeOfParallelism);
        for (var row = 0; row < predicted.Length; row++)
        {
            isWrong[row] = predicted[row] != Data.Labels[row];
        }

        var error = weights.Error(isWrong);
        var vote = error > 0 ? options.LearningRate * (Log((1 - error) / error) + logOthers) : 1;
        var isUseless = error >= 1 - (1.0 / Present) - Rounding || !(vote > 0);
        if (isUseless && DrawsRows && (trees.Count > 0 || round + 1 < options.Rounds))
        {
            // The next round draws other rows.
            return null;
        }

        if (error <= 0 || (isUseless && trees.Count == 0))
        {
            Keep(tree, 1);
            return error <= 0 ? FitStopReason.PerfectFit : FitStopReason.WeakFirstLearner;
        }

        if (isUseless)
        {
            return FitStopReason.WeakLearner;
        }

        Keep(tree, vote);
        weights.Raise(isWrong, vote);
        return null;
    }

    private void Keep(DecisionTreeClassifier tree, double vote)
    {
        nodes += tree.Nodes.Length;
        ArraySize.Product(nameof(options), "votes of nodes and classes", nodes, Data.ClassCount);
        trees.Add(tree);
        votes.Add(vote);
        stopping.Add(tree, vote);
    }
}
