using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Adds rows to classes by a method of <see cref="OverSampler"/>, which has its own options: <c>new OverResampler(new Smote())</c>.</summary>
/// <remarks>
/// <para>
/// The rows of the data come first, as they are, and the new rows after them, class by class. New rows are computed in single precision.
/// A copy has the weight of its row, a new row a weight between those of its two rows.
/// </para>
/// <para>
/// <see cref="RandomOverSampler"/> copies rows of any features. Where features are categories, <see cref="Smote"/> is
/// <see cref="SmoteNC"/> of them, or <see cref="SmoteN"/> where all are. The other methods take numbers, and refuse categories by the name
/// of the column. Distances are between the values as they are: features of greater spread count for more, unless <see cref="Metric"/> weighs them.
/// </para>
/// </remarks>
public sealed class OverResampler : IResampler
{
    /// <summary>Most categories of a feature that neighbors vote on.</summary>
    internal const int MostCategories = 4096;

    /// <param name="method">How new rows are made.</param>
    public OverResampler(OverSampler method)
    {
        ArgumentNullException.ThrowIfNull(method);
        Method = method;
    }

    /// <summary>How new rows are made.</summary>
    public OverSampler Method { get; }

    /// <summary>The rows that classes shall have; by default as many as the most common class has.</summary>
    public SamplingStrategy Strategy { get; init; }

    /// <summary>How distances are measured; by default squared Euclidean.</summary>
    public NeighborOptions Metric { get; init; }

    /// <summary>Threads at most, the caller's included, at least 1. The rows are the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <inheritdoc/>
    public Dataset Resample(Dataset data, ulong seed, CancellationToken cancellation = default)
    {
        RowPoints.CheckClasses(data);
        Require.AtLeast(DegreeOfParallelism, 1, nameof(DegreeOfParallelism));
        cancellation.ThrowIfCancellationRequested();
        var count = OverSampler.CountNewRows(data.Labels, Strategy);
        if (count == 0)
        {
            return data;
        }

        return Method is RandomOverSampler copies ? Copied(data, copies, count, seed) : Made(data, count, seed);
    }

    private Dataset Copied(Dataset data, RandomOverSampler copies, int count, ulong seed)
    {
        var rows = new int[checked(data.RowCount + count)];
        for (var row = 0; row < data.RowCount; row++)
        {
            rows[row] = row;
        }

        copies.Draw(data.Labels, Strategy, seed, rows.AsSpan(data.RowCount));
        return data.Subset(rows);
    }

    /// <summary>The method for such features.</summary>
    private OverSampler MethodFor(Dataset data)
    {
        int[] categories = [.. Enumerable.Range(0, data.FeatureCount).Where(feature => data.Categories[feature] is not null)];
        foreach (var feature in categories)
        {
            var isTaken = Method is Smote or SmoteN || (Method is SmoteNC mixed && mixed.NominalFeatures.Span.Contains(feature));
            if (!isTaken || data.Categories[feature]!.Count > MostCategories)
            {
                throw Require.Misfit($"Feature '{data.FeatureNames[feature]}' has {data.Categories[feature]!.Count} categories; {Method.GetType().Name} takes {(isTaken ? Require.Text($"at most {MostCategories}") : "numbers")} there.", nameof(data));
            }
        }

        return Method is not Smote smote || categories.Length == 0 ? Method
            : categories.Length == data.FeatureCount ? new SmoteN(smote.NeighborCount, smote.Few)
            : new SmoteNC(categories, smote.NeighborCount, smote.Few);
    }

    private Dataset Made(Dataset data, int count, ulong seed)
    {
        var method = MethodFor(data);
        if (!data.Targets.IsEmpty)
        {
            throw Require.Misfit($"data has numbers to predict beside its classes; {Method.GetType().Name} makes no such numbers.", nameof(data));
        }

        // Weights are floats in the kernels: those of the data stay as they are, and those of new rows are in a unit of their own.
        var weights = TrainingInput.InUnitRange(data.SampleWeights, out var exponent);
        var made = new float[ArraySize.Product(nameof(data), "values of new rows", count, data.FeatureCount)];
        var (labels, newWeights) = (new int[count], new float[data.SampleWeights.IsEmpty ? 0 : count]);
        var original = new LabeledRows(RowPoints.Of(data, Metric), data.FeatureCount, data.Labels) { SampleWeights = TrainingInput.Single(weights), Metric = Metric };
        method.Generate(original, Strategy, new RowDraws(seed), new NewRows(made, labels) { SampleWeights = newWeights }, DegreeOfParallelism);

        // The greatest double is 2^1024 as a float in that unit.
        return data.WithRows(made, labels, [.. newWeights.Select(weight => Math.Min(Math.ScaleB(weight, exponent), double.MaxValue))]);
    }
}
