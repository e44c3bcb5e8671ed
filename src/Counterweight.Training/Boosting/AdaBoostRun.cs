using Counterweight.Elementwise;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting;

/// <summary>One fit of AdaBoost, tree after tree.</summary>
internal sealed class AdaBoostRun
{
    private readonly AdaBoostOptions options;
    private readonly BinnedDataset bins;
    private readonly AdaBoostWeights weights;
    private readonly AdaBoostStopping stopping;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly List<DecisionTreeClassifier> trees = [];
    private readonly List<double> votes = [];
    private readonly int[] told;
    private readonly bool[] isWrong;
    private readonly double logOthers;
    private long nodes;

    public AdaBoostRun(
        BinnedDataset bins,
        AdaBoostOptions options,
        double[] start,
        Dataset? validation,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        this.options = options;
        this.bins = bins;
        this.progress = progress;
        this.cancellation = cancellation;
        var data = bins.Source;
        weights = new AdaBoostWeights(data, start);
        stopping = new AdaBoostStopping(validation, options);
        told = new int[data.RowCount];
        isWrong = new bool[data.RowCount];
        Present = PresentClasses(data.Labels, start);
        logOthers = Log(Math.Max(1, Present - 1));
    }

    /// <summary>Classes with weight: K of the formulas.</summary>
    private int Present { get; }

    private Dataset Data => bins.Source;

    public AdaBoostClassifier Run()
    {
        var time = default(KernelTime);
        AdaBoostStopReason? reason = null;
        for (var round = 0; reason is null; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new FitProgress((double)round / options.Rounds, $"tree {round + 1} of at most {options.Rounds}"));
            var growth = options.Tree with { Seed = unchecked(options.Tree.Seed + (ulong)round) };
            var tree = DecisionTreeClassifier.Fit(bins, growth, weights.Current, cancellation: cancellation);
            time += tree.KernelTime;
            reason = Vote(tree) ?? (stopping.IsOver ? AdaBoostStopReason.EarlyStopping : round + 1 == options.Rounds ? AdaBoostStopReason.RoundsReached : null);
        }

        progress?.Report(new FitProgress(1, $"{trees.Count} trees"));
        var kept = stopping.BestCount ?? trees.Count;
        return AdaBoostClassifier.Create([.. trees.Take(kept)], [.. votes.Take(kept)], Data.FeatureCount, Data.ClassCount, Present, reason.Value, time);
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

    /// <summary>Takes a tree in, and tells why boosting ends with it or before it; null where it goes on.</summary>
    private AdaBoostStopReason? Vote(DecisionTreeClassifier tree)
    {
        tree.Predict(Data, told);
        for (var row = 0; row < told.Length; row++)
        {
            isWrong[row] = told[row] != Data.Labels[row];
        }

        var error = weights.Error(isWrong);
        var vote = error > 0 ? options.LearningRate * (Log((1 - error) / error) + logOthers) : 1;
        var isUseless = error >= 1 - (1.0 / Present) || !(vote > 0);
        if (error <= 0 || (isUseless && trees.Count == 0))
        {
            Take(tree, 1);
            return error <= 0 ? AdaBoostStopReason.NoError : AdaBoostStopReason.FirstTreeGuesses;
        }

        if (isUseless)
        {
            return AdaBoostStopReason.LaterTreeGuesses;
        }

        Take(tree, vote);
        weights.Raise(isWrong, vote);
        return null;
    }

    private void Take(DecisionTreeClassifier tree, double vote)
    {
        nodes += tree.Nodes.Length;
        ArraySize.Product(nameof(options), "votes of nodes and classes", nodes, Data.ClassCount);
        trees.Add(tree);
        votes.Add(vote);
        stopping.Add(tree, vote);
    }
}
