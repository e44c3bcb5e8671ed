using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Engine;

/// <summary>What histogram loops read. All pointers are pinned and all sizes checked by the caller.</summary>
/// <remarks>Absent weights point to a single one, and their mask of 0 sends every index there.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct HistogramOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public byte* Bins;
    public int* Labels;
    public T* ClassWeights;
    public T* SampleWeights;
    public nint ClassMask;
    public nint SampleMask;
    public int RowCount;
    public int Count;
    public int Features;
    public int BinCount;
    public int FeatureStride;
    public int Classes;

    /// <remarks>The scalar conversion would keep the register's upper half, and so wait for the row before.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(T* weights, nint index) => typeof(T) == typeof(float)
        ? Vector128.WidenLower(Vector128.CreateScalar(((float*)weights)[index])).ToScalar()
        : ((double*)weights)[index];
}
