using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Losses;

/// <summary>Where the point loop reads and writes; an operand that is absent is null.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct PointOperands<T>
    where T : unmanaged
{
    public T* Scores;
    public T* Targets;
    public T* Weights;
    public T* Value;
    public T* Gradient;
    public T* Hessian;
    public nint Rows;

    /// <summary>The target of every row where there are none.</summary>
    public T DefaultTarget;

    /// <summary>The factor of gradient and Hessian.</summary>
    public T GradientFactor;

    public readonly int Items => WorkItems.Count(Rows, LossTuning.RowsPerItem);

    public readonly PointOperands<T> Item(int item)
    {
        var (start, rows) = WorkItems.Range(item, LossTuning.RowsPerItem, Rows);
        return Slice(start, rows);
    }

    public readonly PointOperands<T> Slice(nint start, nint rows) => this with
    {
        Scores = Scores + start,
        Targets = Targets == null ? null : Targets + start,
        Weights = Weights == null ? null : Weights + start,
        Value = Value == null ? null : Value + start,
        Gradient = Gradient == null ? null : Gradient + start,
        Hessian = Hessian == null ? null : Hessian + start,
        Rows = rows,
    };
}
