using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Losses written outside the library run through its engines.</summary>
public sealed class UserLossTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(20011)]
    public void APointLossOfTheUsersOwn(int count)
    {
        var random = new Random(count);
        float[] scores = [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 10) - 5)];
        float[] targets = [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 10) - 5)];
        float[] weights = [.. Enumerable.Range(0, count).Select(i => i % 5 == 0 ? 0 : random.NextSingle())];
        var (value, gradient, hessian) = (new float[count], new float[count], new float[count]);
        var sum = PointLoss.Evaluate(default(SquaredError<float>), scores, targets, weights, new LossOutputs<float> { Value = value, Gradient = gradient, Hessian = hessian }, 2);
        for (var i = 0; i < count; i++)
        {
            var error = scores[i] - targets[i];
            Assert.Equal(weights[i] * error, gradient[i]);
            Assert.Equal(weights[i] * (0.5f * error * error), value[i], 1e-5f);
            Assert.Equal(weights[i], hessian[i]);
        }

        Assert.Equal(value.Sum(v => (double)v), sum.Loss, 1e-9 * Math.Max(1, sum.Loss));
        Assert.Equal(weights.Count(w => w > 0), sum.Rows);
    }

    [Fact]
    public void ItsTargetRuleIsEnforced()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("targets", () => PointLoss.Evaluate(default(SquaredError<float>), new float[40], [.. new float[39], 2e6f]));
        Assert.Contains("targets[39] is 2000000; a target must lie within a million", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void ALossOfOneMethodTakesFiniteTargets(float target)
    {
        var outputs = new float[40];
        var exception = Assert.Throws<ArgumentOutOfRangeException>("targets", () => PointLoss.Evaluate(default(Difference), new float[40], [.. new float[39], target], outputs: new() { Value = outputs }));
        Assert.Contains("targets[39]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("must be finite", exception.Message, StringComparison.Ordinal);
        Assert.All(outputs, value => Assert.Equal(0, value));
        Assert.Throws<ArgumentException>("targets", () => PointLoss.Evaluate(default(Difference), new float[3], []));
    }

    [Fact]
    public void ALossOfOneMethodHasNoClassWeights()
    {
        float[] weights = [1, 2, 0, 0.5f];
        var gradient = new float[4];
        var sum = PointLoss.Evaluate(default(Difference), [1, 2, 3, 4], [-float.MaxValue, 0, float.MaxValue, 4], weights, new() { Gradient = gradient });
        Assert.Equal((3.5, 3), (sum.Weight, sum.Rows));
        Assert.Equal(weights, gradient);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(200)]
    public void ASoftmaxLossOfTheUsersOwn(int classes)
    {
        const int Rows = 100;
        const double Power = 0.7;
        var random = new Random(classes);
        double[] scores = [.. Enumerable.Range(0, Rows * classes).Select(_ => (random.NextDouble() * 10) - 5)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % 7 == 0 ? -9 : random.Next(classes))];
        double[] classWeights = [.. Enumerable.Range(0, classes).Select(c => 1.0 + c)];
        var (value, gradient) = (new double[Rows], new double[Rows * classes]);
        var sum = SoftmaxLoss.Evaluate(
            new GeneralizedCrossEntropy<double>(Power), scores, classes, labels, new LossWeights<double> { PerClass = classWeights }, new LossOutputs<double> { Value = value, Gradient = gradient });
        for (var i = 0; i < Rows; i++)
        {
            var z = scores[(i * classes)..((i + 1) * classes)];
            var total = z.Sum(Math.Exp);
            var label = labels[i];
            var p = label < 0 ? 0 : Math.Exp(z[label]) / total;
            var weight = label < 0 ? 0 : classWeights[label];
            Assert.Equal(label < 0 ? 0 : weight * (1 - Math.Pow(p, Power)) / Power, value[i], 1e-12 * (1 + weight));
            for (var j = 0; j < classes; j++)
            {
                var expected = weight * (Math.Exp(z[j]) / total - (j == label ? 1 : 0)) * Math.Pow(p, Power);
                Assert.Equal(expected, gradient[(i * classes) + j], 1e-12 * (1 + weight));
            }
        }

        Assert.Equal(value.Sum(), sum.Loss, 1e-9 * (1 + sum.Loss));
        Assert.Equal(labels.Count(label => label >= 0), sum.Rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void WhatItThrowsReachesTheCaller(int threads)
    {
        var scores = new float[100_000];
        scores[77_777] = float.NaN;
        for (var repeat = 0; repeat < 20; repeat++)
        {
            Assert.Throws<NotFiniteNumberException>(() => PointLoss.Evaluate(default(Refusing<float>), scores, scores, degreeOfParallelism: threads));
        }

        scores[77_777] = 0;
        Assert.Equal(scores.Length, PointLoss.Evaluate(default(Refusing<float>), scores, scores, degreeOfParallelism: threads).Rows);
    }

    /// <summary>½(z − y)².</summary>
    private readonly struct SquaredError<T> : IPointLoss<SquaredError<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static string TargetRule => "a target must lie within a million";

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBlock Accepts<TBlock>(TBlock target)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.LessThan(TBlock.Abs(target), TBlock.Constant(1e6));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, T>
        {
            gradient = score - target;
            value = TBlock.Constant(0.5) * gradient * gradient;
            hessian = TBlock.One;
        }
    }

    /// <summary>(1 − p^q)/q of the label's p, which forgives wrong labels (Zhang and Sabuncu, «Generalized Cross Entropy Loss», NeurIPS 2018); gradient p^q·(p_j − t_j).</summary>
    private readonly struct GeneralizedCrossEntropy<T>(T exponent) : ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T exponent = exponent;

        public int IgnoreLabel => -9;

        public T LabelSmoothing => T.Zero;

        public LogitTransform<T> Transform => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
            where TBlock : struct, IBlock<TBlock, T>
        {
            var q = TBlock.Create(exponent);
            var lost = -TBlock.Expm1(-(q * crossEntropy));
            value = lost / q;
            firstDerivative = TBlock.One - lost;
            secondDerivative = -(q * firstDerivative);
        }
    }

    /// <summary>z − y, by the one method that a loss must have.</summary>
    private readonly struct Difference : IPointLoss<Difference, float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => (value, gradient, hessian) = (score - target, TBlock.One, TBlock.Zero);
    }

    /// <summary>Throws where a score is NaN.</summary>
    private readonly struct Refusing<T> : IPointLoss<Refusing<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static string TargetRule => "anything goes";

        public static TBlock Accepts<TBlock>(TBlock target)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Equal(TBlock.Zero, TBlock.Zero);

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, T>
        {
            value = gradient = hessian = TBlock.Equal(score, score) & TBlock.One;

            // Blocks of losses have one register.
            if (MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TBlock, T>(ref value), BlockDispatch.RegisterBits / 8 / Unsafe.SizeOf<T>()).Contains(T.Zero))
            {
                throw new NotFiniteNumberException();
            }
        }
    }
}
