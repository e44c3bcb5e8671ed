using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>The passes that find one of the logits of a long row, of at least a block, and the loads they use.</summary>
/// <remarks>
/// Parameters everywhere: <c>operands</c> has the rows, <c>scores</c> is where the row begins and <c>label</c> is y. They are no
/// struct: it would be written and read back through memory in every row, which made rows of 64 and 100 logits 4 % slower.
/// </remarks>
/// <typeparam name="TBlock">The block.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TTransformed">On where the logits are transformed.</typeparam>
internal static unsafe class LongRow<TBlock, T, TTransformed>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTransformed : struct, IStaticFlag
{
    /// <summary>x_y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Target(in SoftmaxOperands<T> operands, T* scores, nint label) => Logit(in operands, scores, label, label);

    /// <summary>The greatest logit of each lane. It ignores NaN, whose exponential is NaN again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock MaxOfLanes(in SoftmaxOperands<T> operands, T* scores, nint label) =>
        LongRowMax<Logits, TBlock, T>.OfLanes(new Logits(in operands, scores, label), operands.Classes);

    /// <summary>The first of the greatest logits; 0 where there is none.</summary>
    public static int ArgMax(in SoftmaxOperands<T> operands, T* scores, nint label) =>
        First(in operands, scores, label, Max(in operands, scores, label));

    /// <summary>The exponentials of a hard maximum: 1 at the first of the greatest logits, 0 elsewhere; NaN in a row that holds NaN or whose greatest logit is infinite.</summary>
    /// <param name="operands">The rows.</param>
    /// <param name="scores">The row.</param>
    /// <param name="label">y.</param>
    /// <param name="max">Its greatest logit.</param>
    /// <param name="exps">Receives the exponentials, or null.</param>
    /// <param name="targetExp">e_y.</param>
    /// <returns>Σ_{j≠y} e_j.</returns>
    public static T Hardmax(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, out T targetExp)
    {
        var greatest = First(in operands, scores, label, max);
        var one = T.One + (max - max) + NaNOrZero(scores, operands.Classes);
        if (exps != null)
        {
            new Span<T>(exps, operands.Classes).Clear();
            exps[greatest] = one;
        }

        targetExp = greatest == label ? one : T.Zero;
        return greatest == label ? T.Zero : one;
    }

    /// <summary>A block of logits, from class <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Load(in SoftmaxOperands<T> operands, T* scores, nint label, nint first)
    {
        var block = TBlock.Load(in scores[first]);
        if (!TTransformed.IsOn)
        {
            return block;
        }

        var shift = operands.Bias == null ? TBlock.Zero : TBlock.Load(in operands.Bias[first]);
        var lane = TBlock.Create(T.CreateTruncating(label - first));
        shift = TBlock.SelectEqual(TBlock.LaneIndex, lane, shift - TBlock.Create(Margin(in operands, label)), shift);
        return (block + shift) * TBlock.Create(operands.LogitScale);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Max(in SoftmaxOperands<T> operands, T* scores, nint label) => TBlock.MaxAcross(MaxOfLanes(in operands, scores, label));

    /// <summary>The first logit that is <paramref name="value"/>; 0 where none is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int First(in SoftmaxOperands<T> operands, T* scores, nint label, T value)
    {
        nint count = operands.Classes;
        var size = TBlock.Count;
        var wanted = TBlock.Create(value);
        nint i = 0;
        while (i + size <= count && !TBlock.Any(TBlock.Equal(Load(in operands, scores, label, i), wanted)))
        {
            i += size;
        }

        for (; i < count; i++)
        {
            if (Logit(in operands, scores, label, i) == value)
            {
                return (int)i;
            }
        }

        return 0;
    }

    /// <summary>NaN in a row that holds NaN, otherwise 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T NaNOrZero(T* Scores, nint count)
    {
        var size = TBlock.Count;
        var sum = TBlock.Zero;
        for (nint i = 0; i + size <= count; i += size)
        {
            var block = TBlock.Load(in Scores[i]);
            sum = TBlock.SelectEqual(block, block, sum, block);
        }

        var last = TBlock.Load(in Scores[count - size]);
        return TBlock.Sum(TBlock.SelectEqual(last, last, sum, last));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Logit(in SoftmaxOperands<T> operands, T* scores, nint label, nint j) => !TTransformed.IsOn
        ? scores[j]
        : (scores[j] + ((operands.Bias == null ? T.Zero : operands.Bias[j]) - (j == label ? Margin(in operands, label) : T.Zero))) * operands.LogitScale;

    private static T Margin(in SoftmaxOperands<T> operands, nint label) => operands.Margins == null ? T.Zero : operands.Margins[label];

    private readonly ref struct Logits(ref readonly SoftmaxOperands<T> operands, T* scores, nint label) : ILogits<TBlock, T>
    {
        private readonly ref readonly SoftmaxOperands<T> operands = ref operands;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Load(nint first) => LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, first);
    }
}
