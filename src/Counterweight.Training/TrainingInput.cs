using Counterweight.Training.Data;
using Counterweight.Weighting;

namespace Counterweight.Training;

/// <summary>What all trainers check and derive before they start.</summary>
internal static class TrainingInput
{
    public static void Validate(Dataset data, ReadOnlySpan<double> sampleWeights)
    {
        if (data.RowCount == 0 || data.ClassCount < 2)
        {
            throw new ArgumentException($"{data.RowCount} rows of {data.ClassCount} classes: a classifier needs rows of two classes or more.", nameof(data));
        }

        if (sampleWeights.IsEmpty)
        {
            return;
        }

        if (sampleWeights.Length != data.RowCount)
        {
            throw new ArgumentException($"{sampleWeights.Length} weights for {data.RowCount} rows.", nameof(sampleWeights));
        }

        for (var row = 0; row < sampleWeights.Length; row++)
        {
            if (!(sampleWeights[row] >= 0 && double.IsFinite(sampleWeights[row])))
            {
                throw new ArgumentException($"The weight {sampleWeights[row]} of row {row} is not a finite number of at least 0.", nameof(sampleWeights));
            }
        }
    }

    /// <summary>Weights of all classes, 0 for those without weight; empty where every row counts the same.</summary>
    public static double[] ClassWeightsOf(Dataset data, ClassWeighting weighting, ReadOnlySpan<double> sampleWeights)
    {
        if (weighting == ClassWeighting.None)
        {
            return [];
        }

        var weights = new double[data.ClassCount];
        ClassWeights.Balanced(data.Labels, sampleWeights, weights);
        return weights;
    }

    /// <summary>Class weights × sample weights of all rows; empty where all rows weigh the same.</summary>
    public static double[] RowWeights(Dataset data, double[] classWeights, ReadOnlySpan<double> sampleWeights)
    {
        if (classWeights.Length == 0)
        {
            return sampleWeights.ToArray();
        }

        var weights = new double[data.RowCount];
        SampleWeights.FromClassWeights(data.Labels, classWeights, sampleWeights, weights);
        return weights;
    }

    public static void ValidatePrediction(IClassifier model, Dataset data, ReadOnlySpan<int> destination)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.FeatureCount != model.FeatureCount)
        {
            throw new ArgumentException($"{data.FeatureCount} features for a model of {model.FeatureCount}.", nameof(data));
        }

        if (destination.Length != data.RowCount)
        {
            throw new ArgumentException($"Room for {destination.Length} of {data.RowCount} rows.", nameof(destination));
        }
    }
}
