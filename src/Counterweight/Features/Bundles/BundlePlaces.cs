using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Features.Bundles;

/// <summary>The places of features that share columns: the bins of each, ascending, and where their sums are. All pointers are pinned by the caller.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct BundlePlaces(BundledFeature* features, byte* bins, short* cells, int columnCount, int columnBinCount, int mostPlaces)
{
    /// <summary>In place of a bin of the column: all rows that none of the feature's other places has.</summary>
    public const short Rest = -1;

    /// <summary>In place of a bin of the column: no row.</summary>
    public const short None = -2;

    /// <summary>Columns.</summary>
    public int ColumnCount => columnCount;

    /// <summary>Bins of a column.</summary>
    public int ColumnBinCount => columnBinCount;

    /// <summary>Places of a feature at most.</summary>
    public int MostPlaces => mostPlaces;

    /// <summary>There are bundles.</summary>
    public bool Exist => features != null;

    /// <summary>The column of a feature.</summary>
    public int Column(int feature) => features == null ? feature : features[feature].Column;

    /// <summary>Places of a feature; 0: it has a column by itself.</summary>
    public int Count(int feature) => features == null ? 0 : features[feature].Count;

    /// <summary>The bin of a place; of a feature that has a column by itself they are the same.</summary>
    public int Bin(int feature, int place) => Count(feature) == 0 ? place : bins[features[feature].First + place];

    /// <summary>Copies the cells of a feature's places, and makes the one of its commonest bin.</summary>
    /// <param name="feature">A feature that shares its column.</param>
    /// <param name="column">The column's cells.</param>
    /// <param name="length">Numbers in a cell, even.</param>
    /// <param name="total">The sum of all cells of the column.</param>
    /// <param name="to">A cell for each place.</param>
    public void Gather(int feature, long* column, nint length, long* total, long* to)
    {
        var (first, count) = (features[feature].First, features[feature].Count);
        Debug.Assert(count is >= 1 and <= BinSet.Capacity && length % 2 == 0, "The feature has no places.");
        for (nint i = 0; i < length; i += 2)
        {
            var rest = Vector128.Load(total + i);
            var common = to;
            for (var place = 0; place < count; place++)
            {
                var cell = to + (place * length) + i;
                var bin = cells[first + place];
                var sum = Vector128<long>.Zero;
                if (bin >= 0)
                {
                    sum = Vector128.Load(column + (bin * length) + i);
                    rest -= sum;
                }

                common = bin == Rest ? cell : common;
                sum.Store(cell);
            }

            rest.Store(common);
        }
    }
}
