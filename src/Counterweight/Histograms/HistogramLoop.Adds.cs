using System.Diagnostics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms;

/// <content>The additions of a block to the cells.</content>
internal unsafe partial struct HistogramLoop<TIncrement, TValue, TBin, TRows>
{
    private readonly void AddBlock(nint first, nint count, long* kept, byte* cells)
    {
        Debug.Assert(pass == HistogramPass.Add || ((nuint)cells & (Scratch.Alignment - 1)) == 0, "Cells of the loop's own are not aligned.");
        Debug.Assert(!data.BinsNeedChecks || CheckBins(first, count), "A bin is not below their number.");
        var panel = plan.Panel;
        var feature = 0;
        for (; feature <= data.Features - 4; feature += panel)
        {
            panel = Math.Min(panel, data.Features - feature);
            if (data.RowMajor)
            {
                AddRows(first, count, kept, data.Bins + feature, panel, cells + (feature * data.FeatureBytes));
            }
            else
            {
                AddColumns(first, count, kept, data.Bins + ((nint)feature * data.RowCount), cells + (feature * data.FeatureBytes));
            }
        }

        for (; feature < data.Features; feature++)
        {
            AddColumn(first, count, kept, data.Bins + (feature * data.FeatureStride), cells + (feature * data.FeatureBytes));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddRows(nint first, nint count, long* kept, TBin* bins, int width, byte* cells)
    {
        var order = rows;
        var own = increment;
        var length = own.KeptLength;
        var cellBytes = own.CellBytes;
        var featureBytes = data.FeatureBytes;
        nint features = data.Features;
        var end = first + count;
        var last = (nint)data.Count - 1;
        for (var position = first; position < end; position++, kept += length)
        {
            Prefetch(order[Math.Min(position + HistogramTuning.PrefetchRows, last)]);
            var value = own.Load(kept);
            var bin = bins + (order[position] * features);
            var cell = cells + own.OffsetOf(value);
            var fours = width >> 2;
            do
            {
                own.Add(cell + (HistogramOperands<TBin>.At(bin) * cellBytes), value);
                cell += featureBytes;
                own.Add(cell + (HistogramOperands<TBin>.At(bin + 1) * cellBytes), value);
                cell += featureBytes;
                own.Add(cell + (HistogramOperands<TBin>.At(bin + 2) * cellBytes), value);
                cell += featureBytes;
                own.Add(cell + (HistogramOperands<TBin>.At(bin + 3) * cellBytes), value);
                cell += featureBytes;
                bin += 4;
            }
            while (--fours != 0);

            for (var ones = width & 3; ones > 0; ones--)
            {
                own.Add(cell + (HistogramOperands<TBin>.At(bin) * cellBytes), value);
                cell += featureBytes;
                bin++;
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
        var cells1 = cells + data.FeatureBytes;
        var cells2 = cells1 + data.FeatureBytes;
        var cells3 = cells2 + data.FeatureBytes;
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
