using System.Collections.Concurrent;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Classification;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Forests;

/// <summary>Grows the trees of a forest, one a thread, or one after the other by all threads where there are fewer trees.</summary>
internal sealed class ForestGrower
{
    private readonly ForestOptions options;
    private readonly GrowthData data;
    private readonly double[] sampleWeights;
    private readonly double[] classWeights;
    private readonly Bootstrap? bootstrap;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly ConcurrentBag<Worker> workers = [];
    private readonly Lock gate = new();
    private int finished;

    /// <param name="data">Training rows.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="sampleWeights">Checked weights in [0, 2), or empty.</param>
    /// <param name="exponent">Two to this power is their unit.</param>
    /// <param name="progress">Told of finished trees.</param>
    /// <param name="cancellation">Checked at every node.</param>
    private ForestGrower(BinnedDataset data, ForestOptions options, double[] sampleWeights, int exponent, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        this.options = options;
        this.progress = progress;
        this.cancellation = cancellation;
        this.sampleWeights = sampleWeights;
        this.data = new GrowthData(data, options.ToTreeOptions().InUnit(exponent));
        classWeights = TrainingInput.ClassWeightsOf(data.Source, options.Weighting, sampleWeights, exponent);
        bootstrap = options.Bootstrap ? new Bootstrap(RowsWithWeight(data.RowCount, sampleWeights), data.RowCount, options.Seed) : null;
    }

    public static ForestModel Grow(Dataset data, ForestOptions options, ReadOnlySpan<double> sampleWeights, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ForestOptions.Validate(options, data.FeatureCount);
        TrainingInput.Validate(data, sampleWeights);
        CheckSizes(data, options);
        RowsWithWeight(data.RowCount, sampleWeights);
        progress?.Report(new FitProgress(0, "binning"));
        var weights = TrainingInput.InUnitRange(sampleWeights, out var exponent);
        var rowWeights = TrainingInput.RowWeights(data, TrainingInput.ClassWeightsOf(data, options.Weighting, weights, exponent), weights);
        var bins = BinnedDataset.Create(data, rowWeights, options.MaxBins, degreeOfParallelism: options.DegreeOfParallelism);
        return new ForestGrower(bins, options, weights, exponent, progress, cancellation).Grow();
    }

    public static ForestModel Grow(BinnedDataset data, ForestOptions options, ReadOnlySpan<double> sampleWeights, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ForestOptions.Validate(options, data.FeatureCount);
        TrainingInput.Validate(data.Source, sampleWeights);
        CheckSizes(data.Source, options);
        var weights = TrainingInput.InUnitRange(sampleWeights, out var exponent);
        return new ForestGrower(data, options, weights, exponent, progress, cancellation).Grow();
    }

    private static void CheckSizes(Dataset data, ForestOptions options)
    {
        if (options.OutOfBag)
        {
            ArraySize.Product(nameof(data), "out-of-bag votes of rows and classes", data.RowCount, data.ClassCount);
        }
    }

    private static int[] RowsWithWeight(int rowCount, ReadOnlySpan<double> sampleWeights)
    {
        var chosen = new List<int>(rowCount);
        for (var row = 0; row < rowCount; row++)
        {
            if (sampleWeights.IsEmpty || sampleWeights[row] > 0)
            {
                chosen.Add(row);
            }
        }

        return chosen.Count > 0 ? [.. chosen] : throw new ArgumentException("No row has weight.", nameof(sampleWeights));
    }

    private ForestModel Grow()
    {
        cancellation.ThrowIfCancellationRequested();
        var trees = new ClassTree[options.TreeCount];
        if (options.DegreeOfParallelism == 1 || options.TreeCount < options.DegreeOfParallelism)
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
        var worker = workers.TryTake(out var idle) ? idle : new Worker(data);
        ReadOnlySpan<int> counts = [];
        var weights = classWeights;
        if (bootstrap is not null)
        {
            bootstrap.Draw(tree, worker.Counts);
            counts = worker.Counts;
            weights = options.Weighting.IsPerBootstrap ? worker.Balance(sampleWeights) : weights;
        }

        worker.Rows.Set(weights, sampleWeights, counts);
        var grown = worker.Grower.Grow(worker.Rows, tree, degreeOfParallelism, null, cancellation);
        workers.Add(worker);
        if (progress is not null)
        {
            lock (gate)
            {
                finished++;
                progress.Report(new FitProgress((double)finished / options.TreeCount, $"{finished} trees"));
            }
        }

        return grown;
    }

    private ForestModel Assemble(ClassTree[] trees)
    {
        var structure = TreeStructure.Concat([.. trees.Select(tree => tree.Structure)]);
        ArraySize.Product(nameof(options), "fractions of nodes and classes", trees.Sum(tree => (long)tree.NodeCount), data.ClassCount);
        double[] fractions = [.. trees.SelectMany(tree => tree.ClassFractions())];
        var time = workers.Aggregate(default(KernelTime), (sum, worker) => sum + worker.Grower.KernelTime);
        var model = new ForestModel(structure, fractions, Importances(trees), data.ClassCount, time, null);
        return options.OutOfBag ? model with { OutOfBag = new OutOfBagVotes(data, trees, bootstrap!, sampleWeights, options.DegreeOfParallelism).Count(cancellation) } : model;
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
    private sealed class Worker(GrowthData data)
    {
        private readonly double[] weights = new double[data.RowCount];

        public HistogramTreeGrower Grower { get; } = new(data);

        public SampledRows Rows { get; } = new(data);

        public int[] Counts { get; } = new int[data.RowCount];

        /// <summary>Balanced class weights of the rows drawn.</summary>
        public double[] Balance(double[] sampleWeights)
        {
            for (var row = 0; row < weights.Length; row++)
            {
                weights[row] = Counts[row] * (sampleWeights.Length == 0 ? 1 : sampleWeights[row]);
            }

            return ClassWeighting.Balanced.Of(data.Labels, weights, data.ClassCount);
        }
    }
}
