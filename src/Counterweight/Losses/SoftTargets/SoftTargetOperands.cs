using System.Runtime.InteropServices;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>Where the loops over rows with soft targets read and write, row-major; an operand that is absent is null.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct SoftTargetOperands<T>
    where T : unmanaged
{
    public T* Scores;
    public T* Targets;
    public T* ClassWeights;
    public T* SampleWeights;
    public T* Bias;
    public T* Value;
    public T* Gradient;
    public T* Hessian;

    /// <summary>Elements from a row to the next in scores, gradient and Hessian.</summary>
    public nint Stride;
    public nint TargetStride;
    public nint Rows;
    public int Classes;
    public T LogitScale;

    /// <summary>1 − ε and ε/K: t′ = <see cref="TargetFraction"/>·t + <see cref="UniformFraction"/>.</summary>
    public T TargetFraction;
    public T UniformFraction;
    public T ValueFactor;
    public T GradientFactor;
    public T HessianFactor;

    /// <summary>Whether each row is in a lane of its own.</summary>
    public readonly bool IsRowPerLane => Classes <= LossTuning.MaxRowPerLaneSoftClasses;

    public readonly int Items => WorkItems.Count(Rows, SoftmaxOperands<T>.RowsPerItem(Classes));

    public readonly SoftTargetOperands<T> Item(int item)
    {
        var (start, rows) = WorkItems.Range(item, SoftmaxOperands<T>.RowsPerItem(Classes), Rows);
        return Slice(start, rows);
    }

    public readonly SoftTargetOperands<T> Slice(nint start, nint rows) => this with
    {
        Scores = Scores + (start * Stride),
        Targets = Targets + (start * TargetStride),
        SampleWeights = SampleWeights == null ? null : SampleWeights + start,
        Value = Value == null ? null : Value + start,
        Gradient = Gradient == null ? null : Gradient + (start * Stride),
        Hessian = Hessian == null ? null : Hessian + (start * Stride),
        Rows = rows,
    };

    /// <summary>The same without gradient, Hessian and values.</summary>
    public readonly SoftTargetOperands<T> WithoutOutputs => this with { Value = null, Gradient = null, Hessian = null };
}
