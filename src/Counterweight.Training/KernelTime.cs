using System.Runtime.InteropServices;

namespace Counterweight.Training;

/// <summary>What a fit asked of the kernels.</summary>
/// <param name="Rows">Rows read, counted once per pass.</param>
/// <param name="Seconds">Time spent inside the kernels.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct KernelTime(long Rows, double Seconds)
{
    /// <summary>Rows per second; 0 where nothing was measured.</summary>
    public double RowsPerSecond => Seconds > 0 ? Rows / Seconds : 0;

    /// <summary>Sum of two measurements.</summary>
    public static KernelTime operator +(KernelTime left, KernelTime right) => new(left.Rows + right.Rows, left.Seconds + right.Seconds);
}
