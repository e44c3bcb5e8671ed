using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point;

/// <summary>The definition of a loss of one score and one target, its parameters in double.</summary>
public interface IPointReference
{
    /// <summary>Class weight, loss and derivatives, without sample weight, in the given precision.</summary>
    /// <remarks>In double it judges the kernel; in the kernel's own type it is the scalar baseline of benchmarks.</remarks>
    PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;
}

/// <summary>What a point loss says of one element.</summary>
/// <param name="Weight">Class weight; the other three include it and count only where it is positive.</param>
/// <param name="Value">Loss.</param>
/// <param name="Gradient">First derivative by the score.</param>
/// <param name="Hessian">Second derivative by the score.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PointElement<TNumber>(TNumber Weight, TNumber Value, TNumber Gradient, TNumber Hessian)
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;
