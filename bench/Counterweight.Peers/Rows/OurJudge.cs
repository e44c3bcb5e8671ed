using Counterweight.Peers.Measuring;
using Counterweight.Training;

namespace Counterweight.Peers.Rows;

/// <summary>Judges a classifier of ours.</summary>
internal static class OurJudge
{
    /// <summary>The probabilities of all classes, row after row.</summary>
    public static double[] Probabilities(IProbabilisticClassifier classifier, RowPart rows)
    {
        var probabilities = new double[rows.RowCount * classifier.ClassCount];
        classifier.PredictProbabilities(rows.Data, probabilities);
        return probabilities;
    }

    /// <summary>Log loss, and AUC of two classes or accuracy of several.</summary>
    public static IReadOnlyList<Measure> Of(IProbabilisticClassifier classifier, RowPart rows) =>
        Judges.Classes(Probabilities(classifier, rows), classifier.ClassCount, rows.Labels);
}
