using Counterweight.Metrics;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>What no other library has to compare with: rows without a prediction, nothing to divide by, and the ends of double.</summary>
public sealed class ConfusionMatrixTests
{
    [Fact]
    public void ARowWithoutAPredictionIsMissedAndNoAlarm()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddScores<float>([1, 0, float.NaN, 5, 0, 1, 3, float.NaN], [0, 0, 1, 1]);
        Assert.Equal((1, 1, 0, 1), (matrix[0, 0], matrix.Unanswered(0), matrix[0, 1], matrix.Unanswered(1)));
        Assert.Equal((2, 1), (matrix.Support(0), matrix.Predicted(0)));
        Assert.Equal(0.5, matrix.Recall(0));
        Assert.Equal(1, matrix.Precision(0));
        Assert.Equal(1, matrix.Specificity(0));
        Assert.Equal(2.0 / 3, matrix.FBeta(0), 1e-15);
        Assert.Equal(0.5, matrix.Accuracy);
        Assert.Equal(1, matrix.Precision(ClassAverage.Micro));
        Assert.Equal(0.5, matrix.Recall(ClassAverage.Micro));
        Assert.Equal(1, matrix[1, 2]);

        // As of a third class that is predicted and never there: 1 − ½/(1 − (½·¼ + ½·¼)).
        Assert.Equal(1 - (0.5 / 0.75), matrix.CohenKappa(), 1e-15);
        Assert.Equal(((2.0 * 4) - (2 + 2)) / Math.Sqrt((16.0 - 6) * (16 - 8)), matrix.MatthewsCorrelation(), 1e-15);

        // The farthest class of two is the other one.
        Assert.Equal(0.5, matrix.MacroMeanAbsoluteError);
        Assert.Equal(matrix.CohenKappa(), matrix.CohenKappa(KappaWeights.Quadratic), 1e-15);
    }

    [Fact]
    public void TheFirstOfEqualScoresIsTaken()
    {
        var matrix = new ConfusionMatrix(5);
        var none = double.NegativeInfinity;
        matrix.AddScores([2, 7, 7, 1, 7, none, none, none, none, none, 0.0, -0.0, -1, -1, -1, none, none, none, none, double.PositiveInfinity], [1, 1, 2, 4]);
        Assert.Equal((1, 1, 1, 1), (matrix[1, 1], matrix[1, 0], matrix[2, 0], matrix[4, 4]));
    }

    /// <summary>Rows are searched otherwise where some of hundreds have a NaN or both infinities.</summary>
    public static TheoryData<int, bool> Searches => [.. ((int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 17, 64, 70]).SelectMany(classes => (TheoryDataRow<int, bool>[])[new(classes, false), new(classes, true)])];

    [Theory]
    [MemberData(nameof(Searches))]
    public void TiesInfinitiesAndNaNInTheMidstOfRowsAreWhatTheyAre(int classes, bool areSpecial)
    {
        const int Rows = 130;
        var scores = Enumerable.Range(0, Rows * classes).Select(i => (float)(i * 37 % 101 % 9) + (i / classes % 4)).ToArray();
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row * row / 5 % 2)];
        var expected = new int[classes + 1];
        for (var row = 0; row < Rows; row++)
        {
            var own = scores.AsSpan(row * classes, classes);
            if (areSpecial && row % 3 == 0)
            {
                own[^1] = float.NegativeInfinity;
                own[row % classes] = float.PositiveInfinity;
            }

            var isNaN = areSpecial && row % 11 == 0;
            if (isNaN)
            {
                own[row / 11 % classes] = float.NaN;
            }

            expected[isNaN ? classes : own.IndexOf(own.ToArray().Max())] += 1 - labels[row];
        }

        var matrix = new ConfusionMatrix(classes);
        matrix.AddScores<float>(scores, labels, ignoreLabel: 1);
        Assert.Equal(expected, Enumerable.Range(0, classes + 1).Select(predicted => (int)matrix[0, predicted]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(70)]
    public void AClassMayBeIgnored(int classes)
    {
        var matrix = new ConfusionMatrix(classes);
        matrix.AddPredictions([3, 4, 0, -1, 3], [3, 4, 1, 3, 2], ignoreLabel: 3);
        Assert.Equal((3, 1, 0), (matrix.Total, matrix[4, 4], matrix.Support(3)));
    }

    [Fact]
    public void MeasuresFollowWhatIsAdded()
    {
        var (matrix, other) = (new ConfusionMatrix(2), new ConfusionMatrix(2));
        matrix.AddPredictions([0, 1], [0, 1]);
        Assert.Equal(1, matrix.Accuracy);
        other.AddPredictions([1, 0], [0, 1]);
        matrix.Add(other);
        Assert.Equal(0.5, matrix.Accuracy);
        matrix.AddPredictions([0, 0, 0, 0], [0, 0, 0, 0]);
        Assert.Equal(0.75, matrix.Accuracy);
    }

    /// <summary>Enough rows for every thread to have some.</summary>
    [Fact]
    public void RowsOfAllThreadsCount()
    {
        const int Rows = 1_000_000;
        var (scores, labels, weights) = (new float[Rows], new int[Rows], new float[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            (scores[row], labels[row], weights[row]) = (row % 3, row % 2, 0.75f);
        }

        var matrix = new ConfusionMatrix(2);
        matrix.AddBinaryScores(scores, 1, labels, degreeOfParallelism: 4);
        matrix.AddBinaryScores(scores, 1, labels, weights, degreeOfParallelism: 4);
        Assert.Equal(1.75 * Rows, matrix.Total);
        Assert.Equal(1.75 * Rows / 2, matrix.Support(1));
        Assert.Equal(1.75 * (Rows - ((Rows + 2) / 3)), matrix.Predicted(1));
    }

    [Fact]
    public void AThresholdIsReachedByItself()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddBinaryScores([0.5f, 0.49999997f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.NaN], 0.5f, [1, 1, 0, 0, -4, 1], ignoreLabel: -4);
        Assert.Equal((1, 1, 1, 1, 1), (matrix[1, 1], matrix[1, 0], matrix[0, 1], matrix[0, 0], matrix.Unanswered(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void NothingToDivideByIsWhatTheCallerSays(double zero)
    {
        var matrix = new ConfusionMatrix(4);
        Assert.All(Averages(matrix), measure => Assert.Equal(zero, measure));
        Assert.Equal((zero, zero), (matrix.MatthewsCorrelation(zero), matrix.CohenKappa(KappaWeights.Linear, zero)));
        Assert.True(double.IsNaN(matrix.Accuracy) && double.IsNaN(matrix.BalancedAccuracy) && double.IsNaN(matrix.RecallGeometricMean()) && double.IsNaN(matrix.MacroMeanAbsoluteError));

        // Class 2 is predicted without a row, class 3 is neither.
        matrix.AddPredictions([0, 2, 1], [0, 0, 1]);
        Assert.Equal((zero, zero, zero), (matrix.Recall(2, zero), matrix.Recall(3, zero), matrix.Precision(3, zero)));
        Assert.Equal(zero, matrix.FBeta(3, 1, zero));
        Assert.Equal(0, matrix.FBeta(2, 1, zero));
        Assert.Equal((double.IsNaN(zero) ? 1.5 / 2 : (1.5 + zero) / 3, (0.5 * 2 / 3) + (1.0 / 3)), (matrix.Recall(ClassAverage.Macro, zero), matrix.Recall(ClassAverage.Weighted, zero)));
        Assert.Equal(0.75, matrix.BalancedAccuracy);
        Assert.Equal(0.5, matrix.AdjustedBalancedAccuracy);
        Assert.Equal(Math.Sqrt(0.5), matrix.RecallGeometricMean(), 1e-15);

        double[] Averages(ConfusionMatrix of) =>
        [
            .. Enum.GetValues<ClassAverage>().SelectMany(average => (double[])[of.Precision(average, zero), of.Recall(average, zero), of.Specificity(average, zero), of.FBeta(average, 1, zero)]),
            of.Precision(1, zero),
        ];
    }

    [Fact]
    public void BetaGoesFromPrecisionToRecall()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions([1, 1, 1, 0, 0, 0], [1, 1, 0, 1, 0, 1]);
        Assert.Equal((matrix.Precision(1), matrix.Recall(1)), (matrix.FBeta(1, 0), matrix.FBeta(1, double.PositiveInfinity)));
        Assert.Equal(matrix.Recall(1), matrix.FBeta(1, 1e200));
        Assert.Equal(5.0 * 2 / ((5.0 * 2) + (4 * 2) + 1), matrix.FBeta(1, 2), 1e-15);
    }

    [Fact]
    public void IndexBalancedAccuracyRewardsTheRareClass()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions([1, 0, 0, 0, 0, 0, 1, 1], [1, 1, 0, 0, 0, 0, 0, 0]);
        var (recall, specificity) = (0.5, 4.0 / 6);
        Assert.Equal((1 + (0.3 * (recall - specificity))) * recall * specificity, matrix.IndexBalancedAccuracy(1, 0.3), 1e-15);
        Assert.Equal(Math.Sqrt(recall * specificity), matrix.GeometricMean(1), 1e-15);
        Assert.Equal(matrix.GeometricMean(1), matrix.GeometricMean(ClassAverage.Macro), 1e-15);
    }

    [Fact]
    public void MeasuresOfWeightsAtTheEndsOfDoubleAreThoseOfOne()
    {
        foreach (var weight in (double[])[double.Epsilon, double.MaxValue / 3, double.MaxValue])
        {
            var (ends, ones) = (new ConfusionMatrix(3), new ConfusionMatrix(3));
            int[] predicted = [0, 1, 2, 2, 0, 0, 0];
            int[] labels = [0, 1, 2, 1, 0, 2, 0];
            ends.AddPredictions<double>(predicted, labels, [.. labels.Select(_ => weight)]);
            ones.AddPredictions(predicted, labels);
            Assert.Equal(ones.MatthewsCorrelation(), ends.MatthewsCorrelation(), 1e-15);
            Assert.Equal(ones.FBeta(ClassAverage.Macro), ends.FBeta(ClassAverage.Macro), 1e-15);
            Assert.Equal(ones.MacroMeanAbsoluteError, ends.MacroMeanAbsoluteError, 1e-15);
            Assert.Equal(3 * weight, ends[0, 0]);
            Assert.Equal(7 * weight, ends.Total);
        }
    }

    [Fact]
    public void ExactSumsKeepWhatFloatingSumsLose()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions<double>([0, 0, 0, 1], [0, 0, 0, 0], [1e200, 1, 1e-300, 1e-300]);
        matrix.AddPredictions<double>([0], [1], [double.Epsilon]);
        Assert.Equal((1e200, 1e-300, double.Epsilon), (matrix[0, 0], matrix[0, 1], matrix[1, 0]));
        Assert.Equal(0, matrix.Specificity(0, 1));
        Assert.Equal(double.Epsilon, matrix.Support(1));
    }

    [Fact]
    public void TensOfThousandsOfClassesTakeTheMemoryOfTheirCells()
    {
        var matrix = new ConfusionMatrix(50000);
        int[] labels = [.. Enumerable.Range(0, 20000).Select(row => row * 7919 % 50000)];
        matrix.AddPredictions(labels, labels);
        matrix.AddPredictions([1], [2]);
        Assert.Equal(20001, matrix.Total);
        Assert.Equal(1, matrix[2, 1]);
        Assert.Equal(20000.0 / 20001, matrix.Accuracy);
    }

    [Fact]
    public void BadInputIsRefusedAndNothingAdded()
    {
        var matrix = new ConfusionMatrix(3);
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => new ConfusionMatrix(0));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => new ConfusionMatrix((1 << 24) + 1));
        Assert.Throws<ArgumentException>("scores", () => matrix.AddScores<float>(new float[5], [0, 1]));
        Assert.Throws<ArgumentException>("sampleWeights", () => matrix.AddScores<float>(new float[6], [0, 1], [1]));
        Assert.StartsWith("labels[1] is 3;", Assert.Throws<ArgumentOutOfRangeException>("labels", () => matrix.AddScores<float>(new float[6], [0, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("sampleWeights[1] is -1;", Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => matrix.AddScores<float>(new float[6], [0, 1], [1, -1])).Message, StringComparison.Ordinal);
        Assert.StartsWith("predicted[1] is -2;", Assert.Throws<ArgumentOutOfRangeException>("predicted", () => matrix.AddPredictions([0, -2], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => matrix.AddPredictions([0, 3], [0, 1]));
        Assert.Throws<ArgumentException>("predicted", () => matrix.AddPredictions([0], [0, 1]));
        Assert.Throws<InvalidOperationException>(() => matrix.AddBinaryScores<float>([1], 0, [0]));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new ConfusionMatrix(2).AddBinaryScores([1], float.NaN, [0]));
        Assert.Throws<ArgumentException>("scores", () => new ConfusionMatrix(2).AddBinaryScores<float>([1], 0, [0, 1]));
        Assert.Throws<NotSupportedException>(() => matrix.AddScores<Half>(new Half[3], [0]));
        Assert.Throws<ArgumentNullException>("other", () => matrix.Add(null!));
        Assert.Throws<ArgumentException>("other", () => matrix.Add(new ConfusionMatrix(2)));
        Assert.Equal(0, matrix.Total);
    }

    /// <summary>Labels are looked at while rows are counted: a bad one wherever it stands is named, and no row is added, of any thread.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(7, 1)]
    [InlineData(7, 3)]
    [InlineData(100, 2)]
    public void ABadLabelAnywhereAddsNothing(int classes, int threads)
    {
        const int Rows = 40_001;
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 11 == 0 ? -100 : row % classes)];
        var scores = new float[Rows * classes];
        foreach (var (at, bad) in ((int, int)[])[(0, -1), (511, classes), (512, int.MinValue), (8191, -1), (20_000, int.MaxValue), (Rows - 1, classes)])
        {
            var matrix = new ConfusionMatrix(classes);
            matrix.AddPredictions([0], [1]);
            var kept = labels[at];
            labels[at] = bad;
            foreach (var add in (Action[])
            [
                () => matrix.AddScores<float>(scores, labels, ignoreLabel: -100, degreeOfParallelism: threads),
                () => matrix.AddPredictions(new int[Rows], labels, -100, threads),
                () => matrix.AddScores<float>(scores, labels, Enumerable.Repeat(1f, Rows).ToArray(), -100, threads),
            ])
            {
                var refused = Assert.Throws<ArgumentOutOfRangeException>(nameof(labels), add);
                Assert.StartsWith(FormattableString.Invariant($"labels[{at}] is {bad};"), refused.Message, StringComparison.Ordinal);
                Assert.Equal(1, matrix.Total);
            }

            labels[at] = kept;
            matrix.AddScores<float>(scores, labels, ignoreLabel: -100, degreeOfParallelism: threads);
            Assert.Equal(1 + labels.Count(label => label >= 0), matrix.Total);
        }
    }

    [Fact]
    public void BadArgumentsOfMeasuresAreRefused()
    {
        var matrix = new ConfusionMatrix(3);
        Assert.Throws<ArgumentOutOfRangeException>("actual", () => matrix[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => matrix[0, 4]);
        Assert.Throws<ArgumentOutOfRangeException>("label", () => matrix.Support(-1));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => matrix.Predicted(3));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => matrix.Unanswered(3));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => matrix.Recall(3));
        Assert.Throws<ArgumentOutOfRangeException>("zeroDivision", () => matrix.Precision(0, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("zeroDivision", () => matrix.Specificity(ClassAverage.Macro, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>("zeroDivision", () => matrix.MatthewsCorrelation(-1));
        Assert.Throws<ArgumentOutOfRangeException>("zeroDivision", () => matrix.CohenKappa(KappaWeights.None, 2));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => matrix.FBeta(0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => matrix.FBeta(ClassAverage.Micro, -1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => matrix.IndexBalancedAccuracy(0, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => matrix.IndexBalancedAccuracy(ClassAverage.Macro, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("average", () => matrix.Recall((ClassAverage)3));
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => matrix.CohenKappa((KappaWeights)(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("correction", () => matrix.RecallGeometricMean(2));
    }
}
