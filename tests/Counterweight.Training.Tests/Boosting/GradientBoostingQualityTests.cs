using System.Globalization;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Against scikit-learn's HistGradientBoostingClassifier and XGBoost: peers.csv, as peers.py wrote it.</summary>
public class GradientBoostingQualityTests
{
    public static TheoryData<string, bool, double, double> Peers
    {
        get
        {
            var rows = new TheoryData<string, bool, double, double>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "peers.csv")).Where(line => line[0] != '#').Skip(1))
            {
                var fields = line.Split(',');
                double[] numbers = [.. fields[2..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
                rows.Add(fields[0], bool.Parse(fields[1]), numbers[0], numbers[3]);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Peers))]
    public void QualityIsThatOfPeers(string name, bool balanced, double hgbAccuracy, double xgbLoss)
    {
        var data = name switch
        {
            "pima.csv" => TestData.Pima(),
            "breast-cancer.csv" => TestData.BreastCancer(),
            "glass.csv" => TestData.Glass(),
            _ => TestData.Shuttle(),
        };
        var isShuttle = name.StartsWith("shuttle", StringComparison.Ordinal);

        // Our defaults are XGBoost's; scikit-learn has no λ and asks for rows of a leaf, as many as peers.py says.
        var options = new GradientBoostingOptions
        {
            Rounds = isShuttle ? 20 : 50,
            Weighting = balanced ? ClassWeighting.Balanced : ClassWeighting.None,
        };
        // Without weights it diverges on Shuttle, to the log loss of a guess, and so do we with its settings.
        var asScikitLearn = isShuttle && !balanced ? options : options with { Tree = new() { MinRowCount = data.RowCount < 300 ? 5 : 20, MinHessian = 1e-3, L2 = 0 } };
        const int Seeds = 5;
        double accuracy = 0, loss = 0;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var split = StratifiedSplit.Create(data.Labels, 0.3, seed);
            var test = data.Subset([.. split.TestRows]);
            var bins = BinnedDataset.Create(data.Subset([.. split.TrainRows]));
            var model = GradientBoostingClassifier.Fit(bins, asScikitLearn);
            accuracy += new ClassificationReport(test.Labels, TestData.Predict(model, test), test.ClassCount).BalancedAccuracy / Seeds;
            loss += LogLoss(GradientBoostingClassifier.Fit(bins, options), test) / Seeds;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{name} {balanced}: accuracy {accuracy:f4}, scikit-learn {hgbAccuracy}; loss {loss:f4}, XGBoost {xgbLoss}");

        // The goal: over five seeds not below scikit-learn's by more than 0.01.
        Assert.True(accuracy >= hgbAccuracy - 0.01, $"{accuracy}");

        // Likewise of XGBoost's log loss: not above by more than a hundredth.
        Assert.True(loss <= 1.01 * xgbLoss, $"{loss}");
    }

    [Theory]
    [InlineData(PriorCorrection.InitialScores, 0.03)]
    [InlineData(PriorCorrection.LeafValues, 0.002)]
    public void PriorCorrectionBringsBackTheBaseRate(PriorCorrection correction, double margin)
    {
        var data = Skewed(8000);
        var rate = data.Labels.ToArray().Average();
        var options = new GradientBoostingOptions { Rounds = 30, Weighting = ClassWeighting.Balanced, PriorCorrection = correction, Tree = new() { MaxLeaves = 8, L2 = 1 } };
        var bins = BinnedDataset.Create(data);

        var corrected = MeanProbability(GradientBoostingClassifier.Fit(bins, options), data);
        var plain = MeanProbability(GradientBoostingClassifier.Fit(bins, options with { PriorCorrection = PriorCorrection.None }), data);

        Assert.InRange(corrected, rate - margin, rate + margin);
        Assert.True(plain > rate + 0.1, $"{plain} {rate}");
    }

    [Theory]
    [InlineData(GradientMulticlass.TreePerClass)]
    [InlineData(GradientMulticlass.VectorLeaves)]
    public void PriorCorrectionBringsBackTheSharesOfClasses(GradientMulticlass multiclass)
    {
        var data = TestData.Glass();
        var options = new GradientBoostingOptions
        {
            Rounds = 30,
            Weighting = ClassWeighting.Balanced,
            PriorCorrection = PriorCorrection.LeafValues,
            Multiclass = multiclass,
            Tree = new() { MaxLeaves = 6, L2 = 0 },
        };
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options);
        var probabilities = new double[data.RowCount * data.ClassCount];
        model.PredictProbabilities(data, probabilities);
        for (var label = 0; label < data.ClassCount; label++)
        {
            var mean = Enumerable.Range(0, data.RowCount).Average(row => probabilities[(row * data.ClassCount) + label]);
            Assert.Equal(data.CountClasses()[label] / (double)data.RowCount, mean, 0.02);
        }
    }

    internal static Dataset Skewed(int rows)
    {
        var random = new Random(3);
        var values = new double[4 * rows];
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            for (var feature = 0; feature < 4; feature++)
            {
                values[(feature * rows) + row] = random.NextDouble();
            }

            labels[row] = random.NextDouble() < 0.12 * values[row] * (values[rows + row] > 0.5 ? 1 : 0.2) ? 1 : 0;
        }

        return TestData.Create(4, 2, values, labels);
    }

    private static double MeanProbability(GradientBoostingClassifier model, Dataset data)
    {
        var probabilities = new double[2 * data.RowCount];
        model.PredictProbabilities(data, probabilities);
        return probabilities.Where((_, i) => i % 2 == 1).Average();
    }

    private static double LogLoss(GradientBoostingClassifier model, Dataset data)
    {
        var probabilities = new double[data.RowCount * data.ClassCount];
        model.PredictProbabilities(data, probabilities);
        var sum = 0.0;
        for (var row = 0; row < data.RowCount; row++)
        {
            sum -= Math.Log(Math.Max(probabilities[(row * data.ClassCount) + data.Labels[row]], 1e-15));
        }

        return sum / data.RowCount;
    }
}
