using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax.RowPerLane;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// The loop over rows of few logits, and over class-major ones, one row a lane: a block of rows is transposed to
/// one block a class, reduced lane by lane, and transposed back.
/// </summary>
/// <remarks>
/// A few sets of rows, a block each, go through each step together: the logarithm of one set is a chain of 150 cycles, in
/// which the processor would wait.
/// </remarks>
internal unsafe struct RowPerLaneSoftmaxLoop<TLoss, TBlock, T, TSmoothing> : ISoftmaxLoop<RowPerLaneSoftmaxLoop<TLoss, TBlock, T, TSmoothing>, TLoss, T>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IStaticFlag
{
    private TLoss loss;
    private SoftmaxOperands<T> operands;
    private SoftmaxRow<TLoss, TBlock, T, TSmoothing> rowMath;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    /// <summary>Whether four neighbouring columns of a full set are written together.</summary>
    private readonly bool HasGroups => operands.Classes >= TransposedRows<TBlock, T>.GroupWidth && !operands.IsClassMajor;

    public static RowPerLaneSoftmaxLoop<TLoss, TBlock, T, TSmoothing> Create(TLoss loss, SoftmaxOperands<T> operands) =>
        new() { loss = loss, operands = operands, rowMath = new(loss.LabelSmoothing, in operands) };

    [SkipLocalsInit]
    public void Run(int item)
    {
        DebugChecks.Present(operands.Scores, operands.Rows);
        DebugChecks.Labels(operands.Item(item).LabelSpan, operands.Classes, operands.IgnoreLabel);
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var scratch = stackalloc byte[RowSets<TBlock, T>.ScratchBytes];
        var buffer = stackalloc double[ClassSums.BufferLength];
        var perClass = new ClassSums(operands.PerClass, operands.Classes, buffer);
        var sets = new RowSets<TBlock, T>(operands.Item(item), scratch);
        DebugChecks.Aligned(sets.Group);
        for (nint row = 0; sets.MoveTo(row); row = sets.Next)
        {
            SumRows(in sets);
            Evaluate(in sets);
            if (operands.HasRowOutputs)
            {
                WriteRowOutputs(in sets, ref sums, ref perClass);
            }

            sets.StoreRows();
            sums.Add(sets.Losses, sets.Weights, sets.Groups);
            if (operands.Hessian != null && operands.ClampHessian)
            {
                WriteHessian<On>(in sets);
            }
            else if (operands.Hessian != null)
            {
                WriteHessian<Off>(in sets);
            }

            if (operands.Gradient != null)
            {
                WriteGradient(in sets);
            }
        }

        sums.AddTo(ref sum);
        perClass.Publish();
    }

    public void Merge(in RowPerLaneSoftmaxLoop<TLoss, TBlock, T, TSmoothing> other) => sum.Add(in other.sum);

    /// <summary>Computes the exponentials of the rows and sums them.</summary>
    private readonly void SumRows(in RowSets<TBlock, T> sets)
    {
        nint first = 0;
        if (operands.Classes is 2 or 3 && RowMajorSets<TBlock, T>.ArePacked(in operands) && !operands.IsTransformed && !operands.WantsArgMax && !TLoss.TakesHardmax)
        {
            first = sets.FullCount;
            if (operands.Classes == 2)
            {
                FewColumns<TBlock, T, TSmoothing>.SumTwo(in sets);
            }
            else
            {
                FewColumns<TBlock, T, TSmoothing>.SumThree(in sets);
            }
        }

        for (var set = first; set < sets.Count; set++)
        {
            if (!operands.IsClassMajor)
            {
                RowMajorSets<TBlock, T>.Prefetch(in sets, set);
                RowMajorSets<TBlock, T>.Load(in sets, set);
            }

            if (operands.WantsArgMax)
            {
                FindGreatest(in sets, set);
            }

            if (operands.IsTransformed && !operands.IsClassMajor)
            {
                ColumnSums<TLoss, TBlock, T, TSmoothing>.Transform(in sets, set, in operands);
            }

            if (operands.IsClassMajor && (operands.IsTransformed || sets.IsShort(set)))
            {
                ColumnSums<TLoss, TBlock, T, TSmoothing>.Sum<On>(in sets, set, in operands);
            }
            else
            {
                ColumnSums<TLoss, TBlock, T, TSmoothing>.Sum<Off>(in sets, set, in operands);
            }
        }
    }

    /// <summary>The first of the greatest logits of each row, before any transform.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FindGreatest(in RowSets<TBlock, T> sets, nint set)
    {
        var scores = sets.Scores(set);
        var greatest = TBlock.Constant(double.NegativeInfinity);
        var at = TBlock.Zero;
        var index = TBlock.Zero;
        for (nint j = 0; j < sets.Columns; j++)
        {
            var score = ShortColumns<TBlock, T>.Load<On>(in sets, set, scores + (j * sets.ScoreStride));
            at = TBlock.SelectLess(greatest, score, index, at);
            greatest = TBlock.Max(score, greatest);
            index += TBlock.One;
        }

        TBlock.Store(at, ref sets.State(set)[SoftmaxSlots.ArgMax * TBlock.Count]);
    }

    /// <summary>Computes losses and the coefficients of the outputs from the sums, which these replace.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Evaluate(in RowSets<TBlock, T> sets)
    {
        var size = TBlock.Count;
        var parameters = loss;
        var row = rowMath;
        T* losses = sets.Losses, weights = sets.Weights;
        var hasHessian = operands.Hessian != null;
        var hasRowOutputs = operands.HasRowOutputs;
        for (nint set = 0; set < sets.Count; set++)
        {
            row.Evaluate(in parameters, sets.State(set), losses + (set * size), weights + (set * size), hasRowOutputs, hasHessian);
        }
    }

    /// <summary>Log-sum-exp, greatest logit, sums of the classes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void WriteRowOutputs(in RowSets<TBlock, T> sets, ref LaneSums<TBlock, T> sums, ref ClassSums perClass)
    {
        var size = TBlock.Count;
        var ignore = TBlock.Create(T.CreateTruncating(operands.IgnoreLabel));
        for (nint set = 0; set < sets.Count; set++)
        {
            var state = sets.State(set);
            var label = sets.Labels(set);
            ref var logSumExp = ref state[SoftmaxSlots.LogSumExp * size];
            ref var argMax = ref state[SoftmaxSlots.ArgMax * size];
            var all = TBlock.Load(in logSumExp);
            var at = TBlock.SelectEqual(all, all, TBlock.Load(in argMax), -TBlock.One);
            at = TBlock.SelectEqual(label, ignore, -TBlock.One, at);
            TBlock.Store(TBlock.SelectEqual(label, ignore, TBlock.Zero, all), ref logSumExp);
            TBlock.Store(at, ref argMax);
            if (operands.CountsCorrect)
            {
                sums.AddCorrect(at, label, TBlock.Load(in sets.Weights[set * size]));
            }
        }

        sets.AddTo(ref perClass);
    }

    private readonly void WriteHessian<TClamped>(in RowSets<TBlock, T> sets)
        where TClamped : struct, IStaticFlag
    {
        nint first = 0;
        if (operands.Classes is 2 or 3 && RowMajorSets<TBlock, T>.IsHessianPacked(in operands))
        {
            first = sets.FullCount;
            if (operands.Classes == 2)
            {
                ColumnHessians<TBlock, T, TClamped>.WriteTwo(in sets);
            }
            else
            {
                ColumnHessians<TBlock, T, TClamped>.WriteThree(in sets);
            }
        }
        else if (HasGroups)
        {
            first = sets.FullCount;
            ColumnHessians<TBlock, T, TClamped>.WriteGroups(in sets, operands.HessianStride);
        }

        for (var set = first; set < sets.Count; set++)
        {
            if (ShortColumns<TBlock, T>.Has(in sets, set))
            {
                ColumnHessians<TBlock, T, TClamped>.Write<On>(in sets, set);
            }
            else
            {
                ColumnHessians<TBlock, T, TClamped>.Write<Off>(in sets, set);
            }
        }
    }

    private readonly void WriteGradient(in RowSets<TBlock, T> sets)
    {
        nint first = 0;
        if (operands.Classes is 2 or 3 && RowMajorSets<TBlock, T>.ArePacked(in operands))
        {
            first = sets.FullCount;
            if (operands.Classes == 2)
            {
                ColumnGradients<TBlock, T, TSmoothing>.WriteTwo(in sets, rowMath.UniformFraction);
            }
            else
            {
                ColumnGradients<TBlock, T, TSmoothing>.WriteThree(in sets, rowMath.UniformFraction);
            }
        }
        else if (HasGroups)
        {
            first = sets.FullCount;
            ColumnGradients<TBlock, T, TSmoothing>.WriteGroups(in sets, operands.GradientStride, rowMath.UniformFraction);
        }

        for (var set = first; set < sets.Count; set++)
        {
            if (ShortColumns<TBlock, T>.Has(in sets, set))
            {
                ColumnGradients<TBlock, T, TSmoothing>.Write<On>(in sets, set, rowMath.UniformFraction);
            }
            else
            {
                ColumnGradients<TBlock, T, TSmoothing>.Write<Off>(in sets, set, rowMath.UniformFraction);
            }

            if (!operands.IsClassMajor)
            {
                RowMajorSets<TBlock, T>.StoreGradient(in sets, set);
            }
        }
    }
}
