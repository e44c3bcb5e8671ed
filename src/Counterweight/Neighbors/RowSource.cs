using System.Runtime.InteropServices;

namespace Counterweight.Neighbors;

/// <summary>The caller's rows.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct RowSource(float* points, int* rows, int count)
{
    /// <summary>Row-major.</summary>
    public readonly float* Points = points;

    /// <summary>Those that count; null for all.</summary>
    public readonly int* Rows = rows;

    /// <summary>How many count.</summary>
    public readonly int Count = count;
}
