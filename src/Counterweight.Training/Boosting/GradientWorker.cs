using Counterweight.Threading;
using Counterweight.Training.Trees.Gradients;

namespace Counterweight.Training.Boosting;

/// <summary>Makes trees, one after the other, and adds their leaf values to the scores. Several workers make trees of different outputs at the same time.</summary>
internal sealed class GradientWorker
{
    private readonly GradientPart training;
    private readonly GradientPart? validation;
    private readonly GradientRefit? refit;
    private readonly GradientBoostingOptions options;
    private readonly PartitionedRows[] sets;
    private readonly GradientTreeGrower grower;
    private readonly double greatestScore;

    /// <param name="training">Training rows.</param>
    /// <param name="validation">Validation rows or null.</param>
    /// <param name="refit">Where leaf values are of other weights than splits.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="monitor">Who follows the fit.</param>
    public GradientWorker(
        GradientPart training,
        GradientPart? validation,
        GradientRefit? refit,
        GradientBoostingOptions options,
        FitMonitor monitor)
    {
        (this.training, this.validation, this.refit, this.options) = (training, validation, refit, options);
        var objective = training.Objective;
        greatestScore = objective.GreatestScore(training.Counting);
        var all = new List<PartitionedRows> { training.NewRows() };
        if (options.RowFraction < 1)
        {
            all.Add(training.NewRows());
        }

        if (validation is not null)
        {
            all.Add(validation.NewRows());
        }

        sets = [.. all];

        // Bounds of located leaves are in the targets' unit, and gradients of robust losses are not.
        var tree = objective.LocatesLeaves ? options.Tree with { MaxStep = 0 } : options.Tree;
        grower = new GradientTreeGrower(training.Data, sets, objective.IsClassMajor ? 1 : objective.OutputCount, tree, monitor);
    }

    /// <summary>Grows a tree on the drawn rows, shrinks its leaf values, and adds them to the scores of their rows.</summary>
    /// <param name="operands">Gradients of the output.</param>
    /// <param name="drawn">The rows to grow on.</param>
    /// <param name="others">The other training rows that count.</param>
    /// <param name="output">The output that single leaf values are of.</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    public GradientTree Grow(in GradientOperands operands, ReadOnlySpan<int> drawn, ReadOnlySpan<int> others, int output, int degreeOfParallelism)
    {
        sets[0].Reset(drawn);
        if (options.RowFraction < 1)
        {
            sets[1].Reset(others);
        }

        if (validation is not null)
        {
            sets[^1].Reset(validation.Counting);
        }

        var tree = grower.Grow(in operands, degreeOfParallelism);
        refit?.Apply(tree, sets[0], output);
        if (training.Objective.LocatesLeaves)
        {
            GradientLeaves.Locate(tree, sets[0], training, refit?.Weights ?? training.Weights, options.Tree.MaxStep, degreeOfParallelism);
        }

        for (var i = 0; i < tree.Values.Length; i++)
        {
            tree.Values[i] = (float)(options.LearningRate * tree.Values[i]);
        }

        if (greatestScore < double.PositiveInfinity)
        {
            GradientLeaves.Bound(tree, greatestScore, sets.AsSpan(0, validation is null ? sets.Length : sets.Length - 1), training);
        }

        AddToScores(tree, output, degreeOfParallelism);
        return tree;
    }

    // Each thread adds to its own part of the rows: threads that write to neighbouring rows would wait for each other.
    private void AddToScores(GradientTree tree, int output, int degreeOfParallelism)
    {
        ParallelItems.Run(degreeOfParallelism, degreeOfParallelism, share => AddToScores(tree, output, share, degreeOfParallelism));
    }

    // The rows of a leaf ascend.
    private void AddToScores(GradientTree tree, int output, int share, int shares)
    {
        var width = tree.Values.Length / tree.Splits.Length;
        foreach (var (node, ranges) in tree.Leaves)
        {
            for (var set = 0; set < sets.Length; set++)
            {
                var part = validation is not null && set == sets.Length - 1 ? validation : training;
                var rows = sets[set].Slice(ranges[set].Start, ranges[set].End);
                var (start, end) = (FirstOf(rows, part.Data.RowCount, share, shares), FirstOf(rows, part.Data.RowCount, share + 1, shares));
                part.Add(rows[start..end], tree.Values.AsSpan(node * width, width), output);
            }
        }
    }

    private static int FirstOf(ReadOnlySpan<int> rows, int rowCount, int share, int shares)
    {
        var place = rows.BinarySearch((int)((long)rowCount * share / shares));
        return place < 0 ? ~place : place;
    }
}
