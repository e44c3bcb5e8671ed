using Counterweight.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>What holds of every confusion matrix, to the bit, on rows that FsCheck draws.</summary>
public sealed class ConfusionLawTests
{
    [Fact]
    public void TheOrderOfRowsChangesNothing() => ForAll((rows, random) =>
    {
        var order = Enumerable.Range(0, rows.Labels.Length).ToArray();
        random.Shuffle(order);
        AssertSame(rows.Matrix(), rows.Take(order).Matrix());
    });

    [Fact]
    public void PartsAddUpToTheWhole() => ForAll((rows, random) =>
    {
        var cut = random.Next(rows.Labels.Length + 1);
        var all = Enumerable.Range(0, rows.Labels.Length);
        var (first, second) = (rows.Take([.. all.Take(cut)]).Matrix(), rows.Take([.. all.Skip(cut)]).Matrix());
        var both = new ConfusionMatrix(rows.Classes);
        both.Add(second);
        both.Add(first);
        AssertSame(rows.Matrix(), both);
        rows.Take([.. all.Skip(cut)]).AddTo(first);
        AssertSame(rows.Matrix(), first);
    });

    [Fact]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNone() => ForAll((rows, random) =>
    {
        int[] times = [.. rows.Labels.Select(_ => random.Next(4))];
        var repeated = rows.Take([.. times.SelectMany((count, row) => Enumerable.Repeat(row, count))]);
        AssertSame(repeated.Matrix(), (rows with { Weights = [.. rows.Weights.Select((weight, row) => times[row] == 3 ? weight + weight + weight : times[row] * weight)] }).Matrix());
    });

    [Fact]
    public void WeightsTimesAPowerOfTwoChangeNoMeasure() => ForAll((rows, random) =>
    {
        // No further down: a weight of Rows has no bit below 2⁻²⁵⁴, and is to lose none.
        var power = random.Next(-800, 900);
        var scaled = (rows with { Weights = [.. rows.Weights.Select(weight => Math.ScaleB(weight, power))] }).Matrix();
        Assert.Equal(Measures(rows.Matrix()), Measures(scaled));
    });

    [Fact]
    public void AMatrixAddedToItselfHasTwice() => ForAll((rows, _) =>
    {
        var matrix = rows.Matrix();
        matrix.Add(matrix);
        AssertSame((rows with { Weights = [.. rows.Weights.Select(weight => 2 * weight)] }).Matrix(), matrix);
    });

    [Fact]
    public void PredictionsAreTheirScores() => ForAll((rows, _) =>
    {
        var (wide, narrow) = (new ConfusionMatrix(rows.Classes), new ConfusionMatrix(rows.Classes));
        var scores = new float[rows.Labels.Length * rows.Classes];
        for (var row = 0; row < rows.Labels.Length; row++)
        {
            if (rows.Predicted[row] < 0)
            {
                scores[(row * rows.Classes) + (row % rows.Classes)] = float.NaN;
            }
            else
            {
                scores[(row * rows.Classes) + rows.Predicted[row]] = 1;
            }
        }

        float[] weights = [.. rows.Weights.Select(weight => (float)weight)];
        wide.AddPredictions<double>(rows.Predicted, rows.Labels, [.. weights.Select(weight => (double)weight)], 0);
        narrow.AddScores<float>(scores, rows.Labels, weights, 0);
        AssertSame(wide, narrow);
    });

    [Fact]
    public void TwoClassesHaveTheSameCorrelationEitherWay() => ForAll((rows, _) =>
    {
        var matrix = new ConfusionMatrix(2);
        int[] labels = [.. rows.Labels.Select(label => label % 2)];
        int[] predicted = [.. rows.Predicted.Select(label => Math.Abs(label) % 2)];
        matrix.AddPredictions<double>(predicted, labels, rows.Weights);
        var (tp, fp, fn, tn) = (matrix[1, 1], matrix[0, 1], matrix[1, 0], matrix[0, 0]);
        var root = Math.Sqrt((tp + fp) * (tp + fn)) * Math.Sqrt((tn + fp) * (tn + fn));
        Assert.Equal(root > 0 ? ((tp * tn) - (fp * fn)) / root : 0, matrix.MatthewsCorrelation(), 1e-12);
    });

    private static void ForAll(Action<Rows, Random> law) => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        law(Rows.Create(random), random);
    }).QuickCheckThrowOnFailure();

    private static void AssertSame(ConfusionMatrix expected, ConfusionMatrix actual)
    {
        for (var label = 0; label < expected.ClassCount; label++)
        {
            for (var predicted = 0; predicted <= expected.ClassCount; predicted++)
            {
                Assert.Equal(expected[label, predicted], actual[label, predicted]);
            }
        }

        Assert.Equal(Measures(expected), Measures(actual));
    }

    private static double[] Measures(ConfusionMatrix matrix) =>
    [
        matrix.Accuracy, matrix.BalancedAccuracy, matrix.AdjustedBalancedAccuracy, matrix.MatthewsCorrelation(), matrix.RecallGeometricMean(0.01), matrix.MacroMeanAbsoluteError,
        .. Enum.GetValues<KappaWeights>().Select(weights => matrix.CohenKappa(weights)),
        .. Enum.GetValues<ClassAverage>().SelectMany(average => (double[])[
            matrix.Precision(average), matrix.Recall(average), matrix.Specificity(average), matrix.FBeta(average, 2), matrix.GeometricMean(average), matrix.IndexBalancedAccuracy(average)]),
    ];

    /// <summary>Labels, predictions of which some are none, and weights over many decades.</summary>
    private sealed record Rows(int Classes, int[] Labels, int[] Predicted, double[] Weights)
    {
        public static Rows Create(Random random)
        {
            var classes = random.Next(5) == 0 ? 70 + random.Next(300) : 1 + random.Next(9);
            var length = random.Next(random.Next(10) == 0 ? 9000 : 60);
            var decades = random.Next(60);
            return new(
                classes,
                [.. Enumerable.Range(0, length).Select(_ => random.Next(classes))],
                [.. Enumerable.Range(0, length).Select(_ => random.Next(-1, classes))],
                [.. Enumerable.Range(0, length).Select(_ => random.Next(6) == 0 ? 0 : (float)random.NextDouble() * Math.ScaleB(1, -random.Next(1 + (3 * decades))))]);
        }

        public Rows Take(int[] rows) => new(Classes, [.. rows.Select(row => Labels[row])], [.. rows.Select(row => Predicted[row])], [.. rows.Select(row => Weights[row])]);

        public ConfusionMatrix Matrix()
        {
            var matrix = new ConfusionMatrix(Classes);
            AddTo(matrix);
            return matrix;
        }

        public void AddTo(ConfusionMatrix matrix) => matrix.AddPredictions<double>(Predicted, Labels, Weights);
    }
}
