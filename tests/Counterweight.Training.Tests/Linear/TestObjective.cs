using Counterweight.Training.Linear;

namespace Counterweight.Training.Tests.Linear;

/// <summary>A function to minimise, written as a delegate; counts how often it is asked.</summary>
internal sealed class TestObjective(int parameterCount, TestObjective.Function function) : IObjective
{
    public delegate double Function(ReadOnlySpan<double> x, Span<double> gradient);

    public int Evaluations { get; private set; }

    public int ParameterCount => parameterCount;

    /// <summary>Chained: the valley is bent and a thousand times as steep across as along.</summary>
    public static TestObjective Rosenbrock(int n) => new(n, (x, gradient) =>
    {
        gradient.Clear();
        var value = 0.0;
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var (across, along) = (x[i + 1] - (x[i] * x[i]), 1 - x[i]);
            value += (100 * across * across) + (along * along);
            gradient[i] += (-400 * across * x[i]) - (2 * along);
            gradient[i + 1] += 200 * across;
        }

        return value;
    });

    /// <summary>Σ curvatureᵢ·(xᵢ − i)²/2.</summary>
    public static TestObjective Quadratic(double[] curvatures) => new(curvatures.Length, (x, gradient) =>
    {
        var value = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            gradient[i] = curvatures[i] * (x[i] - i);
            value += gradient[i] * (x[i] - i) / 2;
        }

        return value;
    });

    /// <summary>A function of one number and its derivative.</summary>
    public static TestObjective OfOne(Func<double, double> value, Func<double, double> slope) => new(1, (x, gradient) =>
    {
        gradient[0] = slope(x[0]);
        return value(x[0]);
    });

    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Evaluations++;
        return function(parameters, gradient);
    }
}
