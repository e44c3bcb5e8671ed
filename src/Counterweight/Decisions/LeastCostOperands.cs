using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Decisions;

/// <summary>Where the loop of least cost reads and writes.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct LeastCostOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows · classes.</summary>
    public T* Probabilities;

    /// <summary>As <see cref="CostMatrix.Excess{T}"/>.</summary>
    public T* Excess;

    /// <summary>The least cost where each class is right.</summary>
    public double* Least;

    public int* Answers;

    /// <summary>Null: not asked for.</summary>
    public T* ExpectedCosts;

    public nint Rows;
    public int Classes;

    /// <summary>What <see cref="Excess"/> is in units of.</summary>
    public T Unit;
}
