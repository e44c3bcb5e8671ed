using Counterweight.Training.Linear;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>Line searches of the functions that Moré and Thuente (1994) try theirs on, and of parts of the search.</summary>
public class StrongWolfeSearchTests
{
    private static readonly Dictionary<string, TestObjective.Function> Functions = new(StringComparer.Ordinal)
    {
        ["bowl"] = (x, g) => Of(g, -x[0] / ((x[0] * x[0]) + 2), ((x[0] * x[0]) - 2) / Math.Pow((x[0] * x[0]) + 2, 2)),
        ["quintic"] = (x, g) => Of(g, Math.Pow(x[0] + 0.004, 5) - (2 * Math.Pow(x[0] + 0.004, 4)), (5 * Math.Pow(x[0] + 0.004, 4)) - (8 * Math.Pow(x[0] + 0.004, 3))),
        ["parabola"] = (x, g) => Of(g, (x[0] - 3) * (x[0] - 3), 2 * (x[0] - 3)),
        ["waves"] = (x, g) => Of(g, (0.01 * (x[0] - 7) * (x[0] - 7)) + Math.Sin(3 * x[0]), (0.02 * (x[0] - 7)) + (3 * Math.Cos(3 * x[0]))),
        ["exponential"] = (x, g) => Of(g, Math.Exp(x[0]) - (30 * x[0]), Math.Exp(x[0]) - 30),
    };

    public static TheoryData<string, double> Cases => new(Functions.Keys.SelectMany(name => (double[])[1e-3, 0.1, 1, 10, 1e3], (name, first) => (name, first)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheStrongWolfeConditionsHoldFromAnyFirstStep(string name, double first)
    {
        var objective = new TestObjective(1, Functions[name]);
        var start = At(objective, string.Equals(name, "waves", StringComparison.Ordinal) ? 0.7 : 0);
        var found = new SearchPoint(1);
        var direction = -Math.Sign(start.Gradient[0]) * first;

        Assert.True(new StrongWolfeSearch(objective).TryFind(start, [direction], found));

        var slope = start.Gradient[0] * (found.Parameters[0] - start.Parameters[0]);
        Assert.True(slope < 0);
        Assert.True(found.Value <= start.Value + (1e-4 * slope * (1 - 1e-12)));
        Assert.InRange(Math.Abs(found.Gradient[0]), 0, 0.9 * Math.Abs(start.Gradient[0]) * (1 + 1e-12));
        Assert.Equal(At(objective, found.Parameters[0]).Value, found.Value);
        Assert.InRange(objective.Evaluations, 2, 18);
    }

    [Fact]
    public void AParabolaNeedsOneInterpolation()
    {
        // Its minimum is that of the cubic: 30 is too far, 3 is it.
        var objective = new TestObjective(1, Functions["parabola"]);
        var found = new SearchPoint(1);
        Assert.True(new StrongWolfeSearch(objective).TryFind(At(objective, 0), [25], found));
        Assert.Equal(3, objective.Evaluations);
        Assert.Equal(3, found.Parameters[0], 1e-12);

        // A step that is too short is lengthened to the minimum of the parabola, but tenfold at most.
        Assert.True(new StrongWolfeSearch(objective).TryFind(At(objective, 0), [0.1], found));
        Assert.Equal(1, found.Parameters[0], 1e-12);
    }

    [Fact]
    public void TheLowestPointIsFoundAndNothingBeyondAMinimumIsLookedAt()
    {
        // A wave has many minima: of a few thousand searches some take every turn.
        for (var first = 0.05; first < 12; first *= 1.1)
        {
            for (var x = -2.0; x < 8; x += 0.03)
            {
                var seen = new List<(double Step, double Value, double Slope)>();
                var direction = 0.0;
                var (start, found) = (new SearchPoint(1), new SearchPoint(1));
                start.Parameters[0] = x;
                var objective = new TestObjective(1, (at, gradient) =>
                {
                    var value = Functions["waves"](at, gradient);
                    seen.Add((Math.Abs(at[0] - x), value, gradient[0] * Math.Sign(direction)));
                    return value;
                });
                start.Evaluate(objective);
                seen.Clear();
                direction = -Math.Sign(start.Gradient[0]) * first;
                if (!new StrongWolfeSearch(objective).TryFind(start, [direction], found))
                {
                    Assert.Fail($"Nothing found from {x} by {direction}.");
                }

                // Points that are low enough to be taken but for their slope.
                var slope = -Math.Abs(start.Gradient[0]);
                var low = start.Value;
                for (var i = 0; i < seen.Count; i++)
                {
                    var (step, value, own) = seen[i];
                    if (value < low && value <= start.Value + (1e-4 * step * slope))
                    {
                        low = value;
                        Assert.True(own < 0 || seen.Skip(i + 1).All(later => later.Step < step));
                    }
                }

                Assert.Equal(low, found.Value);
            }
        }
    }

    [Fact]
    public void AStepFarBeyondWhatIsFiniteIsShortenedTenfold()
    {
        // Finite below 10⁻⁷, with its minimum at 3·10⁻⁸.
        var objective = TestObjective.OfOne(x => x < 1e-7 ? Math.Pow((x * 1e8) - 3, 2) : double.PositiveInfinity, x => 2e8 * ((x * 1e8) - 3));
        var found = new SearchPoint(1);
        Assert.True(new StrongWolfeSearch(objective).TryFind(At(objective, 0), [1], found));
        Assert.InRange(found.Parameters[0], 1e-9, 6e-8);
        Assert.InRange(objective.Evaluations, 8, 12);
    }

    [Fact]
    public void AnAscentIsNotSearched()
    {
        var objective = new TestObjective(1, Functions["parabola"]);
        var start = At(objective, 0);
        var search = new StrongWolfeSearch(objective);
        Assert.False(search.TryFind(start, [-1], new SearchPoint(1)));
        Assert.False(search.TryFind(start, [0], new SearchPoint(1)));
        Assert.False(search.TryFind(start, [double.NaN], new SearchPoint(1)));
        Assert.Equal(1, objective.Evaluations);
    }

    [Fact]
    public void AMinimumBehindRoundingEndsTheSearch()
    {
        // Values that are all the same in double precision, though there is a slope.
        var objective = TestObjective.OfOne(x => 1e20 + x, _ => 1);
        Assert.False(new StrongWolfeSearch(objective).TryFind(At(objective, 0), [-1], new SearchPoint(1)));
        Assert.InRange(objective.Evaluations, 2, 1 + StrongWolfeSearch.MaxEvaluations);
    }

    [Fact]
    public void LengthsNeitherOverflowNorVanish()
    {
        Assert.Equal(5, Vectors.Length([3, -4]));
        Assert.Equal(5e200, Vectors.Length([3e200, -4e200]), 1e186);
        Assert.Equal(5e-200, Vectors.Length([3e-200, -4e-200]), 1e-214);
        Assert.Equal(0, Vectors.Length([0, 0]));
        Assert.Equal(double.NaN, Vectors.LargestMagnitude([1, double.NaN, 2]));
        Assert.Equal(3, Vectors.LargestMagnitude([1, -3, 2]));
    }

    private static double Of(Span<double> gradient, double value, double slope)
    {
        gradient[0] = slope;
        return value;
    }

    private static SearchPoint At(TestObjective objective, double x)
    {
        var point = new SearchPoint(1);
        point.Parameters[0] = x;
        point.Evaluate(objective);
        return point;
    }
}
