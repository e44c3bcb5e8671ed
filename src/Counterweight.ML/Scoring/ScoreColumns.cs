using Counterweight.ML.Columns;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Scoring;

/// <summary>The columns that a classifier adds to its input: the same as those of the steps that it is saved as.</summary>
internal static class ScoreColumns
{
    /// <summary>Of two classes: PredictedLabel, Score and Probability.</summary>
    public static DataViewSchema OfBinary { get; } = Build(builder =>
    {
        builder.AddColumn("PredictedLabel", BooleanDataViewType.Instance);
        builder.AddColumn("Score", NumberDataViewType.Single);
        builder.AddColumn("Probability", NumberDataViewType.Single);
    });

    /// <summary>Of several classes: Score and PredictedLabel.</summary>
    /// <param name="label">The column of the classes.</param>
    public static DataViewSchema OfMulticlass(ClassColumn label) => Build(builder =>
    {
        builder.AddColumn("Score", new VectorDataViewType(NumberDataViewType.Single, label.ClassCount));
        builder.AddColumn("PredictedLabel", label.KeyType, label.KeyAnnotations());
    });

    private static DataViewSchema Build(Action<DataViewSchema.Builder> add)
    {
        var builder = new DataViewSchema.Builder();
        add(builder);
        return builder.ToSchema();
    }
}
