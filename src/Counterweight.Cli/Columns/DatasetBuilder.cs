using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Columns;

/// <summary>Fills a data set with the columns of a plan that has no problems.</summary>
/// <remarks>Columns as read are forgotten one by one as they are copied, so that they and the values are in memory together at most once.</remarks>
internal sealed class DatasetBuilder
{
    private readonly TablePlan plan;
    private readonly bool[]? kept;
    private readonly int rows;
    private readonly int[] timeFeatures;
    private readonly List<string> names = [];
    private readonly List<IReadOnlyList<string>?> categories = [];
    private readonly double[] values;
    private readonly CancellationToken cancellation;
    private long copiedBytes;

    private DatasetBuilder(TablePlan plan, CancellationToken cancellation)
    {
        this.plan = plan;
        this.cancellation = cancellation;
        kept = plan.Label!.KeptRows();
        rows = kept?.Count(isKept => isKept) ?? plan.Table.RowCount;
        timeFeatures = [.. plan.Columns.Select(column => column.Kind == ColumnKind.Time ? TimeParts.Count(column.Facts.View()) : 1)];
        var features = plan.Features.Sum(column => (long)timeFeatures[column.Place]);
        MemoryEstimate.Check(plan.Table.Source, rows, features, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        values = GC.AllocateUninitializedArray<double>((int)(rows * features));
    }

    /// <summary>The data set. The columns of the plan's table are gone afterwards.</summary>
    /// <exception cref="InputException">It does not fit into memory.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TableDataset Build(TablePlan plan, CancellationToken cancellation) => new DatasetBuilder(plan, cancellation).Build();

    private TableDataset Build()
    {
        var label = plan.Label!;
        ColumnReport[] reports = [.. plan.Columns.Select(ColumnReport.Of)];
        int[] labels = label.IsRegression ? [] : Kept<int>(label.Labels());
        float[] targets = label.IsRegression ? Array.ConvertAll(Kept<double>(label.Facts.Numbers()), number => (float)number) : [];
        var beside = plan.Beside.ToDictionary(each => each.Request.Option, each => Beside(each.Request, each.Column), StringComparer.Ordinal);
        foreach (var column in plan.Features)
        {
            cancellation.ThrowIfCancellationRequested();
            Fill(column);
            column.Raw.Codes.Clear();
            column.Raw.Values.Clear();
            FreeMemory(timeFeatures[column.Place]);
        }

        var data = label.IsRegression
            ? Dataset.ForRegression(names, values, targets)
            : new Dataset(names, [.. label.Classes.Select(each => each.Name)], values, labels);
        if (categories.Exists(names => names is not null))
        {
            data = data.WithCategories(categories);
        }

        return new TableDataset(plan.Table.Source, label.Facts.Column.Name, data) { Notes = plan.Notes, Columns = reports, Beside = beside, Schema = TableSchema.Of(plan, timeFeatures) };
    }

    private BesideColumn Beside(BesideRequest request, ColumnPlan column)
    {
        var facts = column.Facts;
        int[] codes = [];
        if (column.Raw.Kind == RawColumnKind.Coded)
        {
            int[] codeOfText = [.. facts.Column.Texts.Select((text, code) => facts.IsMissing(text) ? -1 : code)];
            codes = [.. Enumerable.Range(0, facts.Column.RowCount).Select(row => codeOfText[facts.Column.Codes[row]])];
        }

        var cells = new BesideCells(plan.Table.Lines, kept)
        {
            Texts = codes.Length == 0 ? [] : [.. facts.Column.Texts.Select(text => text.Text)],
            AreTimes = facts.Column.Kind == RawColumnKind.Times || facts.TimeRows > 0,
            BadCells = facts.Column.BadCells,
        };
        return new(plan.Table.Source, request, column.Name, Kept<double>(facts.Numbers()), codes.Length == 0 ? [] : Kept<int>(codes), cells);
    }

    // Left to itself the collector keeps the columns until the values are copied once more.
    private void FreeMemory(int features)
    {
        const long Much = 1 << 26;
        copiedBytes += (long)features * rows * sizeof(double);
        if (copiedBytes >= Much)
        {
            copiedBytes = 0;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        }
    }

    private void Fill(ColumnPlan column)
    {
        var destination = values.AsSpan(names.Count * rows, timeFeatures[column.Place] * rows);
        switch (column.Kind)
        {
            case ColumnKind.Category:
                FillCategories(column.Facts, destination);
                names.Add(column.Name);
                break;
            case ColumnKind.Time:
                TimeParts.Write(Kept<double>(column.Facts.Numbers()), destination);
                foreach (var name in TimeParts.Names(column.Name, timeFeatures[column.Place]))
                {
                    names.Add(name);
                    categories.Add(null);
                }

                break;
            default:
                FillNumbers(column.Facts, destination);
                names.Add(column.Name);
                categories.Add(null);
                break;
        }
    }

    private void FillNumbers(ColumnFacts facts, Span<double> destination)
    {
        if (kept is null)
        {
            facts.CopyNumbers(destination);
        }
        else
        {
            Kept<double>(facts.Numbers()).CopyTo(destination);
        }
    }

    // Categories in the order of their names, so that the order of rows changes nothing; those that the file declares too.
    private void FillCategories(ColumnFacts facts, Span<double> destination)
    {
        string[] texts = [.. facts.Present.Select(text => text.Text).Union(facts.Column.Categories ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var places = texts.Select((text, place) => (text, place)).ToDictionary(pair => pair.text, pair => pair.place, StringComparer.Ordinal);
        var valueOfCode = facts.Column.Texts.Select(text => places.TryGetValue(text.Text, out var place) ? place : double.NaN).ToArray();
        var next = 0;
        for (var row = 0; row < facts.Column.RowCount; row++)
        {
            if (kept is null || kept[row])
            {
                destination[next++] = valueOfCode[facts.Column.Codes[row]];
            }
        }

        categories.Add(texts);
    }

    private T[] Kept<T>(T[] all) => kept is null ? all : [.. all.Where((_, row) => kept[row])];
}
