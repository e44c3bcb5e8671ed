using Counterweight.ML.Columns;
using Counterweight.ML.Views;
using Counterweight.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Counterweight.ML;

/// <summary>A step that writes the weight of each row's class into a column, for trainers that take one: <c>exampleWeightColumnName: "Weight"</c>.</summary>
/// <remarks>
/// The weights are those of the rows that it is fitted to, and a saved pipeline keeps them, in steps of ML.NET's own. As any step that reads the label it needs
/// that column where the pipeline is used, whatever is in it. A row whose label is missing has the weight NaN, and ML.NET's trainers leave it out.
/// </remarks>
public sealed class ClassWeightEstimator : IEstimator<ITransformer>
{
    /// <summary>The weight of a class before those of rows multiply it.</summary>
    private const string ClassWeight = "~counterweight.ClassWeight";

    private readonly MLContext context = new();
    private readonly ClassWeighting weighting;
    private readonly string output;
    private readonly string labelName;
    private readonly string? weightName;

    internal ClassWeightEstimator(ClassWeighting weighting, string outputColumnName, string labelColumnName, string? exampleWeightColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        (this.weighting, output, labelName, weightName) = (weighting, outputColumnName, labelColumnName, exampleWeightColumnName);
    }

    /// <summary>Counts the classes of the rows.</summary>
    /// <param name="input">The rows.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, no row has a label, or weights of one's own are not one a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a weight is out of its range (the message names it).</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var label = new ClassColumn(input.Schema, labelName, isBinary: false);
        var weight = Metrics.ScoredRows.WeightColumn(input.Schema, weightName);
        var (labels, weights) = (new List<int>(), new List<double>());
        Metrics.ScoredRows.Read(input, nameof(input), label, weight is { } column ? [column] : [], cursor =>
        {
            var readWeight = Metrics.ScoredRows.Weights(cursor, weight);
            return own =>
            {
                labels.Add(own);
                if (readWeight is not null)
                {
                    weights.Add(readWeight());
                }
            };
        });
        if (weightName is not null && weights.TrueForAll(own => own == 0))
        {
            throw Refuse.Misfit($"Column '{weightName}' is 0 in all rows that have a label; no row has weight.", weightName);
        }

        var ofClasses = weighting.ForClasses([.. labels], label.ClassCount, [.. weights]);
        return Steps(label.Type, Array.ConvertAll(ofClasses, value => (float)value)).Fit(new RowlessView(input.Schema));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var label = ColumnChecks.Label(inputSchema, labelName);
        if (weightName is not null)
        {
            ColumnChecks.Number(inputSchema, weightName);
        }

        DataViewType type = label.IsKey ? new KeyDataViewType(label.ItemType.RawType, 1) : label.ItemType;
        return Steps(type, [1]).GetOutputSchema(inputSchema);
    }

    /// <summary>Looks the weight of a label up, and multiplies it by the weight of the row, where there is one.</summary>
    private IEstimator<ITransformer> Steps(DataViewType type, float[] weights)
    {
        var lookup = weightName is null ? output : ClassWeight;
        var raw = type.RawType;
        IEstimator<ITransformer> found = type is KeyDataViewType
            ? raw == typeof(byte) ? Lookup(lookup, type, weights, label => (byte)(label + 1))
            : raw == typeof(ushort) ? Lookup(lookup, type, weights, label => (ushort)(label + 1))
            : raw == typeof(uint) ? Lookup(lookup, type, weights, label => (uint)(label + 1))
            : Lookup(lookup, type, weights, label => (ulong)(label + 1))
            : raw == typeof(bool) ? Lookup(lookup, type, weights, label => label == 1)
            : raw == typeof(float) ? Lookup(lookup, type, weights, label => (float)label)
            : Lookup(lookup, type, weights, label => (double)label);
        return weightName is null ? found
            : found.Append(context.Transforms.Expression(output, "(c, w) : single(c * w)", ClassWeight, weightName)).Append(context.Transforms.DropColumns(ClassWeight));
    }

    private ValueMappingEstimator Lookup<T>(string name, DataViewType type, float[] weights, Func<int, T> convert)
    {
        var view = new LookupView<T, float>(type, [.. Enumerable.Range(0, weights.Length).Select(convert)], NumberDataViewType.Single, weights);
        return context.Transforms.Conversion.MapValue(name, view, view.KeyColumn, view.ValueColumn, labelName);
    }
}
