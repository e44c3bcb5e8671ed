using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Neighbors;

/// <summary>Rows laid out by a <see cref="PointLayout"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct PointRows
{
    /// <summary>Code of a missing value.</summary>
    public const int Missing = -1;

    /// <summary>Numbers: row r at r · stride.</summary>
    public readonly float* Numbers;

    /// <summary>Codes: row r at r · nominal features.</summary>
    public readonly int* Codes;

    public readonly int Count;

    public PointRows(ref ScratchCursor cursor, in PointLayout layout, int count)
    {
        Count = count;
        Numbers = cursor.Take<float>(checked(count * (long)layout.Stride));
        Codes = cursor.Take<int>(checked(count * (long)layout.NominalCount));
    }

    /// <summary>Lays out the caller's rows.</summary>
    public void Fill(in PointLayout layout, RowSource source)
    {
        // Ascending and different.
        var areAdjacent = layout.NumberCount > 0 && layout.Features[layout.NumberCount - 1] - layout.Features[0] == layout.NumberCount - 1;
        for (nint row = 0; row < Count; row++)
        {
            var from = source.Points + ((source.Rows == null ? row : source.Rows[row]) * layout.FeatureCount);
            var numbers = Numbers + (row * layout.Stride);
            if (areAdjacent)
            {
                new ReadOnlySpan<float>(from + layout.Features[0], layout.NumberCount).CopyTo(new(numbers, layout.NumberCount));
            }

            for (nint i = 0; i < layout.NumberCount && !areAdjacent; i++)
            {
                numbers[i] = from[layout.Features[i]];
            }

            new Span<float>(numbers + layout.NumberCount, (int)(layout.Stride - layout.NumberCount)).Clear();
            var codes = Codes + (row * layout.NominalCount);
            for (nint i = 0; i < layout.NominalCount; i++)
            {
                var code = from[layout.Nominals[i].Feature];
                codes[i] = float.IsNaN(code) ? Missing : (int)code;
            }
        }
    }
}
