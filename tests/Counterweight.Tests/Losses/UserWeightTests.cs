using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Weights that a user's loss makes of targets are asked at every target: none that is negative or not finite gets in.</summary>
public sealed class UserWeightTests
{
    private const int Count = 70_001;

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(33_333)]
    [InlineData(Count - 1)]
    public void AWeightThatOverflowsWithItsSampleWeightIsRefusedWhereverItIs(int row)
    {
        // Targets of 0, 1 and the first row weigh little.
        var (scores, targets, weights) = Rows<float>(2);
        (targets[row], weights[row]) = (1e10f, 1e20f);
        var error = Refused(scores, targets, weights);
        Assert.Equal("sampleWeights", error.ParamName);
        Assert.Contains($"sampleWeights[{row}]", error.Message, StringComparison.Ordinal);
        Assert.Equal(1e20f, (float)(double)error.ActualValue!);

        // The two greatest in different rows are no product.
        (targets[row], targets[(row + 1) % Count], weights[row]) = (2, 1e10f, 1e20f);
        var sum = PointLoss.Evaluate(default(SquareWeighted<float>), scores, targets, weights);
        Assert.True(double.IsFinite(sum.Weight) && double.IsFinite(sum.Loss));
        Assert.Equal(Count, sum.Rows);
    }

    [Theory]
    [InlineData(13, float.NaN)]
    [InlineData(-1, -1)]
    [InlineData(1e30f, float.PositiveInfinity)]
    public void AWeightThatIsNoneIsRefusedWithItsTarget(float target, float weight)
    {
        var (scores, targets, weights) = Rows<float>(2);
        targets[40_000] = target;
        foreach (var given in (float[][])[[], weights])
        {
            var error = Refused(scores, targets, given);
            Assert.Equal("targets", error.ParamName);
            Assert.Contains(FormattableString.Invariant($"targets[40000] is {target}"), error.Message, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"{weight}"), error.Message, StringComparison.Ordinal);
        }

        // A bad target and a bad sample weight come first.
        targets[50_000] = float.NaN;
        Assert.Contains("targets[50000]", Refused(scores, targets, weights).Message, StringComparison.Ordinal);
        (targets[50_000], weights[3]) = (2, -1);
        Assert.Contains("sampleWeights[3]", Refused(scores, targets, weights).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DoublesAndDefaultTargetsToo()
    {
        var (scores, targets, weights) = Rows<double>(2);
        (targets[69_000], weights[69_000]) = (1e100, 1e200);
        var error = Assert.ThrowsAny<ArgumentException>(() => PointLoss.Evaluate(default(SquareWeighted<double>), scores, targets, weights));
        Assert.Contains("sampleWeights[69000]", error.Message, StringComparison.Ordinal);
        targets[69_000] = 2;
        Assert.Equal(Count, PointLoss.Evaluate(default(SquareWeighted<double>), scores, targets, weights).Rows);

        Assert.Equal(3, PointLoss.Evaluate(new Constant(2), [1f, 2f, 3f], [], [1f, 2f, 1f]).Rows);
        Assert.Contains("sampleWeights[1]", Assert.ThrowsAny<ArgumentException>(() => PointLoss.Evaluate(new Constant(1e30f), [1f, 2f, 3f], [], [1f, 1e20f, 1f])).Message, StringComparison.Ordinal);
        foreach (var bad in (float[])[float.NaN, -2, float.PositiveInfinity])
        {
            Assert.Equal("targets", Assert.ThrowsAny<ArgumentException>(() => PointLoss.Evaluate(new Constant(bad), [1f, 2f, 3f], [])).ParamName);
        }
    }

    [Theory]
    [InlineData(0)]
#pragma warning disable xUnit1025 // 0 and −0 are two numbers.
    [InlineData(-0.0f)]
#pragma warning restore xUnit1025
    [InlineData(1)]
    public void TargetsOfZeroAndOneWeighTheSameWhereverTheyAre(float heavy)
    {
        var (scores, targets, weights) = Rows<float>(heavy == 1 ? 0 : 1);
        var loss = new Heavy(heavy, 1e30f);
        weights[60_000] = 1e20f;
        Assert.Equal(Count, PointLoss.Evaluate(loss, scores, targets, weights).Rows);
        targets[60_000] = heavy;
        var error = Assert.ThrowsAny<ArgumentException>(() => PointLoss.Evaluate(loss, scores, targets, weights));
        Assert.Contains("sampleWeights[60000]", error.Message, StringComparison.Ordinal);
        targets[40_000] = heavy;
        error = Assert.ThrowsAny<ArgumentException>(() => PointLoss.Evaluate(new Heavy(heavy, float.NaN), scores, targets));
        Assert.Contains("targets[40000]", error.Message, StringComparison.Ordinal);

        // A single target between them is found among all others.
        (targets[40_000], targets[60_000]) = (targets[0], 0.5f);
        error = Assert.ThrowsAny<ArgumentException>(() => PointLoss.Evaluate(new Heavy(0.5f, 1e30f), scores, targets, weights));
        Assert.Contains("sampleWeights[60000]", error.Message, StringComparison.Ordinal);
    }

    private static (T[] Scores, T[] Targets, T[] Weights) Rows<T>(int target)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        (new T[Count], [.. Enumerable.Repeat(T.CreateChecked(target), Count)], [.. Enumerable.Repeat(T.One, Count)]);

    private static ArgumentOutOfRangeException Refused(float[] scores, float[] targets, float[] weights)
    {
        ArgumentOutOfRangeException? first = null;
        foreach (var threads in (int[])[1, 3])
        {
            float[] value = [.. Enumerable.Repeat(77f, Count)], gradient = [.. value];
            var error = Assert.ThrowsAny<ArgumentException>(() => PointLoss.Evaluate(default(SquareWeighted<float>), scores, targets, weights, new LossOutputs<float> { Value = value, Gradient = gradient }, threads));
            Assert.All(value.Concat(gradient), number => Assert.Equal(77, number));
            first ??= Assert.IsType<ArgumentOutOfRangeException>(error);
            Assert.Equal(first.Message, error.Message);
        }

        return first!;
    }

    /// <summary>Squared error of targets that weigh their square, as for relative errors turned round; −1 weighs −1, 13 NaN.</summary>
    private readonly struct SquareWeighted<T> : IPointLoss<SquareWeighted<T>, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBlock Weight<TBlock>(SquareWeighted<T> loss, TBlock target)
            where TBlock : struct, IBlock<TBlock, T>
        {
            var weight = TBlock.SelectEqual(target, TBlock.Constant(-1), target, target * target);
            return TBlock.SelectEqual(target, TBlock.Constant(13), TBlock.Zero / TBlock.Zero, weight);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, T> => default(SquaredLoss<T>).Evaluate(score, TBlock.One, out value, out gradient, out hessian);
    }

    /// <summary>One target, told from the others by all of its bits, weighs much.</summary>
    private readonly struct Heavy(float target, float weight) : IPointLoss<Heavy, float>
    {
        private readonly float reciprocal = 1 / target;
        private readonly float weight = weight;

        public static TBlock Weight<TBlock>(Heavy loss, TBlock target)
            where TBlock : struct, IBlock<TBlock, float> =>
            TBlock.SelectEqual(TBlock.One / target, TBlock.Create(loss.reciprocal), TBlock.Create(loss.weight), TBlock.One);

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => (value, gradient, hessian) = (score, TBlock.One, TBlock.Zero);
    }

    /// <summary>A loss of no targets that weighs all rows alike.</summary>
    private readonly struct Constant(float weight) : IPointLoss<Constant, float>
    {
        private readonly float weight = weight;

        public static float? DefaultTarget => 5;

        public static string TargetRule => "anything goes";

        public static TBlock Accepts<TBlock>(TBlock target)
            where TBlock : struct, IBlock<TBlock, float> => TBlock.Equal(target, target);

        public static TBlock Weight<TBlock>(Constant loss, TBlock target)
            where TBlock : struct, IBlock<TBlock, float> => TBlock.SelectEqual(target, TBlock.Constant(5), TBlock.Create(loss.weight), TBlock.One);

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => (value, gradient, hessian) = (score, TBlock.One, TBlock.Zero);
    }
}
