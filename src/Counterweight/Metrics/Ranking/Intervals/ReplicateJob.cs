using System.Buffers;
using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Randomness;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Replicates of a ranking; an item is sixteen of them.</summary>
internal readonly unsafe struct ReplicateJob<T>(ResampledRows<T> rows, RandomStream stream, bool isStratified, RankingMetric<T>? metric, double* first, double* second, int replicates)
    : IWorkJob<ReplicateJob<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Lanes = ResampleDraws.Lanes;

    public void Run(int item)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(checked(rows.Count * Lanes));
        var counts = buffer.AsSpan(0, checked(rows.Count * Lanes));
        ResampleDraws.Fill(stream, item, rows.Weights, rows.Positives, isStratified, counts);
        var start = item * (nint)Lanes;
        var length = (int)Math.Min(Lanes, replicates - start);
        if (metric is null)
        {
            var results = stackalloc double[2 * Lanes];
            fixed (double* weights = rows.Weights)
            fixed (byte* ends = rows.Ends, c = counts)
            {
                var loop = new ReplicateLoop(weights, ends, c, rows.Count, (rows.PositiveFactor, rows.NegativeFactor), results, results + Lanes);
                BlockDispatch.Run<ReplicateLoop, double>(ref loop);
            }

            new Span<double>(results, length).CopyTo(new Span<double>(first + start, length));
            if (second != null)
            {
                new Span<double>(results + Lanes, length).CopyTo(new Span<double>(second + start, length));
            }
        }
        else
        {
            for (var lane = 0; lane < length; lane++)
            {
                first[start + lane] = Evaluate(counts, lane);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private double Evaluate(ReadOnlySpan<byte> counts, int lane)
    {
        var thresholds = ArrayPool<T>.Shared.Rent(rows.Count);
        var weights = ArrayPool<double>.Shared.Rent(checked(2 * rows.Count));
        var truePositives = weights.AsSpan(0, rows.Count);
        var falsePositives = weights.AsSpan(rows.Count, rows.Count);
        var (points, above, alarms, drawn) = (0, 0.0, 0.0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var count = counts[checked((i * Lanes) + lane)];
            var weight = count * rows.Weights[i];
            (above, alarms, drawn) = (above + Math.Max(weight, 0), alarms + Math.Max(-weight, 0), drawn + count);
            if (rows.Ends[i] == 1 && drawn > 0)
            {
                (thresholds[points], truePositives[points], falsePositives[points]) = (rows.Scores[i], above, alarms);
                points++;
                drawn = 0;
            }
        }

        var value = metric!(new RankingCurve<T>(thresholds.AsSpan(0, points), truePositives[..points], falsePositives[..points]));
        ArrayPool<T>.Shared.Return(thresholds);
        ArrayPool<double>.Shared.Return(weights);
        return value;
    }
}
