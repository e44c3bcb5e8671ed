using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>The loop over rows of many logits with soft targets, a row across the lanes; the arithmetic that a row needs once is done for a block of rows.</summary>
/// <remarks>As in the loop of hard labels: the end of a row is one more block, read over what came before and masked.</remarks>
internal unsafe struct WideSoftTargetLoop<TBlock, T, TDivergence> : ISoftTargetLoop<WideSoftTargetLoop<TBlock, T, TDivergence>, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDivergence : struct, IOption
{
    /// <summary>Logits of the rows worked on together: they and their targets stay in the first-level cache.</summary>
    private const int LogitsAtOnce = 2048;

    // Blocks of numbers of the rows at hand.
    private const int Rest = 0;
    private const int TargetWeight = 1;
    private const int Spread = 2;
    private const int SampleWeight = 3;
    private const int Value = 4;
    private const int Weight = 5;
    private const int OfExp = 6;
    private const int OfTarget = 7;
    private const int OfProducts = 8;
    private const int States = 9;

    private SoftTargetOperands<T> operands;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static WideSoftTargetLoop<TBlock, T, TDivergence> Create(SoftTargetOperands<T> operands) => new() { operands = operands };

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var here = operands.Item(item);
        var atOnce = nint.Clamp(LogitsAtOnce / here.Classes, 1, TBlock.Count);
        var state = stackalloc T[States * TBlock.Count];
        for (nint row = 0; row < here.Rows; row += atOnce)
        {
            var rows = here.Slice(row, nint.Min(atOnce, here.Rows - row));
            new Span<T>(state, States * TBlock.Count).Clear();
            SumRows(in rows, state);
            Evaluate(in rows, state, ref sums);
            Write(in rows, state);
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in WideSoftTargetLoop<TBlock, T, TDivergence> other) => sum.Add(in other.sum);

    private static void SumRows(in SoftTargetOperands<T> rows, T* state)
    {
        var size = TBlock.Count;
        var logits = new SoftmaxOperands<T> { Classes = rows.Classes, ScoreStride = rows.Stride, Bias = rows.Bias, LogitScale = rows.LogitScale };
        for (nint row = 0; row < rows.Rows; row++)
        {
            var scores = rows.Scores + (row * rows.Stride);
            var exps = Exponentials(in rows, row);
            var max = WideRow<TBlock, T, On>.Max(in logits, scores, -1);
            var greatest = WideRow<TBlock, T, On>.First(in logits, scores, -1, max);
            WideTargets<TBlock, T>.Sum<TDivergence>(in rows, in logits, row, max, out state[(TargetWeight * size) + row], out state[(Spread * size) + row]);
            state[(SampleWeight * size) + row] = rows.SampleWeights == null ? T.One : rows.SampleWeights[row];
            state[(Rest * size) + row] = exps == null
                ? WideRow<TBlock, T, On>.Exponentials<Off>(in logits, scores, greatest, max, null, 0)
                : WideRow<TBlock, T, On>.Exponentials<On>(in logits, scores, greatest, max, exps, rows.Stride);
        }
    }

    private static void Evaluate(in SoftTargetOperands<T> rows, T* state, ref LaneSums<TBlock, T> sums)
    {
        var size = TBlock.Count;
        var rest = TBlock.Load(in state[Rest * size]);
        var targetWeight = TBlock.Load(in state[TargetWeight * size]);
        var spread = TBlock.Load(in state[Spread * size]);
        var sampleWeight = TBlock.Load(in state[SampleWeight * size]);
        new SoftTargetRow<TBlock, T>(in rows).Evaluate(
            in rest, in targetWeight, in spread, in sampleWeight, out var value, out var weight, out var ofExp, out var ofTarget, out var ofProducts);
        sums.Add(value, weight);
        TBlock.Store(value, ref state[Value * size]);
        TBlock.Store(weight, ref state[Weight * size]);
        TBlock.Store(ofExp, ref state[OfExp * size]);
        TBlock.Store(ofTarget, ref state[OfTarget * size]);
        TBlock.Store(ofProducts, ref state[OfProducts * size]);
        Scratch.CopyBack(state + (Value * size), rows.Value, (int)rows.Rows);
    }

    private static void Write(in SoftTargetOperands<T> rows, T* state)
    {
        var size = TBlock.Count;
        for (nint row = 0; row < rows.Rows && (rows.Gradient != null || rows.Hessian != null); row++)
        {
            var gradient = rows.Gradient + (row * rows.Stride);
            var hessian = rows.Hessian + (row * rows.Stride);
            if (!(state[(Weight * size) + row] > T.Zero))
            {
                new Span<T>(gradient, rows.Gradient == null ? 0 : rows.Classes).Clear();
                new Span<T>(hessian, rows.Hessian == null ? 0 : rows.Classes).Clear();
                continue;
            }

            if (rows.Hessian != null)
            {
                WideTargets<TBlock, T>.Hessian(rows.Classes, Exponentials(in rows, row), state[(Rest * size) + row], state[(OfProducts * size) + row], hessian);
            }

            if (rows.Gradient != null)
            {
                WideTargets<TBlock, T>.Gradient(in rows, row, state[(OfExp * size) + row], state[(OfTarget * size) + row], gradient);
            }
        }
    }

    private static T* Exponentials(in SoftTargetOperands<T> rows, nint row) =>
        rows.Gradient != null ? rows.Gradient + (row * rows.Stride)
        : rows.Hessian != null ? rows.Hessian + (row * rows.Stride)
        : null;
}
