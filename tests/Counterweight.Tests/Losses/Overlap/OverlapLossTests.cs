using Counterweight.Losses.Overlap;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses.Overlap;

/// <summary>Tversky and Dice losses: edges, laws, refusals.</summary>
public sealed class OverlapLossTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void HandMade()
    {
        // p = ½, ¾, ¼ with weights 2, 1, 4: TP = 1 + ¾, FP = 1, FN = 1 + ¼.
        double[] scores = [0, Math.Log(3), -Math.Log(3)];
        var sum = OverlapLoss.Sum<double>(scores, [1, 1, 0], [2, 1, 4]);
        Assert.Equal((1.75, 1.0, 1.25, 3L), (Math.Round(sum.TruePositives, 14), Math.Round(sum.FalsePositives, 14), Math.Round(sum.FalseNegatives, 14), sum.Rows));
        Assert.Equal(1 - (1.75 / (1.75 + 0.25 + 0.625)), new TverskyLoss(0.25, 0.5, 0).Value(sum), 1e-14);
        Assert.Equal(1 - ((3.5 + 6) / (3.5 + 1 + 1.25 + 6)), TverskyLoss.Dice(3).Value(sum), 1e-14);
        Assert.Equal(1 - (1.75 / 4), new TverskyLoss(1, 1, 0).Value(sum), 1e-14);
        Assert.Equal(TverskyLoss.Dice(), new TverskyLoss());
    }

    [Fact]
    public void NothingThereAndNothingPredictedIsPerfect()
    {
        foreach (var (scores, targets, weights) in (IEnumerable<(float[], float[], float[])>)
            [([], [], []), ([float.NegativeInfinity, float.NegativeInfinity], [0, 0], []), ([5, float.NaN], [1, 0], [0, 0])])
        {
            var gradient = scores.Select(_ => 77f).ToArray();
            var sum = OverlapLoss.Evaluate<float>(new TverskyLoss(0.5, 0.5, 0), scores, targets, weights, gradient);
            Assert.Equal(0, new TverskyLoss(0.5, 0.5, 0).Value(sum));
            Assert.Equal(0, TverskyLoss.Dice().Value(sum));
            Assert.All(gradient, g => Assert.Equal(0, g));
        }
    }

    [Fact]
    public void WithoutPositivesOnlySmoothingHasAGradient()
    {
        var gradient = new double[3];
        var sum = OverlapLoss.Evaluate<double>(TverskyLoss.Dice(0), [-1, 0, 2], [0, 0, 0], [], gradient);
        Assert.Equal(1, TverskyLoss.Dice(0).Value(sum));
        Assert.All(gradient, g => Assert.Equal(0, g));
        OverlapLoss.Evaluate<double>(TverskyLoss.Dice(), [-1, 0, 2], [0, 0, 0], [], gradient);
        Assert.All(gradient, g => Assert.True(g > 0));

        // α = 0 and no positives: false positives are free.
        sum = OverlapLoss.Evaluate<double>(new TverskyLoss(0, 1, 0), [-1, 0, 2], [0, 0, 0], [], gradient);
        Assert.Equal(0, new TverskyLoss(0, 1, 0).Value(sum));
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Fact]
    public void InfiniteScoresAreExact()
    {
        var loss = new TverskyLoss(0.5, 0.25, 0);
        var gradient = new double[20];
        double[] scores = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? Infinity : -Infinity)];
        double[] right = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 1.0 : 0)];
        Assert.Equal(0, loss.Value(OverlapLoss.Evaluate<double>(loss, scores, right, [], gradient)));
        Assert.All(gradient, g => Assert.Equal(0, g));
        var sum = OverlapLoss.Evaluate<double>(loss, scores, [.. right.Select(t => 1 - t)], [], gradient);
        Assert.Equal((0, 10, 10, 1), (sum.TruePositives, sum.FalsePositives, sum.FalseNegatives, loss.Value(sum)));
        Assert.All(gradient, g => Assert.Equal(0, g));
    }

    [Fact]
    public void TailsKeepTheirPrecision()
    {
        var sum = OverlapLoss.Sum<float>([50, -50], [1, 0]);
        Assert.Equal(1.928749847963918e-22, sum.FalseNegatives, 3e-29);
        Assert.Equal(sum.FalseNegatives, sum.FalsePositives);
        Assert.Equal(1.928749847963918e-22, TverskyLoss.Dice(0).Value(sum), 3e-29);
        var gradient = new float[2];
        OverlapLoss.Gradient<float>(new TverskyLoss(0.5, 0.5, 0), sum, [50, -50], [1, 0], [], gradient);
        Assert.Equal([-9.64375e-23f, 9.64375e-23f], gradient, (a, b) => Math.Abs(a - b) < 1e-28);
    }

    [Fact]
    public void NaNIsOfTheWholeBatchAndWeightZeroIsNoRow()
    {
        var scores = Enumerable.Range(0, 45).Select(i => i == 29 ? float.NaN : i * 0.1f).ToArray();
        var weights = Enumerable.Repeat(1f, 45).ToArray();
        var gradient = new float[45];
        var sum = OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), scores, new float[45], weights, gradient);
        Assert.Equal((double.NaN, 45), (TverskyLoss.Dice().Value(sum), sum.Rows));
        Assert.All(gradient, g => Assert.Equal(float.NaN, g));
        weights[29] = 0;
        sum = OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), scores, new float[45], weights, gradient);
        Assert.Equal(44, sum.Rows);
        Assert.All(Enumerable.Range(0, 45), i => Assert.Equal(i == 29, gradient[i] == 0));
    }

    [Theory]
    [InlineData(1e-44)]
    [InlineData(3e38)]
    public void WeightsOfAnySizeGiveNoNaN(double weight)
    {
        var gradient = new float[40];
        var weights = Enumerable.Repeat((float)weight, 40).ToArray();
        var scores = Enumerable.Range(0, 40).Select(i => i == 7 ? float.NegativeInfinity : i - 20f).ToArray();
        var targets = Enumerable.Range(0, 40).Select(i => (float)(i % 2)).ToArray();
        var sum = OverlapLoss.Evaluate<float>(TverskyLoss.Dice(0), scores, targets, weights, gradient);
        Assert.InRange(TverskyLoss.Dice(0).Value(sum), 0, 1);
        Assert.All(gradient, g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void PartsMergeToTheBitsOfTheWhole()
    {
        const int Rows = 20011;
        var random = new Random(5);
        float[] scores = [.. Enumerable.Range(0, Rows).Select(_ => (random.NextSingle() - 0.7f) * 12)];
        float[] targets = [.. scores.Select(z => random.NextSingle() < 0.02 ? 1f : 0)];
        float[] weights = [.. scores.Select(_ => random.NextSingle())];
        var whole = OverlapLoss.Sum<float>(scores, targets, weights, 2);
        var merged = default(OverlapSum);
        for (var start = Rows / OverlapLoss.RowsPerWorkItem * OverlapLoss.RowsPerWorkItem; start >= 0; start -= OverlapLoss.RowsPerWorkItem)
        {
            var end = Math.Min(Rows, start + OverlapLoss.RowsPerWorkItem);
            merged += OverlapLoss.Sum<float>(scores.AsSpan(start..end), targets.AsSpan(start..end), weights.AsSpan(start..end));
        }

        Assert.Equal(whole, merged);
        Assert.True(whole == merged && whole + merged != whole);
        Assert.Equal(whole.GetHashCode(), merged.GetHashCode());

        // Each part writes its own gradient from the sums of all.
        var (expected, parts) = (new float[Rows], new float[Rows]);
        OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), scores, targets, weights, expected);
        for (var start = 0; start < Rows; start += 1000)
        {
            var end = Math.Min(Rows, start + 1000);
            OverlapLoss.Gradient<float>(TverskyLoss.Dice(), merged, scores.AsSpan(start..end), targets.AsSpan(start..end), weights.AsSpan(start..end), parts.AsSpan(start..end));
        }

        Assert.Equal(expected, parts);
    }

    [Fact]
    public void SumsDifferByAnyOfTheirParts()
    {
        var one = Of(1, 2, 3, 4);
        Assert.True(one == Of(1, 2, 3, 4));
        Assert.False(one != Of(1, 2, 3, 4));
        foreach (var other in (ReadOnlySpan<OverlapSum>)[Of(5, 2, 3, 4), Of(1, 5, 3, 4), Of(1, 2, 5, 4), Of(1, 2, 3, 5)])
        {
            Assert.False(one == other);
            Assert.True(one != other);
            Assert.False(one.Equals((object)other));
        }

        Assert.True(Of(1, 2, double.NaN, 4) == Of(1, 2, double.NaN, 4));

        static OverlapSum Of(double truePositives, double falsePositives, double falseNegatives, int rows)
        {
            var sums = default(TermSums);
            sums.Add(truePositives, falsePositives, falseNegatives, rows);
            return new(sums);
        }
    }

    [Fact]
    public void Laws() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var batch = RandomBatch.Create(seed, 1, ignored: false);
        var loss = new TverskyLoss(0.3, 0.7, batch.Rows % 2);
        var (value, gradient) = Of(batch.BinaryScores, batch.Targets, batch.SampleWeights);
        Assert.InRange(value, 0, 1);

        // Weight 2 is the row twice, weight 0 no row.
        int[] pick = [.. batch.Indices.Where(i => i % 3 == 0)];
        var twice = Of(batch.BinaryScores, batch.Targets, [.. batch.SampleWeights.Select((w, i) => i % 3 == 0 ? 2 * w : w)]);
        var repeated = batch.Take([.. batch.Indices, .. pick]);
        var duplicated = Of(repeated.BinaryScores, repeated.Targets, repeated.SampleWeights);
        Assert.Equal(duplicated.Value, twice.Value, 1e-12);
        var deleted = batch.Take([.. batch.Indices.Where(i => i % 3 != 0)]);
        var zero = Of(batch.BinaryScores, batch.Targets, [.. batch.SampleWeights.Select((w, i) => i % 3 == 0 ? 0 : w)]);
        Assert.Equal(Of(deleted.BinaryScores, deleted.Targets, deleted.SampleWeights).Value, zero.Value, 1e-12);

        // Order matters to the last bits of the sums; a gradient of a soft target is a difference that may cancel.
        var order = batch.Indices;
        new Random(seed).Shuffle(order);
        var permuted = batch.Take(order);
        var shuffled = Of(permuted.BinaryScores, permuted.Targets, permuted.SampleWeights);
        Assert.Equal(value, shuffled.Value, 1e-12);
        Assert.All(batch.Indices, k => Assert.Equal(gradient[order[k]], shuffled.Gradient[k], 1e-12 * gradient.Max(Math.Abs)));

        // Rows that are right push nowhere else than to stay right; scaling weights and k together changes nothing.
        Assert.All(batch.Indices.Where(i => batch.Targets[i] == 1), i => Assert.True(gradient[i] <= 0));
        Assert.All(batch.Indices.Where(i => batch.Targets[i] == 0), i => Assert.True(gradient[i] >= 0));
        var scaled = OverlapLoss.Sum<double>(batch.BinaryScores, batch.Targets, [.. batch.SampleWeights.Select(w => w * 1024)]);
        Assert.Equal(value, new TverskyLoss(0.3, 0.7, 1024 * loss.Smooth).Value(scaled));

        (double Value, double[] Gradient) Of(double[] scores, double[] targets, double[] weights)
        {
            var derivatives = new double[scores.Length];
            return (loss.Value(OverlapLoss.Evaluate<double>(loss, scores, targets, weights, derivatives)), derivatives);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void BadInputIsRefused()
    {
        var gradient = Enumerable.Repeat(77f, 3).ToArray();
        Refuses<ArgumentOutOfRangeException>("targets", "targets[1] is 1.5", () => OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), [1, 2, 3], [0, 1.5f, 0], [], gradient));
        Refuses<ArgumentOutOfRangeException>("sampleWeights", "sampleWeights[2] is -1", () => OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), [1, 2, 3], [0, 1, 0], [1, 1, -1], gradient));
        Refuses<ArgumentOutOfRangeException>("targets", "targets[0] is NaN", () => OverlapLoss.Gradient<float>(TverskyLoss.Dice(), default, [1, 2, 3], [float.NaN, 1, 0], [], gradient));
        Refuses<ArgumentOutOfRangeException>("degreeOfParallelism", "0", () => OverlapLoss.Sum<float>([1], [1], [], 0));
        Refuses<ArgumentException>("targets", "2", () => OverlapLoss.Sum<float>([1, 2, 3], [0, 1]));
        Refuses<ArgumentException>("sampleWeights", "1", () => OverlapLoss.Sum<float>([1, 2, 3], [0, 1, 0], [1]));
        Refuses<ArgumentException>("gradient", "2", () => OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), [1, 2, 3], [0, 1, 0], [], new float[2]));
        Refuses<ArgumentOutOfRangeException>("alpha", "-1", () => _ = new TverskyLoss(-1, 0));
        Refuses<ArgumentOutOfRangeException>("beta", "NaN", () => _ = new TverskyLoss(1, double.NaN));
        Refuses<ArgumentOutOfRangeException>("smooth", "Infinity", () => TverskyLoss.Dice(Infinity));
        Assert.All(gradient, g => Assert.Equal(77, g));

        static void Refuses<TException>(string parameter, string message, Action call)
            where TException : ArgumentException =>
            Assert.Contains(message, Assert.Throws<TException>(parameter, call).Message, StringComparison.Ordinal);
    }
}
