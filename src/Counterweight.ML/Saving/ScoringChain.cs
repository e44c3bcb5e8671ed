using Counterweight.ML.Columns;
using Counterweight.ML.Views;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Counterweight.ML.Saving;

/// <summary>
/// A fitted classifier as steps of ML.NET's own, which it saves and loads: transformers of other assemblies it does not. The model file travels as a text in
/// a column, and custom mappings of this assembly, which ML.NET finds by the assembly's name, score rows by it.
/// </summary>
internal static class ScoringChain
{
    /// <summary>Most classes: vectors of scores are put together of parts of these sizes.</summary>
    public const int MostClasses = (1 << 17) - 1;

    /// <summary>The steps of a classifier of two classes: Score, Probability and PredictedLabel, a Boolean.</summary>
    /// <param name="saved">The classifier.</param>
    /// <param name="schema">The columns of the training rows.</param>
    public static ITransformer OfBinary(SavedClassifier saved, DataViewSchema schema)
    {
        var context = new MLContext();
        var steps = Start(context, saved)
            .Append(context.Transforms.CustomMapping(new BinaryMapping().GetMapping(), BinaryMapping.Contract))
            .Append(context.Transforms.DropColumns(HiddenColumns.Features, HiddenColumns.Constant, HiddenColumns.Model));
        return steps.Fit(new RowlessView(schema));
    }

    /// <summary>The steps of a classifier of several classes: Score, a vector, and PredictedLabel, a key.</summary>
    /// <param name="saved">The classifier.</param>
    /// <param name="schema">The columns of the training rows.</param>
    /// <param name="label">The column of their classes.</param>
    public static ITransformer OfMulticlass(SavedClassifier saved, DataViewSchema schema, ClassColumn label)
    {
        var context = new MLContext();
        var classes = saved.Classifier.ClassCount;
        var steps = Start(context, saved).Append((IEstimator<ITransformer>)context.Transforms.CustomMapping(new MulticlassMapping().GetMapping(), MulticlassMapping.Contract));
        var parts = new List<string>();
        for (var bit = 16; bit >= 0; bit--)
        {
            if ((classes >> bit & 1) != 0)
            {
                steps = ScoreParts.Append(steps, context, bit);
                parts.Add(Refuse.Text($"{HiddenColumns.Part}{1 << bit}"));
            }
        }

        var scored = steps
            .Append(context.Transforms.Concatenate("Score", [.. parts]))
            .Append(PredictedLabels(context, label))
            .Append(context.Transforms.DropColumns([HiddenColumns.Features, HiddenColumns.Constant, HiddenColumns.Model, HiddenColumns.Scores, HiddenColumns.Class, .. parts]));
        return scored.Fit(new RowlessView(schema));
    }

    /// <summary>The key of each class, with the names that keys of the label have.</summary>
    private static ValueMappingEstimator PredictedLabels(MLContext context, ClassColumn label) => label.KeyType switch
    {
        var key when key.RawType == typeof(byte) => Map(context, label, key, number => (byte)number),
        var key when key.RawType == typeof(ushort) => Map(context, label, key, number => (ushort)number),
        var key when key.RawType == typeof(ulong) => Map(context, label, key, number => (ulong)number),
        var key => Map(context, label, key, number => number),
    };

    private static ValueMappingEstimator Map<T>(MLContext context, ClassColumn label, KeyDataViewType type, Func<uint, T> convert)
    {
        uint[] numbers = [.. Enumerable.Range(1, label.ClassCount).Select(number => (uint)number)];
        var lookup = new LookupView<uint, T>(NumberDataViewType.UInt32, numbers, type, [.. numbers.Select(convert)], label.KeyAnnotations());
        return context.Transforms.Conversion.MapValue("PredictedLabel", lookup, lookup.KeyColumn, lookup.ValueColumn, HiddenColumns.Class);
    }

    private static EstimatorChain<ITransformer> Start(MLContext context, SavedClassifier saved) => new EstimatorChain<ITransformer>()
        .Append((IEstimator<ITransformer>)context.Transforms.CopyColumns(HiddenColumns.Features, saved.FeatureColumn))
        .Append((IEstimator<ITransformer>)context.Transforms.CustomMapping(new ConstantMapping().GetMapping(), ConstantMapping.Contract))
        .Append((IEstimator<ITransformer>)context.Transforms.Conversion.MapValue(HiddenColumns.Model, [new KeyValuePair<bool, string>(true, ModelText.Of(saved))], HiddenColumns.Constant));
}
