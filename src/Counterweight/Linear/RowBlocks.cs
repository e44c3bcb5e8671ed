using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Linear;

/// <summary>
/// Features of rows in blocks of B = <see cref="RowsPerBlock"/> rows: a feature's values of the rows of a block lie side by
/// side. The value of feature f of row r is at <c>[((r / B)·features + f)·B + r mod B]</c>. Rows that fill up the last block
/// hold zeros.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
[SuppressMessage("Performance", "CA1815", Justification = "A ref struct is not compared.")]
public readonly ref struct RowBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A view of whole blocks.</summary>
    /// <param name="values">The values: blocks × features × <see cref="RowsPerBlock"/>. Finite.</param>
    /// <param name="featureCount">Features of a row, at least 1.</param>
    /// <exception cref="ArgumentException">The length is no whole number of blocks, or the blocks have more rows than an <see cref="int"/> counts.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="featureCount"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public RowBlocks(ReadOnlySpan<T> values, int featureCount)
    {
        Guard.ElementType<T>();
        Guard.AtLeast(featureCount, 1);
        var (blocks, rest) = Math.DivRem(values.Length, (long)featureCount * RowsPerBlock);
        if (rest != 0)
        {
            throw new ArgumentException(Guard.Text($"values has {values.Length} elements, no multiple of {featureCount} features times {RowsPerBlock} rows."), nameof(values));
        }

        Values = values;
        FeatureCount = featureCount;
        BlockCount = (int)blocks;
    }

    /// <summary>Rows of a block: 16 of floats, 8 of doubles, on every machine.</summary>
    public static int RowsPerBlock => 64 / Unsafe.SizeOf<T>();

    /// <summary>All values.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>Whole blocks.</summary>
    public int BlockCount { get; }

    /// <summary>Rows, those that fill up the last block included.</summary>
    public int RowCount => BlockCount * RowsPerBlock;

    /// <summary>Blocks that hold so many rows.</summary>
    /// <param name="rowCount">Rows, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> is negative.</exception>
    public static int BlocksOf(int rowCount)
    {
        Guard.AtLeast(rowCount, 0);
        return (int)(((long)rowCount + RowsPerBlock - 1) / RowsPerBlock);
    }
}
