using System.Runtime.InteropServices;

namespace Counterweight.Engine;

/// <summary>Where the softmax loops read and write; what is not there is null.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct SoftmaxOperands<T>
    where T : unmanaged
{
    /// <summary>About 16,384 logits make a work item, in whole sets of 16 rows.</summary>
    private const int LogitsPerItem = 16384;

    public T* Scores;
    public int* Labels;
    public T* ClassWeights;
    public T* SampleWeights;
    public T* Value;
    public T* Gradient;
    public T* Hessian;
    public nint Rows;
    public int Classes;

    public readonly ReadOnlySpan<T> ClassWeightSpan => new(ClassWeights, ClassWeights == null ? 0 : Classes);

    public readonly int Items => (int)((Rows + RowsPerItem(Classes) - 1) / RowsPerItem(Classes));

    public static int RowsPerItem(int classes) => Math.Max(16, (LogitsPerItem / Math.Max(classes, 1)) & ~15);

    public readonly SoftmaxOperands<T> Item(int item)
    {
        var start = (nint)item * RowsPerItem(Classes);
        return Slice(start, nint.Min(RowsPerItem(Classes), Rows - start));
    }

    public readonly SoftmaxOperands<T> Slice(nint start, nint rows)
    {
        var logits = start * Classes;
        return this with
        {
            Scores = Scores + logits,
            Labels = Labels + start,
            SampleWeights = SampleWeights == null ? null : SampleWeights + start,
            Value = Value == null ? null : Value + start,
            Gradient = Gradient == null ? null : Gradient + logits,
            Hessian = Hessian == null ? null : Hessian + logits,
            Rows = rows,
        };
    }
}
