using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms;

/// <content>The additions of a block to the cells.</content>
internal unsafe partial struct HistogramLoop<TIncrement, TValue, TBin, TRows>
{
    /// <summary>Adds a block; false where it checks bins and one is bad.</summary>
    private readonly bool AddBlock(nint first, nint count, long* kept, byte* cells)
    {
        Debug.Assert(pass == HistogramPass.Add || ((nuint)cells & (Scratch.Alignment - 1)) == 0, "Cells of the loop's own are not aligned.");
        Debug.Assert(!data.BinsNeedChecks || AddsChecked || CheckBins(first, count), "A bin is not below their number.");
        var panel = plan.Panel;
        var feature = 0;
        for (; panel >= 4 && feature <= data.Features - 4; feature += panel)
        {
            panel = Math.Min(panel, data.Features - feature);
            if (data.RowMajor)
            {
                if (!AddRows(first, count, kept, data.Bins + feature, panel, cells + (feature * featureBytes), (ushort*)(kept + plan.PlacesOffset)))
                {
                    return false;
                }
            }
            else
            {
                AddColumns(first, count, kept, data.Bins + ((nint)feature * data.RowCount), cells + (feature * featureBytes));
            }
        }

        for (; feature < data.Features; feature++)
        {
            AddColumn(first, count, kept, data.Bins + (feature * data.FeatureStride), cells + (feature * featureBytes));
        }

        return true;
    }

    /// <summary>Adds rows to some of the features; false where a bin is bad.</summary>
    private readonly bool AddRows(nint first, nint count, long* kept, TBin* bins, int width, byte* cells, ushort* places)
    {
        for (nint done = 0; done < count; done += plan.PlacesRows)
        {
            var some = Math.Min(plan.PlacesRows, count - done);
            if (!MakePlaces(first + done, some, bins, width, places))
            {
                return false;
            }

            for (var strip = 0; strip < width;)
            {
                var rest = width - strip;
                var stripWidth = rest < plan.Strip + 4 ? rest : plan.Strip;
                AddPlaces(some, kept + (done * increment.KeptLength), stripWidth, cells, places + strip, width);
                strip += stripWidth;
            }
        }

        return true;
    }

    /// <summary>Makes the places of the cells of rows: numbers from the first feature's first cell; false where a bin is bad.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool MakePlaces(nint first, nint count, TBin* bins, int width, ushort* places)
    {
        var order = rows;
        nint features = data.Features;
        var last = (nint)data.Count - 1;
        var cellLength = (ushort)(increment.CellBytes / sizeof(long));
        var featureLength = featureBytes / sizeof(long);
        var offsets = Vector256<ushort>.Indices * (ushort)featureLength;
        var next = Vector256.Create((ushort)(16 * featureLength));
        var lastOffsets = offsets.GetLower() + Vector128.Create((ushort)((width - 8) * featureLength));
        var (greatest, greatestOfEight, greatestOfOne) = (Vector256<ushort>.Zero, Vector128<ushort>.Zero, (nint)0);
        for (var position = first; position < first + count; position++, places += width)
        {
            PrefetchBins(order[Math.Min(position + HistogramTuning.PrefetchRows, last)]);
            var bin = bins + (order[position] * features);
            var own = offsets;
            var feature = 0;
            for (; feature <= width - 16; feature += 16, own += next)
            {
                var sixteen = Sixteen(bin + feature);
                greatest = Vector256.Max(greatest, sixteen);
                ((sixteen * cellLength) + own).Store(places + feature);
            }

            if (feature <= width - 8)
            {
                var eight = Eight(bin + feature);
                greatestOfEight = Vector128.Max(greatestOfEight, eight);
                ((eight * cellLength) + own.GetLower()).Store(places + feature);
                feature += 8;
            }

            // The last eight, some of them once more.
            if (feature < width && width >= 8)
            {
                var eight = Eight(bin + width - 8);
                greatestOfEight = Vector128.Max(greatestOfEight, eight);
                ((eight * cellLength) + lastOffsets).Store(places + width - 8);
                feature = width;
            }

            for (; feature < width; feature++)
            {
                var one = HistogramOperands<TBin>.At(bin + feature);
                greatestOfOne = Math.Max(greatestOfOne, one);
                places[feature] = (ushort)((one * cellLength) + (feature * featureLength));
            }
        }

        var bound = data.BinCount;
        return greatestOfOne < bound
            && (bound > ushort.MaxValue
                || (Vector256.LessThanAll(greatest, Vector256.Create((ushort)bound)) && Vector128.LessThanAll(greatestOfEight, Vector128.Create((ushort)bound))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Sixteen(TBin* bins) => sizeof(TBin) == 1
        ? Vector256.WidenLower(Vector128.Load((byte*)bins).ToVector256Unsafe())
        : Vector256.Load((ushort*)bins);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Eight(TBin* bins) => sizeof(TBin) == 1
        ? Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(bins)).AsByte())
        : Vector128.Load((ushort*)bins);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddPlaces(nint count, long* kept, int width, byte* cells, ushort* places, nint rowPlaces)
    {
        var own = increment;
        var length = own.KeptLength;
        rowPlaces -= width;
        for (var end = kept + (count * length); kept < end; kept += length, places += rowPlaces)
        {
            var value = own.Load(kept);
            var cell = (long*)(cells + own.OffsetOf(value));
            for (var fours = width >> 2; fours > 0; fours--, places += 4)
            {
                own.Add((byte*)(cell + places[0]), value);
                own.Add((byte*)(cell + places[1]), value);
                own.Add((byte*)(cell + places[2]), value);
                own.Add((byte*)(cell + places[3]), value);
            }

            for (var ones = width & 3; ones > 0; ones--, places++)
            {
                own.Add((byte*)(cell + places[0]), value);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddColumns(nint first, nint count, long* kept, TBin* column, byte* cells)
    {
        var order = rows;
        var own = increment;
        var length = own.KeptLength;
        var cellBytes = own.CellBytes;
        var column1 = column + data.RowCount;
        var column2 = column1 + data.RowCount;
        var column3 = column2 + data.RowCount;
        var cells1 = cells + featureBytes;
        var cells2 = cells1 + featureBytes;
        var cells3 = cells2 + featureBytes;
        var end = first + count;
        for (var position = first; position < end; position++, kept += length)
        {
            var row = order[position];
            var value = own.Load(kept);
            var offset = own.OffsetOf(value);
            own.Add(cells + offset + (HistogramOperands<TBin>.At(column + row) * cellBytes), value);
            own.Add(cells1 + offset + (HistogramOperands<TBin>.At(column1 + row) * cellBytes), value);
            own.Add(cells2 + offset + (HistogramOperands<TBin>.At(column2 + row) * cellBytes), value);
            own.Add(cells3 + offset + (HistogramOperands<TBin>.At(column3 + row) * cellBytes), value);
        }
    }

    /// <summary>Adds one column: one of those that four at a time leave over, in either layout.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddColumn(nint first, nint count, long* kept, TBin* column, byte* cells)
    {
        var order = rows;
        var own = increment;
        var length = own.KeptLength;
        var cellBytes = own.CellBytes;
        var stride = data.RowStride;
        for (var position = first; position < first + count; position++, kept += length)
        {
            var value = own.Load(kept);
            own.Add(cells + own.OffsetOf(value) + (HistogramOperands<TBin>.At(column + (order[position] * stride)) * cellBytes), value);
        }
    }
}
