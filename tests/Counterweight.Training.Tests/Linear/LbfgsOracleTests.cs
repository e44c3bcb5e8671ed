using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>The minimum is that which MathNet's L-BFGS finds.</summary>
public class LbfgsOracleTests
{
    /// <summary>Both searches end within rounding of the objective's minimum, and at such ends a gradient of 10⁻⁶ is left at most.</summary>
    private const double Tolerance = 1e-10;

    private static readonly LogisticRegressionOptions Exact = new() { GradientTolerance = 1e-9, ProgressTolerance = 0, MaxIterations = 20000 };

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    public void OfRosenbrocksFunction(int n) =>
        AssertSame(() => TestObjective.Rosenbrock(n), [.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? -0.2 : 0.5)], 1e-6);

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void OfAnIllConditionedQuadratic(double condition) =>
        AssertSame(() => TestObjective.Quadratic([.. Enumerable.Range(0, 12).Select(i => Math.Pow(condition, i / 11.0))]), new double[12], 1e-5);

    [Theory]
    [InlineData("pima", 1, false)]
    [InlineData("pima", 100, true)]
    [InlineData("pima", 0.001, true)]
    [InlineData("glass", 1, false)]
    [InlineData("glass", 1, true)]
    [InlineData("glass", 0.01, false)]
    [InlineData("separable", 1, false)]
    [InlineData("separable", 1000, true)]
    public void OfLogisticRegression(string name, double c, bool isWeighted)
    {
        var data = name switch { "pima" => TestData.Pima(), "glass" => TestData.Glass(), _ => Separable() };
        var rows = new StandardizedRows(data, Standardizer.Fit(data), LinearColumns.OfNumbers(data.FeatureCount), TrainingInput.CountingRows([], data.RowCount));
        double[] classes = isWeighted ? [.. Enumerable.Range(0, data.ClassCount).Select(label => 1.0 + label)] : [];
        double[] samples = isWeighted ? [.. Enumerable.Range(0, rows.Labels.Length).Select(row => row < data.RowCount ? 0.25 + (row % 4) : 0)] : [];
        AssertSame(() => new LogisticLoss(rows, data.ClassCount, classes, samples, c), new double[data.ClassCount * (data.FeatureCount + 1)], 1e-3);
    }

    private static void AssertSame(Func<IObjective> create, double[] start, double ofParameters)
    {
        var (expected, value) = MathNets(create(), start);
        var search = new LbfgsSearch(create(), Exact, FitMonitor.None);
        var reason = search.Run(start);

        Assert.NotEqual(FitStopReason.MaxIterations, reason);
        Assert.Equal(value, search.Objective, Tolerance * Math.Max(1, Math.Abs(value)));
        var scale = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], search.Best[i], ofParameters * scale);
        }
    }

    /// <summary>The lowest point that MathNet has evaluated: it throws where it cannot go on.</summary>
    private static (double[] Point, double Value) MathNets(IObjective objective, double[] start)
    {
        var (best, lowest) = (start, double.PositiveInfinity);
        var gradient = new double[start.Length];
        var function = ObjectiveFunction.Gradient(point =>
        {
            var value = objective.Evaluate(point.AsArray(), gradient);
            (best, lowest) = value < lowest ? (point.ToArray(), value) : (best, lowest);
            return (value, Vector<double>.Build.DenseOfArray(gradient));
        });
        try
        {
            new LimitedMemoryBfgsMinimizer(1e-12, 1e-16, 0, 10, 20000).FindMinimum(function, Vector<double>.Build.DenseOfArray(start));
        }
        catch (OptimizationException)
        {
            // It has reached rounding.
        }

        return (best, lowest);
    }

    /// <summary>Three classes that a line each tells from the others: only the penalty keeps the weights finite.</summary>
    private static Dataset Separable()
    {
        var random = new Random(4);
        int[] labels = [.. Enumerable.Range(0, 90).Select(row => row % 3)];
        double[] values = [.. Enumerable.Range(0, 180).Select(i => random.NextDouble() + (labels[i % 90] == (i / 90) + 1 ? 5 : 0))];
        return TestData.Create(2, 3, values, labels);
    }
}
