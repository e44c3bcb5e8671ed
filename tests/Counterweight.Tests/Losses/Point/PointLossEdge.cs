using System.Numerics;
using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Asserts what a loss says of one score and one target, in whole blocks and in tails.</summary>
internal static class PointLossEdge
{
    public static void Is<TLoss, T>(TLoss loss, double score, double target, double value, double gradient, double? hessian = null)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var count in (ReadOnlySpan<int>)[1, 16, 37])
        {
            var result = Evaluated<T>.Point(
                loss,
                [.. Enumerable.Repeat(T.CreateChecked(score), count)],
                [.. Enumerable.Repeat(T.CreateChecked(target), count)]);
            Assert.All(result.Value, actual => Assert.Equal(T.CreateChecked(value), actual));
            Assert.All(result.Gradient, actual => Assert.Equal(T.CreateChecked(gradient), actual));
            if (hessian is { } expected)
            {
                Assert.All(result.Hessian, actual => Assert.Equal(T.CreateChecked(expected), actual));
            }
        }
    }

    /// <summary>NaN in one row leaves every other as it was, and all three outputs of its own are NaN.</summary>
    public static void NaNIsNaN<TLoss>(TLoss loss)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        foreach (var target in (ReadOnlySpan<float>)[0, 1])
        {
            var result = Evaluated<float>.Point(loss, [1, float.NaN, -1], [target, target, target]);
            Assert.Equal([false, true, false], result.Value.Select(float.IsNaN));
            Assert.Equal([false, true, false], result.Gradient.Select(float.IsNaN));
            Assert.Equal([false, true, false], result.Hessian.Select(float.IsNaN));
        }
    }
}
