using Counterweight.Histograms;
using Counterweight.Threading;
using Counterweight.Training.Trees.Gradients;

namespace Counterweight.Training.Boosting;

/// <summary>Fits one ensemble: gradients, a tree or one for each output, scores, round after round.</summary>
internal sealed class GradientBoostingRun
{
    private readonly GradientPart training;
    private readonly GradientPart? validation;
    private readonly GradientBoostingOptions options;
    private readonly FitMonitor monitor;
    private readonly GradientWorker[] workers;
    private readonly GradientEnsemble ensemble = new();
    private readonly GradientDraws draws;
    private readonly float[] gradients;
    private readonly float[] hessians;
    private readonly int[] drawn;
    private readonly int[] others;
    private readonly GradientRefit? refit;
    private readonly GradientStopping? stopping;
    private readonly int treeThreads;
    private GradientHistogramScale weightScale;
    private bool unitHessians;
    private bool flatHessians;

    /// <param name="training">Training rows.</param>
    /// <param name="validation">Validation rows or null.</param>
    /// <param name="refit">Where leaf values are of other weights than splits.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="monitor">Who follows the fit.</param>
    public GradientBoostingRun(
        GradientPart training,
        GradientPart? validation,
        GradientRefit? refit,
        GradientBoostingOptions options,
        FitMonitor monitor)
    {
        this.training = training;
        this.validation = validation;
        this.refit = refit;
        var cells = (long)training.Counting.Length * training.Data.FeatureCount * training.Objective.OutputCount;
        options = options with { DegreeOfParallelism = Threads(cells, options) };
        this.options = options;
        this.monitor = monitor;
        stopping = validation is null ? null : new GradientStopping(validation, options);
        draws = new GradientDraws(options.Seed);
        unitHessians = options.UnitHessians || training.Objective.LocatesLeaves;
        gradients = new float[training.Objective.Length];
        hessians = new float[training.Objective.Length];
        drawn = new int[training.Counting.Length];
        others = new int[training.Counting.Length];
        treeThreads = Threads(cells / TreesPerRound, options);
        var workerCount = TreesPerRound >= options.DegreeOfParallelism ? options.DegreeOfParallelism : 1;
        workers = [.. Enumerable.Range(0, workerCount).Select(_ => new GradientWorker(training, validation, refit, options, monitor))];
    }

    /// <summary>Why no further round was made.</summary>
    public FitStopReason StopReason { get; private set; }

    /// <summary>What early stopping saw.</summary>
    public IReadOnlyList<double> History => stopping?.History ?? [];

    private bool HasVectorLeaves => !training.Objective.IsClassMajor;

    private int TreeOutputs => HasVectorLeaves ? training.Objective.OutputCount : 1;

    private int TreesPerRound => HasVectorLeaves ? 1 : training.Objective.OutputCount;

    /// <summary>Threads for so many rows × features × outputs.</summary>
    internal static int Threads(long cells, GradientBoostingOptions options) =>
        (int)Math.Clamp(cells / options.CellsPerThread, 1, ThreadLimit.Of(options.DegreeOfParallelism));

    /// <summary>Boosts from initial scores; stops early where that is asked for.</summary>
    public GradientBoostingModel Fit(double[] initialScores)
    {
        training.Start(initialScores);
        validation?.Start(initialScores);
        stopping?.Observe(0);
        for (var round = 0; round < options.Rounds; round++)
        {
            monitor.Cancellation.ThrowIfCancellationRequested();
            Boost(round);
            monitor.Report((round + 1.0) / options.Rounds, $"round {round + 1} of {options.Rounds}");
            if (stopping?.Observe(round + 1) == true)
            {
                StopReason = FitStopReason.EarlyStopped;
                break;
            }
        }

        if (options.EarlyStoppingRounds > 0 && stopping?.HasBest == false)
        {
            throw new ArithmeticException("The loss of the validation rows is finite in no round: early stopping cannot choose one.");
        }

        var trees = stopping is not null && options.EarlyStoppingRounds > 0 ? stopping.BestRound * TreesPerRound : ensemble.TreeCount;
        return ensemble.ToModel(trees, training.Data.FeatureCount, initialScores, HasVectorLeaves);
    }

    private void Boost(int round)
    {
        Differentiate();
        var isDrawn = options.RowFraction < 1;
        var count = isDrawn ? draws.Rows(round, options.RowFraction, training.Counting, drawn, others) : training.Counting.Length;
        refit?.Differentiate(training.Scores, options.DegreeOfParallelism);
        var trees = new GradientTree[TreesPerRound];
        void Grow(GradientWorker worker, int output, int degreeOfParallelism) => trees[output] = worker.Grow(
            Operands(output),
            isDrawn ? drawn.AsSpan(0, count) : training.Counting,
            others.AsSpan(0, training.Counting.Length - count),
            output,
            degreeOfParallelism);

        // As many trees as fill all threads are grown side by side, those left over one after the other by all threads.
        var sideBySide = workers.Length == 1 ? 0 : TreesPerRound - (TreesPerRound % workers.Length);
        var next = -1;
        ParallelItems.Run(sideBySide == 0 ? 0 : workers.Length, workers.Length, item =>
        {
            for (int output; (output = Interlocked.Increment(ref next)) < sideBySide;)
            {
                Grow(workers[item], output, 1);
            }
        });
        for (var output = sideBySide; output < TreesPerRound; output++)
        {
            Grow(workers[0], output, treeThreads);
        }

        foreach (var tree in trees)
        {
            ensemble.Add(tree, options);
        }
    }

    private void Differentiate()
    {
        training.Objective.Evaluate(refit?.ShiftedScores(training.Scores) ?? training.Scores, gradients, hessians, options.DegreeOfParallelism);

        // A loss without curvature at the start has none anywhere: absolute, quantile.
        unitHessians |= ensemble.TreeCount == 0 && !HasCurvature();

        // A user's loss may have some, but not at all rows. Cross-entropy's of hopeless rows underflows, but not at the start.
        flatHessians |= ensemble.TreeCount == 0 && training.Objective.OutputCount == 1 && GradientStart.HasFlat(training.Counting, gradients, hessians);
        if (flatHessians)
        {
            GradientStart.CurveFlat(gradients, hessians);
        }

        GradientStart.Curve(training.Objective, hessians, unitHessians, options.DegreeOfParallelism);
        weightScale = ensemble.TreeCount == 0 ? GradientHistogramScale.For<float>(training.Weights, Output(gradients, 0), Output(hessians, 0), TreeOutputs) : weightScale;
    }

    /// <summary>Whether some row that counts has a second derivative other than 0.</summary>
    private bool HasCurvature()
    {
        var outputs = training.Objective.OutputCount;
        foreach (var row in training.Counting)
        {
            for (var output = 0; output < outputs; output++)
            {
                if (hessians[HasVectorLeaves ? (row * outputs) + output : (output * training.Objective.RowCount) + row] != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private GradientOperands Operands(int output) => new(
        training.Weights,
        Output(gradients, output),
        Output(hessians, output),
        weightScale.WithGradients<float>(training.Weights, Output(gradients, output), Output(hessians, output), TreeOutputs),
        draws.Features(ensemble.TreeCount + output, options.FeatureFraction, training.Data.FeatureCount, options.FeatureWeights),
        !training.Objective.HasTargetsUnit);

    private ArraySegment<float> Output(float[] numbers, int output) => HasVectorLeaves
        ? new(numbers)
        : new(numbers, output * training.Objective.RowCount, training.Objective.RowCount);
}
