using Counterweight.Metrics;
using Counterweight.Metrics.Ranking;
using Counterweight.Peers.Measuring;

namespace Counterweight.Peers.Rows;

/// <summary>Judges probabilities of rows held out.</summary>
internal static class Judges
{
    /// <summary>A probability that is smaller counts as this.</summary>
    private const double Least = 1e-15;

    /// <summary>Log loss and AUC of two classes.</summary>
    /// <param name="positive">The probability of class 1, a row each.</param>
    /// <param name="labels">The classes.</param>
    public static IReadOnlyList<Measure> Binary(double[] positive, int[] labels) =>
        [new("log loss", ProbabilityScore.BinaryLogLoss<double>(positive, labels, least: Least).Mean), Auc(positive, labels)];

    /// <summary>AUC alone, of what need not be probabilities.</summary>
    public static Measure Auc(double[] scores, int[] labels) => new("AUC", RankingMetrics.RocAuc(ScoreRanking.Create<double>(scores, labels)));

    /// <summary>Log loss and accuracy of any number of classes.</summary>
    /// <param name="probabilities">Of every class, row after row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">The classes.</param>
    public static IReadOnlyList<Measure> Multiclass(double[] probabilities, int classes, int[] labels)
    {
        var right = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var own = probabilities.AsSpan(row * classes, classes);
            right += own.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max<double>(own)) == labels[row] ? 1 : 0;
        }

        return [new("log loss", ProbabilityScore.LogLoss<double>(probabilities, classes, labels, least: Least).Mean), new("accuracy", (double)right / labels.Length)];
    }

    /// <summary>The same of a classifier's probabilities, or the former of two classes.</summary>
    /// <param name="probabilities">Of every class, row after row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">The classes.</param>
    public static IReadOnlyList<Measure> Classes(double[] probabilities, int classes, int[] labels) => classes == 2
        ? Binary([.. probabilities.Where((_, i) => i % 2 == 1)], labels)
        : Multiclass(probabilities, classes, labels);
}
