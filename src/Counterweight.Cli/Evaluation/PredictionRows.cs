using System.Globalization;
using System.Text;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Delimited;
using Counterweight.Cli.Tuning;

namespace Counterweight.Cli.Evaluation;

/// <summary>Takes the records of a file of predictions.</summary>
internal sealed class PredictionRows
{
    // Of probabilities with four digits after the point.
    private const double Rounding = 0.001;

    // Products and sums of them do not overflow.
    private const double GreatestWeight = 1e100;

    private readonly PredictionColumns columns;
    private readonly PredictionRequest request;
    private readonly string source;
    private readonly string[] classNames;
    private readonly ClassTexts classes;
    private readonly ChunkedList<int> labels = new();
    private readonly ChunkedList<double> probabilities = new();
    private readonly ChunkedList<int> decisions = new();
    private readonly ChunkedList<double> weights = new();
    private readonly ChunkedList<double> misses = new();
    private readonly TimeColumn? times;
    private readonly int rest;
    private readonly IReadOnlyList<long>? lines;
    private long line;
    private int read;
    private long unlabelled;
    private long merged;
    private bool hasWeight;

    /// <param name="columns">Where in a record is what.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="lines">The line of each row in the file that was predicted; null: those of the predictions.</param>
    public PredictionRows(PredictionColumns columns, PredictionRequest request, string source, IReadOnlyList<long>? lines)
    {
        this.lines = lines;
        this.columns = columns;
        this.request = request;
        this.source = source;
        classNames = columns.ClassNames(request.Prefix);
        classes = new ClassTexts(classNames);
        rest = OneAgainstRest.RestOf(classNames);
        times = columns.Time < 0 ? null : new TimeColumn(columns.Names[columns.Time], source);
    }

    /// <summary>Takes a record.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    public void Add(Records record)
    {
        line = lines is null ? record.Line : lines[read++];
        if (record.FieldCount != columns.Names.Length)
        {
            throw FilePlace.Error(source, line, FormattableString.Invariant($"{Shown.Count(record.FieldCount, "field")}, and the header has {columns.Names.Length}"));
        }

        if (record.HasBrokenQuote)
        {
            throw FilePlace.Error(source, line, "a quote within a field that is not doubled");
        }

        var label = classes.Find(record[columns.Label], line);
        if (label == ClassTexts.Missing && request.DropUnlabelled)
        {
            unlabelled++;
            return;
        }

        if (label == ClassTexts.Unknown && rest >= 0)
        {
            (label, merged) = (rest, merged + 1);
        }

        labels.Add(label >= 0 ? label : throw Unlike(record, columns.Label, label));
        AddProbabilities(record);
        if (columns.Weight >= 0)
        {
            weights.Add(AtLeast0(record, columns.Weight, GreatestWeight, "a weight is a number from 0 to 1E+100"));
            hasWeight |= weights[weights.Count - 1] > 0;
        }

        if (columns.Cost >= 0)
        {
            misses.Add(AtLeast0(record, columns.Cost, RowCosts.Greatest, $"a cost is {RowCosts.Range}"));
        }

        times?.Add(record[columns.Time], line);
    }

    /// <summary>All of them.</summary>
    /// <exception cref="InputException">There is no row, or none counts.</exception>
    public Predictions Complete()
    {
        if (labels.Count == 0)
        {
            throw FilePlace.Error(source, unlabelled == 0 ? "no rows after the header" : "no row has a label");
        }

        if (columns.Weight >= 0 && !hasWeight)
        {
            throw FilePlace.Error(source, $"column '{FilePlace.OneLine(columns.Names[columns.Weight])}': no row has a weight above 0");
        }

        var predictions = new Predictions
        {
            Source = source,
            LabelColumn = columns.Names[columns.Label],
            ClassNames = classNames,
            Labels = ToArray(labels),
            Probabilities = ToArray(probabilities),
            Decisions = ToArray(decisions),
            Decided = columns.Predicted < 0 ? "the class of greatest probability" : "the decisions of the file",
            Decider = columns.Predicted < 0 ? "" : $"decisions are those of column '{FilePlace.OneLine(columns.Names[columns.Predicted])}'",
            Positive = Positive(),
            Misses = ToArray(misses),
            Weights = ToArray(weights),
            Notes = [.. Notes()],
        };
        return times is null ? predictions : times.AddTo(predictions);
    }

    private int Positive()
    {
        if (columns.Cost >= 0 && classNames.Length != 2)
        {
            throw new InputException(FormattableString.Invariant($"{CostArguments.Column}: costs of each row are about two classes; there are {classNames.Length}: {NamedNumbers.List(classNames)}"));
        }

        if (request.Positive is { } name)
        {
            var place = Array.IndexOf(classNames, name);
            return place >= 0 ? place : throw new InputException($"--positive '{FilePlace.OneLine(name)}': there is no such class; the classes are {NamedNumbers.List(classNames)}");
        }

        var weightOfClass = new double[classNames.Length];
        for (var row = 0; row < labels.Count; row++)
        {
            weightOfClass[labels[row]] += columns.Weight < 0 ? 1 : weights[row];
        }

        return weightOfClass[0] < weightOfClass[1] ? 0 : 1;
    }

    private IEnumerable<string> Notes()
    {
        if (unlabelled > 0)
        {
            yield return $"{Shown.Count(unlabelled, "row")} without a label {(unlabelled == 1 ? "is" : "are")} left out";
        }

        if (merged > 0)
        {
            yield return $"{Shown.Count(merged, "row")} of classes that the model does not tell apart {(merged == 1 ? "counts" : "count")} as '{FilePlace.OneLine(classNames[rest])}'";
        }

        if (columns.Predicted < 0)
        {
            yield return $"there is no column '{PredictionRequest.DefaultPredicted}': a row is taken for the class of its greatest probability";
        }
    }

    private void AddProbabilities(Records record)
    {
        if (probabilities.Count > Array.MaxLength - classNames.Length)
        {
            throw FilePlace.Error(source, line, FormattableString.Invariant($"more than {Array.MaxLength:N0} probabilities"));
        }

        var (sum, greatest, decision) = (0.0, -1.0, 0);
        for (var label = 0; label < classNames.Length; label++)
        {
            const string Rule = "a probability is a number from 0 to 1";
            var probability = Number(record, columns.Probabilities[label], Rule);
            if (probability is not (>= 0 and <= 1))
            {
                throw Bad(record, columns.Probabilities[label], Rule);
            }

            probabilities.Add(probability);
            sum += probability;
            (greatest, decision) = probability > greatest ? (probability, label) : (greatest, decision);
        }

        if (Math.Abs(sum - 1) > Rounding)
        {
            throw FilePlace.Error(source, line, FormattableString.Invariant($"columns '{FilePlace.OneLine(columns.Names[columns.Probabilities[0]])}' to '{FilePlace.OneLine(columns.Names[columns.Probabilities[^1]])}': the probabilities sum to {sum:0.#####} and not to 1"));
        }

        if (columns.Predicted >= 0)
        {
            decision = classes.Find(record[columns.Predicted], line);
        }

        decisions.Add(decision >= 0 ? decision : throw Unlike(record, columns.Predicted, decision));
    }

    private double AtLeast0(Records record, int column, double greatest, string rule) =>
        Number(record, column, rule) is >= 0 and var value && value <= greatest ? value : throw Bad(record, column, rule);

    private double Number(Records record, int column, string rule) =>
        double.TryParse(CellText.Trim(record[column]), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(record, column, rule);

    private InputException Bad(Records record, int column, string rule) =>
        FilePlace.Error(source, line, columns.Names[column], $"'{FilePlace.OneLine(Encoding.UTF8.GetString(record[column]))}': {rule}");

    private InputException Unlike(Records record, int column, int found)
    {
        var text = FilePlace.OneLine(Encoding.UTF8.GetString(record[column]));
        if (found == ClassTexts.Missing)
        {
            return FilePlace.Error(source, line, columns.Names[column], $"'{text}' is a missing value, and no class{(column == columns.Label ? " (--drop-unlabelled leaves such rows out)" : "")}");
        }

        return FilePlace.Error(source, line, columns.Names[column], $"'{text}' is none of the classes that have probabilities: {NamedNumbers.List(classNames)}");
    }

    private static T[] ToArray<T>(ChunkedList<T> list)
        where T : unmanaged
    {
        var array = GC.AllocateUninitializedArray<T>(list.Count);
        list.CopyTo(array);
        return array;
    }
}
