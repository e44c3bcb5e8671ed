using System.Collections.Concurrent;
using Counterweight.Threading;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Classification;

namespace Counterweight.Training.Forests;

/// <summary>Grows the trees of a forest, one a thread, or one after the other by all threads where there are fewer trees.</summary>
internal sealed class ForestGrower
{
    private readonly ForestOptions options;
    private readonly GrowthData data;
    private readonly double[] sampleWeights;
    private readonly double[] classWeights;
    private readonly PartDraws? draws;
    private readonly FitMonitor monitor;
    private readonly int partCount;
    private readonly ConcurrentBag<Worker> workers = [];
    private readonly Lock gate = new();
    private int finished;

    private ForestGrower(BinnedDataset data, FitWeights weights, ForestOptions options, FitMonitor monitor)
    {
        this.options = options;
        this.monitor = monitor;
        (sampleWeights, classWeights) = (weights.Samples, weights.Classes);
        this.data = new GrowthData(data, options.ToTreeOptions().InUnit(weights.Exponent), timer: monitor.Timer);
        draws = options.DrawsRows ? new PartDraws(this.data.Labels, TrainingInput.CountingRows(weights.OfRows(data.Source), data.RowCount), this.data.ClassCount, options.ClassSampling, options.Seed, options.Bootstrap) : null;

        // Where trees draw a part of the rows, each grows on a copy of its own.
        partCount = draws is not null && draws.DrawnCount <= data.RowCount / 2 ? draws.DrawnCount : 0;
    }

    public static ForestModel Grow(Dataset data, ForestOptions options, FitInput input)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (options.OutOfBag && input.Resampler is not null)
        {
            throw Require.Misfit($"Resampler is given, but OutOfBag is True; rows out of a bag may be made of rows in it.", nameof(input));
        }

        data = TrainingInput.Resampled(data, ref input);
        var weights = Prepare(data, options, input);
        input.Monitor.Report(0, "binning");
        var bins = BinnedDataset.Create(data, weights.OfRows(data), options.MaxBins, degreeOfParallelism: options.DegreeOfParallelism);
        return new ForestGrower(bins, weights, options, input.Monitor).Grow();
    }

    public static ForestModel Grow(BinnedDataset data, ForestOptions options, FitInput input)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ForestGrower(data, Prepare(data.Source, options, input), options, input.Monitor).Grow();
    }

    /// <summary>Checks all input.</summary>
    private static FitWeights Prepare(Dataset data, ForestOptions options, FitInput input)
    {
        ForestOptions.Validate(options, data.FeatureCount);
        TrainingInput.RefuseValidation(input, "a forest");
        var weights = FitWeights.Of(data, options.Weighting, input);
        if (options.OutOfBag)
        {
            ArraySize.Product(nameof(data), "out-of-bag votes of rows and classes", data.RowCount, data.ClassCount);
        }

        return weights;
    }

    private ForestModel Grow()
    {
        monitor.Cancellation.ThrowIfCancellationRequested();
        var trees = new ClassTree[options.TreeCount];
        if (options.DegreeOfParallelism == 1 || options.TreeCount < ThreadLimit.Of(options.DegreeOfParallelism))
        {
            for (var tree = 0; tree < trees.Length; tree++)
            {
                trees[tree] = Grow(tree, options.DegreeOfParallelism);
            }
        }
        else
        {
            ParallelItems.Run(trees.Length, options.DegreeOfParallelism, tree => trees[tree] = Grow(tree, 1));
        }

        return Assemble(trees);
    }

    private ClassTree Grow(int tree, int degreeOfParallelism)
    {
        var worker = workers.TryTake(out var idle) ? idle : new Worker(data, partCount);
        ReadOnlySpan<int> counts = [];
        var weights = classWeights;
        if (draws is not null)
        {
            draws.Draw(tree, worker.Counts);
            counts = worker.Counts;
            weights = options.Weighting.IsPerBootstrap ? worker.Balance(sampleWeights) : weights;
        }

        worker.Set(weights, sampleWeights, counts);
        var grown = worker.Grower.Grow(worker.Rows, tree, degreeOfParallelism, monitor.Silent);
        workers.Add(worker);
        if (monitor.Progress is not null)
        {
            lock (gate)
            {
                finished++;
                monitor.Report((double)finished / options.TreeCount, $"{finished} trees");
            }
        }

        return grown;
    }

    private ForestModel Assemble(ClassTree[] trees)
    {
        var structure = TreeStructure.Concat([.. trees.Select(tree => tree.Structure)]);
        var fractions = new double[ArraySize.Product(nameof(options), "fractions of nodes and classes", trees.Sum(tree => (long)tree.NodeCount), data.ClassCount)];
        var rest = fractions.AsSpan();
        foreach (var tree in trees)
        {
            rest = rest[tree.ClassFractions(rest)..];
        }

        var model = new ForestModel(structure, fractions, Importances(trees), data.ClassCount, null);
        return options.OutOfBag ? model with { OutOfBag = new OutOfBagVotes(data, trees, draws!, sampleWeights, options.DegreeOfParallelism).Count(monitor.Cancellation) } : model;
    }

    private double[] Importances(ClassTree[] trees)
    {
        var sums = new double[data.FeatureCount];
        var splitting = 0;
        foreach (var tree in trees)
        {
            var total = tree.FeatureGains.Sum();
            splitting += total > 0 ? 1 : 0;
            for (var feature = 0; feature < sums.Length && total > 0; feature++)
            {
                sums[feature] += tree.FeatureGains[feature] / total;
            }
        }

        return [.. sums.Select(sum => splitting == 0 ? 0 : sum / splitting)];
    }

    /// <summary>What a thread grows trees with.</summary>
    private sealed class Worker
    {
        private readonly GrowthData data;
        private readonly GrowthData? part;

        /// <param name="data">All rows.</param>
        /// <param name="partCount">Most rows that a tree draws where it grows on a copy of them; 0 where it does not.</param>
        public Worker(GrowthData data, int partCount)
        {
            this.data = data;
            part = partCount > 0 ? data.Part(partCount) : null;
            Grower = new(part ?? data);
            Rows = new(part ?? data);
            Counts = new int[data.RowCount];
        }

        public HistogramTreeGrower Grower { get; }

        public SampledRows Rows { get; }

        public int[] Counts { get; }

        /// <summary>Sets the rows of the next tree.</summary>
        public void Set(double[] classWeights, double[] sampleWeights, ReadOnlySpan<int> counts)
        {
            if (part is null)
            {
                Rows.Set(classWeights, sampleWeights, counts);
                return;
            }

            var drawn = TrainingInput.CountingRows(counts);
            part.Take(data, drawn);
            var (times, weights) = (new int[drawn.Length], new double[sampleWeights.Length == 0 ? 0 : drawn.Length]);
            for (var i = 0; i < drawn.Length; i++)
            {
                times[i] = counts[drawn[i]];
            }

            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = sampleWeights[drawn[i]];
            }

            Rows.Set(classWeights, weights, times);
        }

        /// <summary>Balanced class weights of the rows drawn.</summary>
        public double[] Balance(double[] sampleWeights)
        {
            var weights = new double[data.RowCount];
            for (var row = 0; row < weights.Length; row++)
            {
                weights[row] = Counts[row] * (sampleWeights.Length == 0 ? 1 : sampleWeights[row]);
            }

            return ClassWeighting.Balanced.Of(data.Labels, weights, data.ClassCount);
        }
    }
}
