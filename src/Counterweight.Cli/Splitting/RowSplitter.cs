using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Columns.Beside;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;

namespace Counterweight.Cli.Splitting;

/// <summary>Splits rows: at random, class by class; by groups, of which none is on both sides; or by time, the latest rows held back.</summary>
/// <param name="Group">The column of groups; null: none.</param>
/// <param name="Time">The column of times; null: none.</param>
/// <param name="TestFraction">Fraction of the rows held back.</param>
internal sealed record RowSplitter(string? Group, string? Time, double TestFraction)
{
    /// <summary>The way of splitting in words.</summary>
    /// <param name="isOfClasses">Whether rows have classes.</param>
    public string Describe(bool isOfClasses = true) => Time is not null ? $"the latest by '{Time}'" : Group is not null ? $"whole groups of '{Group}'" : isOfClasses ? "stratified" : "at random";

    /// <summary>Splits.</summary>
    /// <param name="source">The rows, and beside them the columns of groups and times.</param>
    /// <param name="seed">Seed of what is drawn.</param>
    /// <exception cref="InputException">A side would be without a class or without rows.</exception>
    public RowSplit Split(TableDataset source, ulong seed)
    {
        if (Time is not null)
        {
            return ByTime(source.Beside[SplitArguments.Time]);
        }

        if (Group is not null)
        {
            return ByGroup(source, source.Beside[SplitArguments.Group], seed);
        }

        if (source.Data.ClassCount == 0)
        {
            var random = RandomSplit.Create(source.Data.RowCount, TestFraction, seed);
            return new([.. random.TrainRows], [.. random.TestRows]);
        }

        var split = StratifiedSplit.Create(source.Data.Labels, TestFraction, seed);
        return new([.. split.TrainRows], [.. split.TestRows]);
    }

    // Rows of the same time are on the same side: the test rows are all later.
    private RowSplit ByTime(BesideColumn column)
    {
        var times = column.Times();
        double[] sorted = [.. times.Order()];
        var first = Math.Clamp(times.Length - (int)Math.Ceiling(TestFraction * times.Length), 1, times.Length - 1);
        var cut = sorted[first] > sorted[0] ? sorted[first] : sorted.FirstOrDefault(time => time > sorted[0], double.NaN);
        return double.IsNaN(cut)
            ? throw new InputException($"--time '{column.Name}': all rows are of one time; none is later than others")
            : Divide(times.Length, row => times[row] >= cut);
    }

    // Folds share out groups so that each has about its part of every class.
    private RowSplit ByGroup(TableDataset source, BesideColumn column, ulong seed)
    {
        const int MostFolds = 20;
        var groups = column.Groups();
        var count = groups.Distinct().Count();
        if (count < 2)
        {
            throw new InputException($"--group '{column.Name}': all rows are of one group; a split needs two");
        }

        var foldCount = Math.Min(count, MostFolds);
        var folds = CrossValidation.GroupedFolds(source.Data.ClassCount == 0 ? new int[groups.Length] : source.Data.Labels, groups, foldCount, seed);
        var held = Math.Clamp((int)Math.Round(TestFraction * foldCount), 1, foldCount - 1);
        return Divide(groups.Length, row => folds[row] < held);
    }

    private static RowSplit Divide(int rows, Predicate<int> isTest)
    {
        var split = Enumerable.Range(0, rows).ToLookup(row => isTest(row));
        return new([.. split[false]], [.. split[true]]);
    }
}
