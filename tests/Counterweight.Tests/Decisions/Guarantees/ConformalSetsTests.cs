using Counterweight.Decisions.Guarantees;
using Counterweight.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Decisions.Guarantees;

public sealed class ConformalSetsTests
{
    private const int Draws = 1000;

    [Fact]
    public void PValuesCountRowsAtLeastAsStrange()
    {
        // Of class 0 the scores 0.9, 0.6 and 0.6 were held out, of class 1 the score 0.3.
        var sets = ConformalSets.ByClass<double>([0.9, 0.1, 0.6, 0.4, 0.7, 0.3, 0.6, 0.4], [0, 0, 1, 0], 2);
        var values = new double[6];
        sets.PValues<double>([0.95, 0.05, 0.6, 0.4, 0.5, double.NaN], values);
        Assert.Equal([1, 0.5, 0.75, 1, 0.25, double.NaN], values);
        var (members, sizes) = (new byte[6], new int[3]);
        sets.Decide<double>([0.95, 0.05, 0.6, 0.4, 0.5, double.NaN], 0.5, members, sizes);
        Assert.Equal([1, 0, 1, 1, 0, 1], members);
        Assert.Equal([1, 2, 1], sizes);
        Assert.Equal(2, sets.ClassCount);
    }

    [Fact]
    public void AClassThatWasNotHeldOutIsInEverySet()
    {
        var members = new byte[3];
        ConformalSets.ByClass<float>([0.5f, 0.2f, 0.3f], [0], 3).Decide<float>([0.4f, 0, 0], 0.9, members);
        Assert.Equal([0, 1, 1], members);
    }

    [Fact]
    public void SetsAreClassesWhosePValueIsAboveTheRate() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (random, classes) = (new Random(seed), 1 + (seed % 5));
        float[] held = [.. Enumerable.Range(0, 60 * classes).Select(_ => MathF.Round(random.NextSingle() * 20) / 20)];
        int[] labels = [.. Enumerable.Range(0, 60).Select(_ => random.Next(classes))];
        double[] ratios = [.. Enumerable.Range(0, classes).Select(_ => 0.1 + random.NextDouble())];
        float[] scores = [.. Enumerable.Range(0, 40 * classes).Select(_ => MathF.Round(random.NextSingle() * 20) / 20)];
        foreach (var sets in (ConformalSets[])[ConformalSets.ByClass<float>(held, labels, classes), ConformalSets.Pooled<float>(held, labels, ratios)])
        {
            var (values, members, sizes) = (new double[scores.Length], new byte[scores.Length], new int[40]);
            sets.PValues<float>(scores, values);

            // Rates at which p-values change, and others.
            foreach (var rate in (double[])[0.1, 0.5, .. values.Where(value => value < 1).Take(5)])
            {
                sets.Decide<float>(scores, rate, members, sizes);
                Assert.Equal(values.Select(value => value > rate ? 1 : 0), members.Select(member => (int)member));
                Assert.Equal(members.Chunk(classes).Select(row => row.Sum(member => member)), sizes);
            }
        }

        // The order of held-out rows does not show, and ratios have no unit.
        int[] order = [.. Enumerable.Range(0, 60)];
        random.Shuffle(order);
        var (straight, moved) = (new double[scores.Length], new double[scores.Length]);
        ConformalSets.Pooled<float>(held, labels, ratios).PValues<float>(scores, straight);
        ConformalSets.Pooled<float>([.. order.SelectMany(row => held.Skip(row * classes).Take(classes))], [.. order.Select(row => labels[row])], [.. ratios.Select(ratio => 8 * ratio)]).PValues<float>(scores, moved);
        Assert.Equal(straight, moved);
    }).QuickCheckThrowOnFailure();

    /// <summary>Pooled with ratios of 1, one class is the same as class by class.</summary>
    [Fact]
    public void OfOneClassBothAreTheSame()
    {
        double[] held = [0.1, 0.5, 0.5, 0.7];
        var (one, other) = (new double[3], new double[3]);
        ConformalSets.ByClass<double>(held, new int[4], 1).PValues<double>([0, 0.5, 1], one);
        ConformalSets.Pooled<double>(held, new int[4], [1.0]).PValues<double>([0, 0.5, 1], other);
        Assert.Equal(one, other);
        Assert.Equal([0.2, 0.8, 1], one);
    }

    /// <summary>
    /// A thousand draws of held-out rows and one row to come of each class, of a model that is wrong about everything: each class is in its row's set as often as promised, within four standard deviations, and hardly more often.
    /// Scores with ties are in it more often.
    /// </summary>
    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0.25, false)]
    [InlineData(0.1, true)]
    public void EachClassIsCoveredOverAThousandDraws(double errorRate, bool ties)
    {
        int[] counts = [199, 39, 19];
        int[] labels = [.. counts.SelectMany((count, label) => Enumerable.Repeat(label, count))];
        var covered = new int[3];
        var (uniform, held, scores, members) = (new double[labels.Length + 3], new double[3 * labels.Length], new double[9], new byte[9]);
        for (var draw = 0; draw < Draws; draw++)
        {
            new RandomStream(29, (ulong)draw).FillUniform(0, uniform);
            for (var row = 0; row < labels.Length; row++)
            {
                held[(3 * row) + labels[row]] = Score(labels[row], uniform[row]);
            }

            for (var label = 0; label < 3; label++)
            {
                scores[(3 * label) + label] = Score(label, uniform[labels.Length + label]);
            }

            ConformalSets.ByClass<double>(held, labels, 3).Decide<double>(scores, errorRate, members);
            for (var label = 0; label < 3; label++)
            {
                covered[label] += members[(3 * label) + label];
            }
        }

        var deviation = 4 * Math.Sqrt(Draws * errorRate * (1 - errorRate));
        for (var label = 0; label < 3; label++)
        {
            Assert.InRange(covered[label], (Draws * (1 - errorRate)) - deviation, ties ? Draws : (Draws * (1 - errorRate + (1.0 / (counts[label] + 1)))) + deviation);
        }

        // Each class has scores of its own.
        double Score(int label, double u) => ties ? Math.Floor(u * (4 + label)) : Math.Pow(u, 1 + label) - (5 * label);
    }

    /// <summary>Held-out rows have the rare class in one of ten, rows to come in one of two: pooled sets keep their promise of all rows by ratios, and break it without.</summary>
    [Fact]
    public void PooledSetsFollowTheRatesOfClasses()
    {
        const double ErrorRate = 0.2;
        int[] labels = [.. Enumerable.Range(0, 200).Select(row => row % 10 == 0 ? 1 : 0)];
        var (shifted, plain) = (0, 0);
        var (uniform, held, scores, members) = (new double[202], new double[400], new double[2], new byte[2]);
        for (var draw = 0; draw < Draws; draw++)
        {
            new RandomStream(31, (ulong)draw).FillUniform(0, uniform);
            for (var row = 0; row < labels.Length; row++)
            {
                held[(2 * row) + labels[row]] = Score(labels[row], uniform[row]);
            }

            var label = uniform[200] < 0.5 ? 1 : 0;
            scores[label] = Score(label, uniform[201]);
            ConformalSets.Pooled<double>(held, labels, [0.5 / 0.9, 0.5 / 0.1]).Decide<double>(scores, ErrorRate, members);
            shifted += members[label];
            ConformalSets.Pooled<double>(held, labels, [1.0, 1]).Decide<double>(scores, ErrorRate, members);
            plain += members[label];
        }

        var deviation = 4 * Math.Sqrt(Draws * ErrorRate * (1 - ErrorRate));
        Assert.InRange(shifted, (Draws * (1 - ErrorRate)) - deviation, (Draws * (1 - ErrorRate)) + deviation + 30);
        Assert.InRange(plain, 0, (Draws * (1 - ErrorRate)) - (2 * deviation));

        // The model recognises the rare class less well.
        static double Score(int label, double u) => label == 0 ? 0.2 + u : 0.7 * u;
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("scores[3] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => ConformalSets.ByClass<double>([1, double.NaN, 1, double.NaN], [0, 1], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("labels[1] is 2", Assert.Throws<ArgumentOutOfRangeException>(() => ConformalSets.ByClass<double>([1, 1, 1, 1], [0, 2], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("classRatios[1] is 0", Assert.Throws<ArgumentOutOfRangeException>(() => ConformalSets.Pooled<double>([1, 1], [0], [1, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalSets.ByClass<double>([], [], 0));
        Assert.Throws<ArgumentException>(() => ConformalSets.ByClass<double>([1, 1, 1], [0, 1], 2));
        var sets = ConformalSets.ByClass<double>([1, 1], [0], 2);
        Assert.Throws<ArgumentException>(() => sets.PValues<double>([1, 1, 1], new double[3]));
        Assert.Throws<ArgumentException>(() => sets.PValues<double>([1, 1], new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sets.PValues<double>([1, 1], new double[2], 0));
        Assert.Throws<ArgumentException>(() => sets.Decide<double>([1, 1], 0.1, new byte[2], new int[2]));
        Assert.Contains("errorRate is 1", Assert.Throws<ArgumentOutOfRangeException>(() => sets.Decide<double>([1, 1], 1, new byte[2])).Message, StringComparison.Ordinal);
    }
}
