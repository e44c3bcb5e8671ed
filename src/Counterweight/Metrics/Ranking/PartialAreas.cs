namespace Counterweight.Metrics.Ranking;

/// <summary>Area under a part of the ROC curve.</summary>
internal static unsafe class PartialAreas
{
    /// <summary>The area up to a false positive rate; NaN where a class is missing.</summary>
    public static double Below(CurveSpan curve, double maxRate)
    {
        if (curve.Count == 0)
        {
            return double.NaN;
        }

        var (positives, negatives) = (curve.TruePositives[curve.Count - 1], curve.FalsePositives[curve.Count - 1]);
        var rates = new ReadOnlySpan<double>(curve.FalsePositives, (int)curve.Count);
        var (low, high) = (0, rates.Length);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            (low, high) = rates[middle] / negatives <= maxRate ? (middle + 1, high) : (low, middle);
        }

        // Points below low are inside; the next, if there is one, is cut by the line to it.
        var inside = new CurveSpan(curve.TruePositives, curve.FalsePositives, low);
        var loop = new AreaLoop(inside);
        loop.Add(0, low);
        var (lastRate, lastRecall) = low == 0 ? (0, 0) : (rates[low - 1] / negatives, curve.TruePositives[low - 1] / positives);
        var area = low == 0 ? 0 : loop.Area / 2 / loop.Positives / loop.Negatives * lastRate * lastRecall;
        area = loop.Negatives == 0 || loop.Positives == 0 ? 0 : area;
        if (low < rates.Length)
        {
            var (rate, recall) = (rates[low] / negatives, curve.TruePositives[low] / positives);
            var atMax = lastRecall + ((recall - lastRecall) * ((maxRate - lastRate) / (rate - lastRate)));
            area += (maxRate - lastRate) * (lastRecall + atMax) / 2;
        }

        return positives == 0 || negatives == 0 ? double.NaN : area;
    }
}
