using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Training.Models;

namespace Counterweight.Cli.Models;

/// <summary>How the columns of a table become the features of a model, in their order.</summary>
/// <param name="Columns">The columns that give features.</param>
internal sealed record TableSchema(IReadOnlyList<InputColumn> Columns)
{
    /// <summary>The column of the label; null where it is not known.</summary>
    public string? Label { get; init; }

    /// <summary>The column of what it costs to miss each row, where answers depend on one; null: they do not.</summary>
    public InputColumn? Cost { get; init; }

    /// <summary>Texts that are missing values, beside the usual ones.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether the file gave the columns their names; otherwise they are named by their number.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>The schema of a table.</summary>
    /// <param name="plan">What becomes of its columns, with their cells.</param>
    /// <param name="featureCounts">Features of each column.</param>
    public static TableSchema Of(TablePlan plan, IReadOnlyList<int> featureCounts) => new([.. plan.Features.Select(column => new InputColumn(column.Name, column.Kind)
    {
        Notation = column.Raw.Notation,
        Order = column.Raw.Order,
        FeatureCount = featureCounts[column.Place],
    })])
    {
        Cost = plan.Beside.FirstOrDefault(beside => string.Equals(beside.Request.Option, CostArguments.Column, StringComparison.Ordinal)).Column is { } cost
            ? new InputColumn(cost.Name, ColumnKind.Number) { Notation = cost.Raw.Notation }
            : null,
        Label = plan.Label?.Facts.Column.Name,
        Missing = plan.Options.Missing,
        IsNamed = plan.Columns.Any(column => column.Raw.IsNamed),
    };

    /// <summary>The schema of a model that was saved without one: each feature is the column of its name.</summary>
    public static TableSchema Of(ModelSchema schema) =>
        new([.. schema.Features.Select(feature => new InputColumn(feature.Name, feature.Categories is null ? ColumnKind.Number : ColumnKind.Category))]);
}
