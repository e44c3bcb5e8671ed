using System.Runtime.InteropServices;
using System.Text;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Csv;

/// <summary>Reads numbers and class labels from CSV text with a header. Nothing is guessed: what does not fit is an error.</summary>
internal sealed class CsvDatasetReader(Stream stream, string source, string label, IReadOnlyCollection<string> ignored)
{
    private const int MaxClasses = 1000;

    private readonly List<List<double>> values = [];
    private readonly List<int> classOfRow = [];
    private readonly Dictionary<string, ClassRows> classes = new(StringComparer.Ordinal);

    public CsvDataset Read(CancellationToken cancellation)
    {
        using var rows = new CsvRows(stream, source);
        if (!rows.Read())
        {
            throw CsvPlace.Error(source, "the file is empty");
        }

        var columns = CsvColumns.FromHeader([.. Enumerable.Range(0, rows.FieldCount).Select(rows.Text)], source, rows.Line, label, ignored);
        values.AddRange(columns.Features.Select(_ => new List<double>()));
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            AddRow(rows, columns);
        }

        return new CsvDataset(source, columns.LabelName, ToDataset(columns));
    }

    private void AddRow(CsvRows rows, CsvColumns columns)
    {
        if (rows.FieldCount != columns.Names.Length)
        {
            throw CsvPlace.Error(source, rows.Line, FormattableString.Invariant($"number of fields is {rows.FieldCount}, the header has {columns.Names.Length}"));
        }

        for (var feature = 0; feature < columns.Features.Length; feature++)
        {
            var column = columns.Features[feature];
            values[feature].Add(ParseNumber(rows.Bytes(column), rows.Line, columns.Names[column]));
        }

        if (CsvNumber.IsMissing(rows.Bytes(columns.Label)))
        {
            throw CsvPlace.Error(source, rows.Line, columns.LabelName, "the label is missing");
        }

        var name = rows.Text(columns.Label);
        if (!classes.TryGetValue(name, out var rowsOfClass))
        {
            rowsOfClass = new ClassRows(classes.Count, rows.Line, 0);
        }

        classes[name] = rowsOfClass with { Count = rowsOfClass.Count + 1 };
        classOfRow.Add(rowsOfClass.Id);
        if (classes.Count > MaxClasses)
        {
            throw CsvPlace.Error(source, rows.Line, columns.LabelName, FormattableString.Invariant($"more than {MaxClasses} classes: is this the label?"));
        }
    }

    private double ParseNumber(ReadOnlySpan<byte> field, long line, string column) => CsvNumber.TryParse(field, out var value)
        ? value
        : throw CsvPlace.Error(source, line, column, $"'{CsvPlace.OneLine(Encoding.UTF8.GetString(field))}' is not a number (--ignore \"{CsvPlace.OneLine(column)}\" leaves the column out)");

    private Dataset ToDataset(CsvColumns columns)
    {
        if (classOfRow.Count == 0)
        {
            throw CsvPlace.Error(source, "no rows after the header");
        }

        if (classes.Count == 1)
        {
            throw CsvPlace.Error(source, $"column '{CsvPlace.OneLine(columns.LabelName)}': every row is of class '{CsvPlace.OneLine(classes.Keys.Single())}', a comparison needs two classes");
        }

        foreach (var (name, rows) in classes)
        {
            if (rows.Count == 1)
            {
                throw CsvPlace.Error(source, rows.FirstLine, columns.LabelName, $"class '{CsvPlace.OneLine(name)}' has a single row, a split into training and test rows needs two");
            }
        }

        // Names in order, so that the order of the rows changes nothing.
        string[] names = [.. classes.Keys.Order(StringComparer.Ordinal)];
        var labelOfId = new int[names.Length];
        for (var classLabel = 0; classLabel < names.Length; classLabel++)
        {
            labelOfId[classes[names[classLabel]].Id] = classLabel;
        }

        int[] labels = [.. classOfRow.Select(id => labelOfId[id])];
        var features = columns.Features.Select(column => columns.Names[column]).ToArray();
        return new Dataset(features, names, [.. values.SelectMany(column => column)], labels);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct ClassRows(int Id, long FirstLine, int Count);
}
