using Counterweight.Cli.Evaluation;
using Counterweight.Metrics.Ranking;
using OxyPlot;

namespace Counterweight.Cli.Reporting;

/// <summary>The curves of one class against all others, thinned to what a chart shows.</summary>
internal sealed class ClassCurve
{
    private const int ListedPoints = 50;

    private ClassCurve(List<DataPoint> roc, List<DataPoint> precisionRecall, List<OperatingPoint<double>> listed)
    {
        Roc = roc;
        PrecisionRecall = precisionRecall;
        Listed = listed;
    }

    /// <summary>False positive rate and recall.</summary>
    public List<DataPoint> Roc { get; }

    /// <summary>Recall and precision, with the corners of their steps.</summary>
    public List<DataPoint> PrecisionRecall { get; }

    /// <summary>Some points, evenly among the recalls.</summary>
    public IReadOnlyList<OperatingPoint<double>> Listed { get; }

    /// <summary>The curves of a class; all rows have weight.</summary>
    /// <param name="data">The predictions.</param>
    /// <param name="label">The class.</param>
    public static ClassCurve Of(Predictions data, int label)
    {
        var curve = ScoreRanking.Create<double>(data.ProbabilitiesOf(label), data.OneAgainstRest(label), data.Weights);
        var points = curve.Count + 1;
        var (falsePositives, recalls, precisions) = (new double[points], new double[points], new double[points]);
        RankingMetrics.PrecisionRecall(curve, precisions, recalls);
        RankingMetrics.Roc(curve, falsePositives, recalls);
        var roc = new DataPoint[points];
        var steps = new List<DataPoint>(2 * points);
        for (var point = 0; point < points; point++)
        {
            roc[point] = new DataPoint(falsePositives[point], recalls[point]);
            if (point > 0)
            {
                // Average precision takes the precision of a point for all recalls since the point before.
                steps.Add(new DataPoint(recalls[point - 1], precisions[point]));
                steps.Add(new DataPoint(recalls[point], precisions[point]));
            }
        }

        var isDrawn = curve.Positives > 0;
        return new ClassCurve(
            isDrawn && curve.Negatives > 0 ? Thinning.Thin(roc) : [],
            isDrawn ? Thinning.Thin(steps) : [],
            List(curve));
    }

    private static List<OperatingPoint<double>> List(RankingCurve<double> curve)
    {
        var listed = new List<OperatingPoint<double>>();
        var next = 0.0;
        for (var point = 0; point < curve.Count; point++)
        {
            var at = curve.At(point);
            var place = (at.TruePositives / Math.Max(curve.Positives, double.Epsilon)) + (at.FalsePositives / Math.Max(curve.Negatives, double.Epsilon));
            if (place >= next || point == curve.Count - 1)
            {
                listed.Add(at);
                next = place + (2.0 / ListedPoints);
            }
        }

        return listed;
    }
}
