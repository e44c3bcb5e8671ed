namespace Counterweight.ML.Columns;

/// <summary>The columns that a trainer reads.</summary>
/// <param name="Label">The class of a row.</param>
/// <param name="Features">Its features.</param>
/// <param name="Weight">What it counts; null: all rows count the same.</param>
internal sealed record ColumnNames(string Label, string Features, string? Weight)
{
    /// <summary>Refuses names that are null or empty.</summary>
    public static ColumnNames Of(string labelColumnName, string featureColumnName, string? exampleWeightColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(featureColumnName);
        if (exampleWeightColumnName is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(exampleWeightColumnName);
        }

        return new(labelColumnName, featureColumnName, exampleWeightColumnName);
    }
}
