using Counterweight.Elementwise;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting.Adaptive;

/// <summary>One fit of AdaBoost, tree after tree.</summary>
internal sealed class AdaBoostRun
{
    private readonly AdaBoostOptions options;
    private readonly BinnedDataset bins;
    private readonly AdaBoostWeights weights;
    private readonly AdaBoostStopping stopping;
    private readonly FitMonitor monitor;
    private readonly List<DecisionTreeClassifier> trees = [];
    private readonly List<double> votes = [];
    private readonly int[] predicted;
    private readonly bool[] isWrong;
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
        Present = PresentClasses(data.Labels, start);
        logOthers = Log(Math.Max(1, Present - 1));
    }

    /// <summary>Classes with weight: K of the formulas.</summary>
    private int Present { get; }

    private Dataset Data => bins.Source;

    public AdaBoostClassifier Run()
    {
        FitStopReason? reason = null;
        for (var round = 0; reason is null; round++)
        {
            monitor.Cancellation.ThrowIfCancellationRequested();
            monitor.Report((double)round / options.Rounds, $"tree {round + 1} of at most {options.Rounds}");
            var growth = options.Tree with { Seed = unchecked(options.Tree.Seed + (ulong)round) };
            var tree = DecisionTreeClassifier.Fit(bins, growth, new FitInput { SampleWeights = weights.Current, Cancellation = monitor.Cancellation, Timer = monitor.Timer });
            reason = Vote(tree) ?? (stopping.IsOver ? FitStopReason.EarlyStopped : round + 1 == options.Rounds ? FitStopReason.Completed : null);
        }

        monitor.Report(1, $"{trees.Count} trees");
        var kept = stopping.BestCount ?? trees.Count;
        return AdaBoostClassifier.Create([.. trees.Take(kept)], [.. votes.Take(kept)], Data.FeatureCount, Data.ClassCount, Present, reason.Value, stopping.History);
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
    private FitStopReason? Vote(DecisionTreeClassifier tree)
    {
        tree.Predict(Data, predicted, options.Tree.DegreeOfParallelism);
        for (var row = 0; row < predicted.Length; row++)
        {
            isWrong[row] = predicted[row] != Data.Labels[row];
        }

        var error = weights.Error(isWrong);
        var vote = error > 0 ? options.LearningRate * (Log((1 - error) / error) + logOthers) : 1;
        var isUseless = error >= 1 - (1.0 / Present) || !(vote > 0);
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
