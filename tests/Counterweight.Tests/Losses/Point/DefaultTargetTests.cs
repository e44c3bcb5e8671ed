using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Without targets every row has the loss's default one, in whole blocks, in tails and in every work item.</summary>
public sealed class DefaultTargetTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 70), PointLoss.RowsPerWorkItem + 5, (3 * PointLoss.RowsPerWorkItem) + 13];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void IsTheTargetOfEveryRow(int rows)
    {
        Check<float>(rows);
        Check<double>(rows);
    }

    private static void Check<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(rows);
        T[] scores = [.. Enumerable.Range(0, rows).Select(_ => T.CreateChecked((6 * random.NextDouble()) - 3))];
        T[] ones = [.. Enumerable.Repeat(T.One, rows)];
        T[] weights = [.. Enumerable.Range(0, rows).Select(i => T.CreateChecked(i % 4))];
        var loss = new PreferenceLoss<T>(T.CreateChecked(0.7), T.CreateChecked(0.1));
        foreach (var sampleWeights in (T[][])[[], weights])
        {
            foreach (var scale in (GradientScale[])[GradientScale.None, GradientScale.PerWeight, GradientScale.PerRow])
            {
                var expected = Evaluate(loss, scores, ones, sampleWeights, scale, 1);
                foreach (var threads in (int[])[1, 3])
                {
                    var actual = Evaluate(loss, scores, [], sampleWeights, scale, threads);
                    Assert.Equal(expected.Sum, actual.Sum);
                    Assert.Equal(expected.Value, actual.Value);
                    Assert.Equal(expected.Gradient, actual.Gradient);
                    Assert.Equal(expected.Hessian, actual.Hessian);
                }
            }
        }
    }

    private static (LossSum Sum, T[] Value, T[] Gradient, T[] Hessian) Evaluate<T>(
        PreferenceLoss<T> loss, T[] scores, T[] targets, T[] weights, GradientScale scale, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (value, gradient, hessian) = (new T[scores.Length], new T[scores.Length], new T[scores.Length]);
        var sum = PointLoss.Evaluate(
            loss, scores, targets, weights, new LossOutputs<T> { Value = value, Gradient = gradient, Hessian = hessian, Scale = scale }, threads);
        return (sum, value, gradient, hessian);
    }
}
