using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>Sets of row-major rows in memory, and on the way between it and the columns on the stack.</summary>
internal static unsafe class RowMajorSets<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether rows follow each other without a gap in all that a full set reads and writes, its Hessian excepted.</summary>
    public static bool ArePacked(in SoftmaxOperands<T> operands) =>
        !operands.IsClassMajor && operands.ScoreStride == operands.Classes && (operands.Gradient == null || operands.GradientStride == operands.Classes);

    /// <summary>Whether rows follow each other without a gap in the Hessian.</summary>
    public static bool IsHessianPacked(in SoftmaxOperands<T> operands) => !operands.IsClassMajor && operands.HessianStride == operands.Classes;

    /// <summary>A set's scores in memory.</summary>
    public static T* Scores(in RowSets<TBlock, T> sets, nint set) => sets.Operands.Scores + (sets.Start(set) * sets.Operands.ScoreStride);

    /// <summary>A set's gradient in memory.</summary>
    public static T* Gradient(in RowSets<TBlock, T> sets, nint set) => sets.Operands.Gradient + (sets.Start(set) * sets.Operands.GradientStride);

    /// <summary>A set's Hessian in memory.</summary>
    public static T* Hessian(in RowSets<TBlock, T> sets, nint set) => sets.Operands.Hessian + (sets.Start(set) * sets.Operands.HessianStride);

    /// <summary>Transposes a set's scores to the place of its exponentials.</summary>
    public static void Load(in RowSets<TBlock, T> sets, nint set) =>
        TransposedRows<TBlock, T>.Load(Scores(in sets, set), sets.Operands.ScoreStride, sets.Columns, sets.RowsOf(set), sets.Exponentials(set));

    /// <summary>Transposes a gradient that has replaced the set's exponentials to the output.</summary>
    public static void StoreGradient(in RowSets<TBlock, T> sets, nint set) =>
        TransposedRows<TBlock, T>.Store(sets.Exponentials(set), sets.Columns, sets.RowsOf(set), Gradient(in sets, set), sets.Operands.GradientStride);

    /// <summary>Transposes the columns in <see cref="RowSets{TBlock, T}.Group"/> to the Hessian, from column <paramref name="first"/> on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoreHessian(in RowSets<TBlock, T> sets, nint set, nint first, nint width) =>
        TransposedRows<TBlock, T>.StoreGroup(sets.Group, width, sets.RowsOf(set), Hessian(in sets, set) + first, sets.Operands.HessianStride);

    /// <summary>Prefetches the scores of the next set and the memory of the outputs of this one.</summary>
    public static void Prefetch(in RowSets<TBlock, T> sets, nint set)
    {
        ref readonly var operands = ref sets.Operands;
        Cache.PrefetchRows(Scores(in sets, set) + (TBlock.Count * operands.ScoreStride), TBlock.Count, operands.ScoreStride, sets.Columns);
        if (operands.Gradient != null)
        {
            Cache.PrefetchRows(Gradient(in sets, set), TBlock.Count, operands.GradientStride, sets.Columns);
        }

        if (operands.Hessian != null)
        {
            Cache.PrefetchRows(Hessian(in sets, set), TBlock.Count, operands.HessianStride, sets.Columns);
        }
    }
}
