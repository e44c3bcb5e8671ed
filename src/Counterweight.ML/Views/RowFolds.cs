using Counterweight.ML.Columns;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Views;

/// <summary>The part of each row of a view, known by the order of the rows: every cursor must go through them in the same order.</summary>
internal sealed class RowFolds
{
    private readonly IDataView view;
    private readonly int[] parts;
    private readonly ulong order;

    private RowFolds(IDataView view, int[] parts, ulong order) => (this.view, this.parts, this.order) = (view, parts, order);

    /// <summary>Folds that have the classes in the same fractions; rows without a label are in none.</summary>
    public static RowFolds Stratified(IDataView view, string parameter, string labelColumnName, int numberOfFolds, ulong seed) => Create(view, parameter, labelColumnName, null, (_, labels, _) =>
    {
        CheckFolds(numberOfFolds, labels.Length, "rows that have a label");
        return CrossValidation.Folds(labels, numberOfFolds, seed);
    });

    /// <summary>The same, with all rows of a group in one fold.</summary>
    public static RowFolds Grouped(IDataView view, string parameter, string labelColumnName, string groupColumnName, int numberOfFolds, ulong seed) => Create(view, parameter, labelColumnName, groupColumnName, (_, labels, groups) =>
    {
        CheckFolds(numberOfFolds, groups.Distinct().Count(), "groups of rows that have a label");
        return CrossValidation.GroupedFolds(labels, groups, numberOfFolds, seed);
    });

    /// <summary>Part 1 to test on, part 0 to train on.</summary>
    public static RowFolds Split(IDataView view, string parameter, string labelColumnName, double testFraction, ulong seed) => Create(view, parameter, labelColumnName, null, (label, labels, _) =>
    {
        if (labels.CountBy(own => own).FirstOrDefault(own => own.Value == 1) is { Value: 1 } alone)
        {
            throw Refuse.Misfit($"Column '{labelColumnName}' has one row of class '{label.ClassNames()[alone.Key]}'; a class must have two rows, one for each side.", labelColumnName);
        }

        var isTest = new int[labels.Length];
        foreach (var row in StratifiedSplit.Create(labels, testFraction, seed).TestRows)
        {
            isTest[row] = 1;
        }

        return isTest;
    });

    /// <summary>The rows of some parts.</summary>
    public IDataView Where(Func<int, bool> isTaken) => new ChosenRowsView(view, Array.ConvertAll(parts, part => part >= 0 && isTaken(part)), order);

    private static RowFolds Create(IDataView view, string parameter, string labelColumnName, string? groupColumnName, Func<ClassColumn, int[], int[], int[]> divide)
    {
        ArgumentNullException.ThrowIfNull(view, parameter);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        var label = new ClassColumn(view.Schema, labelColumnName, isBinary: false);
        DataViewSchema.Column? group = groupColumnName is null ? null : ColumnChecks.Find(view.Schema, groupColumnName);
        var (labels, groups, order) = (new List<int>(), new List<int>(), RowOrder.Start);
        using (var cursor = view.GetRowCursor([label.Column, .. group is { } extra ? [extra] : Array.Empty<DataViewSchema.Column>()]))
        {
            var read = label.Reader(cursor);
            var readGroup = group is { } column ? GroupReader.Of(cursor, column) : null;
            var id = cursor.GetIdGetter();
            DataViewRowId row = default;
            while (cursor.MoveNext())
            {
                id(ref row);
                order = RowOrder.Next(order, row);
                labels.Add(read());
                groups.Add(readGroup is null || labels[^1] < 0 ? 0 : readGroup());
            }
        }

        int[] labelled = [.. Enumerable.Range(0, labels.Count).Where(row => labels[row] >= 0)];
        if (labelled.Length == 0)
        {
            throw Refuse.Misfit($"No row has a label in column '{labelColumnName}'.", parameter);
        }

        var folds = new int[labels.Count];
        Array.Fill(folds, -1);
        var divided = divide(label, [.. labelled.Select(row => labels[row])], [.. labelled.Select(row => groups[row])]);
        for (var i = 0; i < labelled.Length; i++)
        {
            folds[labelled[i]] = divided[i];
        }

        return new(view, folds, order);
    }

    private static void CheckFolds(int numberOfFolds, int most, string what)
    {
        if (numberOfFolds < 2 || numberOfFolds > most)
        {
            throw Refuse.OutOfRange($"numberOfFolds is {numberOfFolds}; it must be in [2, {most}], the number of {what}.", nameof(numberOfFolds));
        }
    }
}
