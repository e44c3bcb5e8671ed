using Counterweight.Tests;
using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>What holds of every step of the search, and how it ends where it cannot go on.</summary>
public class LbfgsTests
{
    private static readonly LogisticRegressionOptions Exact = new() { GradientTolerance = 0, ProgressTolerance = 0, MaxIterations = 1000 };

    [Theory]
    [InlineData("Rosenbrock", 1)]
    [InlineData("Rosenbrock", 3)]
    [InlineData("Rosenbrock", 10)]
    [InlineData("quadratic", 1)]
    [InlineData("quadratic", 4)]
    [InlineData("glass", 10)]
    [InlineData("pima", 2)]
    public void EveryStepDescendsAndMeetsTheStrongWolfeConditions(string name, int memory)
    {
        var objective = Create(name);
        var lbfgs = new Lbfgs(objective, memory);
        Assert.True(lbfgs.TryStart(new double[objective.ParameterCount]));
        var steps = 0;
        for (; steps < 60; steps++)
        {
            var (value, gradient, from) = (lbfgs.Current.Value, lbfgs.Current.Gradient.ToArray(), lbfgs.Current.Parameters.ToArray());
            if (Vectors.LargestMagnitude(gradient) < 1e-4 || !lbfgs.TryStep())
            {
                break;
            }

            // Slopes along the whole step, which are those along the direction times its length.
            double[] step = [.. lbfgs.Current.Parameters.Zip(from, (to, start) => to - start)];
            var (before, after) = (Dot(gradient, step), Dot(lbfgs.Current.Gradient, step));
            Assert.True(before < 0);
            Assert.True(lbfgs.Current.Value < value);
            Assert.True(lbfgs.Current.Value <= value + (1e-4 * before) + (1e-14 * Math.Abs(value)));
            Assert.InRange(Math.Abs(after), 0, (0.9 + 1e-6) * -before);
        }

        Assert.True(steps > 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void TheDirectionIsThatOfTheInverseHessianOfTheLastSteps(int capacity)
    {
        // Wherever the oldest of the steps lies in the memory.
        const int N = 4;
        var random = new Random(11);
        var memory = new LbfgsMemory(capacity);
        var objective = TestObjective.Rosenbrock(N);
        var steps = new List<(double[] Step, double[] Change)>();
        var from = Point(objective, [.. Enumerable.Range(0, N).Select(_ => random.NextDouble())]);
        for (var added = 0; added < 12; added++)
        {
            var to = Point(objective, [.. from.Parameters.Select(x => x + (0.2 * (random.NextDouble() - 0.5)))]);
            double[] step = [.. to.Parameters.Zip(from.Parameters, (a, b) => a - b)];
            double[] change = [.. to.Gradient.Zip(from.Gradient, (a, b) => a - b)];
            var kept = Dot(step, change) > 0;
            memory.Add(from, to);
            if (!kept)
            {
                // A step along which the gradient falls tells of no minimum.
                steps = [.. steps.TakeLast(Math.Min(steps.Count, capacity - 1))];
            }
            else
            {
                steps = [.. steps.Append((step, change)).TakeLast(capacity)];
            }

            Assert.Equal(steps.Count, memory.Count);
            if (steps.Count > 0)
            {
                var direction = new double[N];
                memory.Direction(to.Gradient, direction);
                var expected = Direction(steps, to.Gradient);
                for (var i = 0; i < N; i++)
                {
                    Assert.Equal(expected[i], direction[i], 1e-9 * Math.Max(1, expected.Max(Math.Abs)));
                }
            }

            from = to;
        }
    }

    [Fact]
    public void AStepAlongWhichTheGradientDoesNotRiseIsNotKept()
    {
        var memory = new LbfgsMemory(3);
        var hill = TestObjective.OfOne(x => -x * x, x => -2 * x);
        var flat = TestObjective.OfOne(x => x, _ => 1);
        memory.Add(Point(hill, [1]), Point(hill, [2]));
        memory.Add(Point(flat, [1]), Point(flat, [2]));
        Assert.Equal(0, memory.Count);
    }

    [Fact]
    public void MoreMemoryThanStepsCostsNothing()
    {
        var search = new LbfgsSearch(TestObjective.Rosenbrock(2), Exact with { Memory = int.MaxValue, GradientTolerance = 1e-6 }, FitMonitor.None);
        Assert.Equal(FitStopReason.Converged, search.Run([-1, 1]));
        Assert.Equal(1, search.Best[0], 1e-6);
    }

    [Fact]
    public void AStartAtTheMinimumEndsAtOnce()
    {
        var objective = TestObjective.Quadratic([1, 10, 100]);
        var search = new LbfgsSearch(objective, Exact, FitMonitor.None);
        Assert.Equal(FitStopReason.Converged, search.Run([0, 1, 2]));
        Assert.Equal((0, 1), (search.Iterations, objective.Evaluations));
        Assert.Equal([0, 1, 2], search.Best.ToArray());
    }

    [Fact]
    public void AFlatFunctionEndsAtOnce()
    {
        var objective = TestObjective.OfOne(_ => 7, _ => 0);
        var search = new LbfgsSearch(objective, Exact, FitMonitor.None);
        Assert.Equal(FitStopReason.Converged, search.Run([3]));
        Assert.Equal((0, 1, 7.0), (search.Iterations, objective.Evaluations, search.Objective));
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    public void WhatIsNotFiniteFarAwayIsNotReached(double value, double slope)
    {
        // −ln x − ln(1 − x), with a first step that leaves (0, 1).
        var objective = TestObjective.OfOne(
            x => x is > 0 and < 1 ? -Math.Log(x) - Math.Log(1 - x) : value,
            x => x is > 0 and < 1 ? (1 / (1 - x)) - (1 / x) : slope);
        var search = new LbfgsSearch(objective, Exact with { GradientTolerance = 1e-8 }, FitMonitor.None);
        Assert.Equal(FitStopReason.Converged, search.Run([1e-3]));
        Assert.Equal(0.5, search.Best[0], 1e-8);
        Assert.InRange(objective.Evaluations, 5, 40);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.NegativeInfinity)]
    public void AStartThatIsNotFiniteIsAnError(double value, double slope)
    {
        var search = new LbfgsSearch(TestObjective.OfOne(_ => value, _ => slope), Exact, FitMonitor.None);
        Assert.Throws<ArgumentException>("options", () => search.Run([0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void AGradientThatIsWrongOrWithoutEndStallsTheSearch(double sign)
    {
        // x, which has no minimum, and a gradient of −1 in the place of 1.
        var objective = TestObjective.OfOne(x => x, _ => sign);
        var search = new LbfgsSearch(objective, Exact, FitMonitor.None);
        Assert.Equal(FitStopReason.LineSearchStalled, search.Run([5]));
        Assert.Equal((0, 5.0), (search.Iterations, search.Objective));
        Assert.InRange(objective.Evaluations, 2, 1 + StrongWolfeSearch.MaxEvaluations);
    }

    [Fact]
    public void WhereTheCurvatureMisleadsTheSteepestDescentIsTried()
    {
        // One line search finds nothing; the next one, the same but for its direction, does.
        var hidden = 0;
        var inner = TestObjective.Quadratic([1, 30]);
        var objective = new TestObjective(2, (x, gradient) =>
        {
            var value = inner.Evaluate(x, gradient);
            return hidden-- > 0 ? double.PositiveInfinity : value;
        });
        var lbfgs = new Lbfgs(objective, 5);
        Assert.True(lbfgs.TryStart([4, 4]));
        Assert.True(lbfgs.TryStep());
        hidden = StrongWolfeSearch.MaxEvaluations;
        var value = lbfgs.Current.Value;
        Assert.True(lbfgs.TryStep());
        Assert.True(hidden < 0);
        Assert.True(lbfgs.Current.Value < value);
    }

    [Fact]
    public void GradientsWhoseSquaresOverflowAreSearched()
    {
        foreach (var scale in (ReadOnlySpan<double>)[1e-4, 1e150, 1e200, 1e250])
        {
            var factor = scale;
            var inner = TestObjective.Quadratic([1, 10, 100]);
            var objective = new TestObjective(3, (x, gradient) =>
            {
                var value = factor * inner.Evaluate(x, gradient);
                Vectors.Multiply(gradient, factor, gradient);
                return value;
            });
            var lbfgs = new Lbfgs(objective, 5);
            Assert.True(lbfgs.TryStart([3, -2, 5]));
            for (var step = 0; step < 60 && lbfgs.TryStep(); step++)
            {
            }

            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(i, lbfgs.Current.Parameters[i], 1e-6);
            }
        }
    }

    [Fact]
    public void AFullMemoryAllocatesNothing()
    {
        var lbfgs = new Lbfgs(TestObjective.Rosenbrock(20), 3);
        Assert.True(lbfgs.TryStart(new double[20]));
        for (var step = 0; step < 5; step++)
        {
            Assert.True(lbfgs.TryStep());
        }

        Assert.Equal(0, Allocation.Of(() => Assert.True(lbfgs.TryStep())));
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static SearchPoint Point(TestObjective objective, double[] parameters)
    {
        var point = new SearchPoint(parameters.Length);
        parameters.CopyTo(point.Parameters, 0);
        point.Evaluate(objective);
        return point;
    }

    private static IObjective Create(string name)
    {
        if (name is "Rosenbrock" or "quadratic")
        {
            return name is "Rosenbrock" ? TestObjective.Rosenbrock(6) : TestObjective.Quadratic([.. Enumerable.Range(0, 20).Select(i => Math.Pow(3, i))]);
        }

        var data = name is "glass" ? TestData.Glass() : TestData.Pima();
        return new LogisticLoss(new StandardizedRows(data, Standardizer.Fit(data), LinearColumns.OfNumbers(data.FeatureCount), TrainingInput.CountingRows([], data.RowCount)), data.ClassCount, [], [], 1);
    }

    /// <summary>−H·g with H by the update of BFGS as a matrix: H ← (I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ, from yᵀs/yᵀy · I.</summary>
    private static double[] Direction(List<(double[] Step, double[] Change)> steps, double[] gradient)
    {
        var n = gradient.Length;
        var (lastStep, lastChange) = steps[^1];
        var scale = Dot(lastStep, lastChange) / Dot(lastChange, lastChange);
        var h = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            h[i, i] = scale;
        }

        foreach (var (s, y) in steps)
        {
            var rho = 1 / Dot(s, y);
            var left = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    left[i, j] = h[i, j] - (rho * s[i] * Enumerable.Range(0, n).Sum(k => y[k] * h[k, j]));
                }
            }

            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    h[i, j] = left[i, j] - (rho * Enumerable.Range(0, n).Sum(k => left[i, k] * y[k]) * s[j]) + (rho * s[i] * s[j]);
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => -Enumerable.Range(0, n).Sum(j => h[i, j] * gradient[j]))];
    }
}
