using Counterweight.ML.Columns;
using Counterweight.Training;
using Microsoft.ML.Data;

namespace Counterweight.ML.Saving;

/// <summary>What a row is scored by. There is one instance a cursor, which keeps its memory from row to row.</summary>
internal sealed class ScoringSource
{
    [ColumnName(HiddenColumns.Features)]
    public VBuffer<float> Features { get; set; }

    [ColumnName(HiddenColumns.Model)]
    public ReadOnlyMemory<char> Model { get; set; }

    [NoColumn]
    public RowScorer? Scorer { get; set; }

    /// <summary>The probability of each class.</summary>
    public ReadOnlySpan<double> Score() => (Scorer ??= new RowScorer(ModelText.Parse(Model))).Score(Features);
}

/// <summary>Scores rows one at a time.</summary>
internal sealed class RowScorer
{
    private readonly RowPredictor predictor;
    private readonly FeatureSlots slots;
    private readonly float[] features;
    private readonly double[] probabilities;

    public RowScorer(SavedClassifier saved)
    {
        predictor = new RowPredictor(saved.Classifier, saved.Schema);
        slots = FeatureSlots.Of(saved.FeatureColumn, saved.Schema);
        features = new float[saved.Classifier.FeatureCount];
        probabilities = new double[saved.Classifier.ClassCount];
    }

    public ReadOnlySpan<double> Score(VBuffer<float> vector)
    {
        slots.Read(in vector, row: null, features);
        predictor.PredictProbabilities(features, probabilities);
        return probabilities;
    }
}
