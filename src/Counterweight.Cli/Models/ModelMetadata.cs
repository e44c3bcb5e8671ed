using System.Text.Json;
using System.Text.Json.Serialization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Decisions;
using Counterweight.Training.Models;

namespace Counterweight.Cli.Models;

/// <summary>The metadata that the command keeps in a model file, see docs/model-format.md.</summary>
internal static class ModelMetadata
{
    /// <summary>The property that says how columns become features.</summary>
    public const string Table = "counterweight.table";

    /// <summary>The property that says how probabilities become answers.</summary>
    public const string Decision = "counterweight.decision";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The names of a model with what the command knows of it.</summary>
    public static ModelSchema Add(ModelSchema schema, TableSchema table, ModelFacts facts) => schema.WithMetadata(
    [
        .. schema.Metadata.Where(property => property.Name is not (Table or Decision)),
        new(Table, JsonSerializer.Serialize(new TableText(table.IsNamed, table.Missing, [.. table.Columns.Select(Describe)]) { Label = table.Label, Cost = table.Cost is null ? null : Describe(table.Cost) }, Options)),
        new(Decision, JsonSerializer.Serialize(facts, Options)),
    ]);

    /// <summary>How columns become features; from the names alone where the file does not say.</summary>
    /// <exception cref="InvalidDataException">The text is not what it should be.</exception>
    public static TableSchema ReadTable(ModelSchema schema)
    {
        if (schema.FindMetadata(Table) is not { } text)
        {
            return TableSchema.Of(schema);
        }

        var read = Parse<TableText>(Table, text);
        if (read.Missing.Any(marker => marker is null))
        {
            throw Fault();
        }

        var table = new TableSchema([.. read.Columns.Select(Column)]) { Label = read.Label, IsNamed = read.Header, Missing = read.Missing, Cost = read.Cost is null ? null : Column(read.Cost) };
        (string Name, bool IsCategory)[] features = [.. table.Columns.SelectMany(column => column.FeatureNames.Select(name => (name, column.Kind == ColumnKind.Category)))];
        return features.SequenceEqual(schema.Features.Select(feature => (feature.Name, feature.Categories is not null))) && table.Cost is null or { Kind: ColumnKind.Number }
            ? table
            : throw new InvalidDataException($"its {Table} is not of its features");
    }

    /// <summary>How the model was trained and how it decides; null where the file does not say.</summary>
    /// <param name="schema">The names.</param>
    /// <param name="classes">The classes.</param>
    /// <exception cref="InvalidDataException">The text is not what it should be.</exception>
    public static ModelFacts? ReadFacts(ModelSchema schema, IReadOnlyList<string> classes)
    {
        if (schema.FindMetadata(Decision) is not { } text)
        {
            return null;
        }

        var facts = Parse<ModelFacts>(Decision, text);
        var isPositive = classes.Count == 2 && facts.Positive is { } positive && classes.Contains(positive, StringComparer.Ordinal);
        var isThreshold = facts.Threshold is null || (isPositive && facts.Threshold is >= 0);
        var isFalseAlarm = facts.FalseAlarmCost is null || (isPositive && facts.FalseAlarmCost is >= 0 and <= RowCosts.Greatest && facts.ScoreThreshold is null or >= 0);
        return AreCosts(facts.Costs, classes.Count) && isThreshold && isFalseAlarm && (facts.Rows.Count == 0 || facts.Rows.Count == classes.Count)
            ? facts
            : throw new InvalidDataException($"its {Decision} is not of its classes");
    }

    private static bool AreCosts(IReadOnlyList<IReadOnlyList<double>>? costs, int classCount)
    {
        try
        {
            _ = costs is null ? null : new CostMatrix(classCount, [.. costs.SelectMany(row => row?.Count == classCount ? row : [])]);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static T Parse<T>(string name, string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException($"its {name} is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"its {name} is not as this program writes it", e);
        }
    }

    private static InvalidDataException Fault() => new($"its {Table} is not as this program writes it");

    private static ColumnText Describe(InputColumn column) => column.Kind switch
    {
        ColumnKind.Number => new(column.Name, column.Kind)
        {
            Marks = column.Notation.Marks,
            Percent = column.Notation.IsPercent ? true : null,
            Currency = Currency.Name(column.Notation.Currency),
            Fortran = column.Notation.IsFortran ? true : null,
        },
        ColumnKind.Time => new(column.Name, column.Kind) { Order = column.Order, Features = column.FeatureCount },
        _ => new(column.Name, column.Kind),
    };

    private static InputColumn Column(ColumnText? text)
    {
        var isTime = text?.Kind == ColumnKind.Time;
        if (text?.Kind is not (ColumnKind.Number or ColumnKind.Category or ColumnKind.Time)
            || (isTime && (text.Features is not (TimeParts.DateFeatures or TimeParts.MostFeatures) || text.Order is null))
            || (text.Marks is { } marks && (!Enum.IsDefined(marks) || marks is NumberMarks.None or NumberMarks.AnyPoint or NumberMarks.AnyComma)))
        {
            throw Fault();
        }

        return new(text.Name, text.Kind)
        {
            Notation = new(text.Marks ?? NumberMarks.Point, text.Percent == true, Currency.Find(text.Currency), text.Fortran == true),
            Order = text.Order ?? DateOrder.None,
            FeatureCount = text.Features ?? 1,
        };
    }

    private sealed record TableText(bool Header, IReadOnlyList<string> Missing, IReadOnlyList<ColumnText> Columns)
    {
        public string? Label { get; init; }

        public ColumnText? Cost { get; init; }
    }

    private sealed record ColumnText(string Name, ColumnKind Kind)
    {
        public NumberMarks? Marks { get; init; }

        public bool? Percent { get; init; }

        public string? Currency { get; init; }

        public bool? Fortran { get; init; }

        public DateOrder? Order { get; init; }

        public int? Features { get; init; }
    }
}
