using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms.Compact;

/// <summary>Sums a node's rows into whole histograms, and finds which of their bins occur.</summary>
/// <remarks>
/// Every addition also marks its bin, a store that nothing waits for; the marks say which cells to move and to clear,
/// so that the workspace is zero again after work in proportion to the rows. Four features are summed at a time, which
/// hides the stores that additions to the same cell wait for.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct CompactHistogramLoop(CompactHistogramOperands data, CompactWorkspace workspace)
{
    private const int Bins256 = CompactWorkspace.Bins;
    private const int KeptLength = CompactWorkspace.KeptLength;
    private const int MaskWords = CompactWorkspace.MaskWords;
    private const ulong MaxWeight = 1UL << 62;

    /// <summary>Sums the rows and leaves which bins occur in the masks; false where a row or what it holds is bad.</summary>
    public bool Run()
    {
        DebugChecks.Present(data.Rows, data.Count);
        Debug.Assert(data.FeatureCount > 0 && data.ClassCount > 0 && data.BinCount is > 0 and <= Bins256, "The histogram has no features, classes or bins, or too many.");
        var good = true;
        var weight = 0UL;
        for (var first = 0; first < data.Count && good; first += HistogramTuning.CompactBlockRows)
        {
            var count = Math.Min(HistogramTuning.CompactBlockRows, data.Count - first);
            good = Make(first, count, ref weight);
            if (good)
            {
                Add(count);
            }
        }

        new Span<long>(workspace.Kept, checked(Math.Min(HistogramTuning.CompactBlockRows, data.Count) * KeptLength)).Clear();
        return good & ReadMarks();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Make(int first, int count, ref ulong weight)
    {
        var to = workspace.Kept;
        var rowCount = (uint)data.RowCount;
        var classes = (uint)data.ClassCount;
        var sum = weight;
        var last = data.Count - 1;
        for (var i = first; i < first + count; i++, to += KeptLength)
        {
            var row = data.Rows[i];
            if ((uint)row >= rowCount)
            {
                return false;
            }

            var next = data.Rows[Math.Min(i + HistogramTuning.CompactPrefetchRows, last)];
            Cache.Prefetch(data.RowWeights + next);
            Cache.Prefetch(data.Bins + (next * data.RowStride));

            var what = data.RowWeights[row];
            sum += (ulong)what.Weight;
            if ((uint)what.Label >= classes || what.Count < 0 || what.Weight < 0 || sum > MaxWeight)
            {
                return false;
            }

            to[0] = what.Count;
            to[1] = what.Weight;
            to[2] = what.Label * (long)sizeof(ClassCell);
            to[3] = row * data.RowStride;
        }

        weight = sum;
        return true;
    }

    private void Add(int count)
    {
        var i = 0;
        for (; i + 4 <= data.FeatureCount; i += 4)
        {
            AddFour(i, count);
        }

        for (; i < data.FeatureCount; i++)
        {
            AddOne(i, count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddFour(int i, int count)
    {
        var from = workspace.Kept;
        var end = from + (count * (nint)KeptLength);
        var column0 = data.Bins + (data.Features[i] * data.FeatureStride);
        var column1 = data.Bins + (data.Features[i + 1] * data.FeatureStride);
        var column2 = data.Bins + (data.Features[i + 2] * data.FeatureStride);
        var column3 = data.Bins + (data.Features[i + 3] * data.FeatureStride);
        var mark = workspace.Marks + (i * (nint)Bins256);
        var cellBytes = data.ClassCount * (nint)sizeof(ClassCell);
        var featureBytes = Bins256 * cellBytes;
        var cell = (byte*)workspace.Cells + (i * featureBytes);
        for (; from < end; from += KeptLength)
        {
            var increment = Vector128.Load(from);
            var at = cell + from[2];
            var row = (nint)from[3];
            nint bin0 = column0[row];
            nint bin1 = column1[row];
            nint bin2 = column2[row];
            nint bin3 = column3[row];
            mark[bin0] = byte.MaxValue;
            mark[Bins256 + bin1] = byte.MaxValue;
            mark[(2 * Bins256) + bin2] = byte.MaxValue;
            mark[(3 * Bins256) + bin3] = byte.MaxValue;
            AddTo(at + (bin0 * cellBytes), increment);
            at += featureBytes;
            AddTo(at + (bin1 * cellBytes), increment);
            at += featureBytes;
            AddTo(at + (bin2 * cellBytes), increment);
            at += featureBytes;
            AddTo(at + (bin3 * cellBytes), increment);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddOne(int i, int count)
    {
        var from = workspace.Kept;
        var end = from + (count * (nint)KeptLength);
        var column = data.Bins + (data.Features[i] * data.FeatureStride);
        var mark = workspace.Marks + (i * (nint)Bins256);
        var cellBytes = data.ClassCount * (nint)sizeof(ClassCell);
        var cell = (byte*)workspace.Cells + (i * (nint)Bins256 * cellBytes);
        for (; from < end; from += KeptLength)
        {
            nint bin = column[(nint)from[3]];
            mark[bin] = byte.MaxValue;
            AddTo(cell + from[2] + (bin * cellBytes), Vector128.Load(from));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(byte* cell, Vector128<long> increment) => (Vector128.Load((long*)cell) + increment).Store((long*)cell);

    /// <summary>Turns marks into masks; false where one is no bin.</summary>
    private bool ReadMarks()
    {
        var good = true;
        for (var word = 0; word < checked(data.FeatureCount * MaskWords); word++)
        {
            var from = workspace.Marks + (word * (nint)64);
            ulong mask = 0;
            for (var part = 0; part < 64; part += 16)
            {
                mask |= (ulong)Vector128.Load(from + part).ExtractMostSignificantBits() << part;
                Vector128<byte>.Zero.Store(from + part);
            }

            workspace.Masks[word] = mask;
            good &= data.BinCount == Bins256 || (mask & ~CompactPlaces.BitsBelow(data.BinCount, word)) == 0;
        }

        return good;
    }
}
