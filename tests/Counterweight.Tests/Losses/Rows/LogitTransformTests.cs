using System.Numerics;
using Counterweight.Losses.Rows;
using Counterweight.Reference.Catalog;
using Counterweight.Tests.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses.Rows;

/// <summary>A loss of transformed logits is the loss of logits transformed before.</summary>
public sealed class LogitTransformTests
{
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void ScaleAlone(int classes)
    {
        Check<float>(classes, 0.7, hasBias: false, hasMargins: false);
        Check<double>(classes, 30, hasBias: false, hasMargins: false);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void BiasAlone(int classes)
    {
        Check<float>(classes, 1, hasBias: true, hasMargins: false);
        Check<double>(classes, 1, hasBias: true, hasMargins: false);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void MarginsAlone(int classes)
    {
        Check<float>(classes, 1, hasBias: false, hasMargins: true);
        Check<double>(classes, 1, hasBias: false, hasMargins: true);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void AllTogether(int classes)
    {
        Check<float>(classes, 3.3, hasBias: true, hasMargins: true);
        Check<double>(classes, 0.3, hasBias: true, hasMargins: true);
    }

    [Fact]
    public void CompareByWhatTheyDo()
    {
        LogitTransform<float>[] transforms = [default, new(2), new(1, [1, 2]), new(1, [1, 3]), new(1, [], [1, 2]), new(1, [1, 2], [1, 2])];
        foreach (var left in transforms)
        {
            Assert.Single(transforms, right => left == right);
            Assert.Single(transforms, right => !(left != right));
            Assert.Single(transforms, right => left.Equals((object)right));
            Assert.False(left.Equals(new object()));
        }

        Assert.Equal(default, new LogitTransform<float>(1));
        Assert.Equal(new LogitTransform<double>(2, [1], [3]).GetHashCode(), new LogitTransform<double>(2, [1], [3]).GetHashCode());
        Assert.Equal(default(LogitTransform<float>).GetHashCode(), new LogitTransform<float>(1).GetHashCode());
        Assert.True(default(LogitTransform<float>).IsIdentity && new LogitTransform<float>(1).IsIdentity);
        Assert.False(new LogitTransform<float>(1, [0]).IsIdentity || new LogitTransform<float>(1, [], [0]).IsIdentity || new LogitTransform<float>(2).IsIdentity);
        Assert.Equal(1f, default(LogitTransform<float>).Scale);
    }

    [Fact]
    public void CopyTheirNumbers()
    {
        float[] numbers = [1, 2, 3];
        var transform = new LogitTransform<float>(1, numbers, numbers);
        numbers[1] = 9;
        Assert.Equal([1, 2, 3], transform.Bias.ToArray());
        Assert.Equal([1, 2, 3], transform.Margins.ToArray());
    }

    [Theory]
    [InlineData(0)]
#pragma warning disable xUnit1025 // 0 and −0 are two numbers.
    [InlineData(-0.0)]
#pragma warning restore xUnit1025
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AScaleThatIsNotPositive(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => new LogitTransform<double>(value));
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => new LogitTransform<float>((float)value));
    }

    [Fact]
    public void NumbersThatAreNotFiniteOrOfAnotherLength()
    {
        Assert.Contains("bias[2] is NaN", Assert.Throws<ArgumentOutOfRangeException>("bias", () => new LogitTransform<float>(1, [0, 0, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("margins[1] is -Infinity", Assert.Throws<ArgumentOutOfRangeException>("margins", () => new LogitTransform<double>(1, [], [0, double.NegativeInfinity])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("margins", () => new LogitTransform<float>(1, [0, 0], [0, 0, 0]));
        var batch = SoftmaxBatch<float>.Create(3, 4);
        foreach (var (transform, name) in ((LogitTransform<float>, string)[])[(new(1, [1, 2, 3]), "loss.Transform.Bias"), (new(1, [], [1, 2, 3, 4, 5]), "loss.Transform.Margins")])
        {
            var exception = Assert.Throws<ArgumentException>(name, () => new SoftmaxCall<float> { Transform = transform }.Run(batch));
            Assert.Contains("4", exception.Message, StringComparison.Ordinal);
        }
    }

    private static void Check<T>(int classes, double scale, bool hasBias, bool hasMargins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(classes);
        T[] Numbers(bool any) => any ? [.. Enumerable.Range(0, classes).Select(_ => T.CreateChecked((4 * random.NextDouble()) - 2))] : [];
        var (s, bias, margins) = (T.CreateChecked(scale), Numbers(hasBias), Numbers(hasMargins));
        foreach (var rows in classes > 200 ? (int[])[1, 5, 17] : [1, 5, 16, 17, 33, 100])
        {
            foreach (var smoothing in (double[])[0, 0.1])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes, InputKind.Special);
                var moved = batch with { Scores = [.. batch.Scores.Select((z, i) => Transformed(z, i % classes, batch.Labels[i / classes]))] };
                foreach (var isClassMajor in (bool[])[false, true])
                {
                    var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor, Gap = 1, Smoothing = T.CreateChecked(smoothing) };
                    AssertTransformed(call.Run(batch), call.Run(moved), (call with { Transform = new(s, bias, margins) }).Run(batch), s);
                }
            }
        }

        T Transformed(T z, int j, int label)
        {
            var move = hasBias ? bias[j] : T.Zero;
            return (z + (hasMargins && j == label ? move - margins[j] : move)) * s;
        }
    }

    /// <summary>
    /// The same bits but for the factor, which is multiplied before others: eight products of half an ε each, twelve for
    /// the Hessian; smoothing adds what it takes off.
    /// </summary>
    private static void AssertTransformed<T>(SoftmaxResult<T> raw, SoftmaxResult<T> moved, SoftmaxResult<T> actual, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SameBits.Assert(moved.Sum, actual.Sum, "sum");
        SameBits.Assert<T>(moved.Value, actual.Value, "value");
        SameBits.Assert<T>(moved.LogSumExp, actual.LogSumExp, "log-sum-exp");
        for (var i = 0; i < raw.ArgMax.Length; i++)
        {
            Assert.Equal(T.IsNaN(actual.LogSumExp[i]) ? -1 : raw.ArgMax[i], actual.ArgMax[i]);
        }

        var (factor, epsilon) = (double.CreateChecked(scale), double.CreateChecked(T.BitIncrement(T.One) - T.One));
        for (var i = 0; i < moved.Gradient.Length; i++)
        {
            AssertNear(factor * double.CreateChecked(moved.Gradient[i]), actual.Gradient[i], factor, $"gradient[{i}]");
            AssertNear(factor * factor * double.CreateChecked(moved.Hessian[i]), actual.Hessian[i], factor * factor, $"hessian[{i}]");
        }

        void AssertNear(double expected, T value, double weight, string what)
        {
            var error = Math.Abs(double.CreateChecked(value) - expected);
            Assert.True(
                T.IsNaN(value) ? double.IsNaN(expected) : error <= (6 * epsilon * (Math.Abs(expected) + (0.5 * weight))) + (16 * Converted.Tiny<T>()),
                $"{what} is {value}, not {expected}");
        }
    }
}
