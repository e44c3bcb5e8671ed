using System.Runtime.InteropServices;

namespace Counterweight.Neighbors;

/// <summary>A nominal feature as loops read it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct NominalColumn(float* table, int valueCount, int feature, float weight)
{
    /// <summary>Squared differences: of values v and w at v · <see cref="ValueCount"/> + w.</summary>
    public readonly float* Table = table;

    public readonly int ValueCount = valueCount;

    public readonly int Feature = feature;

    public readonly float Weight = weight;
}
