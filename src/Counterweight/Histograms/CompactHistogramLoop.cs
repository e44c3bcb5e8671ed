using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms;

/// <summary>Sums a node's rows into whole histograms, then moves the cells of occupied bins to the destination.</summary>
/// <remarks>
/// Every addition also marks its bin, a store that nothing waits for; the marks say which cells to move and to clear,
/// so that the workspace is zero again after work in proportion to the rows. Four features are summed at a time, which
/// hides the stores that additions to the same cell wait for.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct CompactHistogramLoop
{
    private const int Bins256 = CompactHistogram.MaxBinCount;
    private const int KeptLength = 4;
    private const int MaskWords = Bins256 / 64;
    private const ulong MaxWeight = 1UL << 62;

    public byte* Bins;
    public nint RowStride;
    public nint FeatureStride;
    public int RowCount;
    public int BinCount;
    public int MissingBin;
    public int ClassCount;
    public int* Features;
    public int FeatureCount;
    public ulong* Draws;
    public int* Rows;
    public int Count;
    public ClassRow* RowWeights;
    public long* Destination;
    public byte* CellBins;
    public int* CellCounts;
    public long* Workspace;

    /// <summary>{count, weight, class offset, row offset} of each row of a block.</summary>
    private long* kept;

    /// <summary>A byte for each feature and bin, all ones where a row has it.</summary>
    private byte* marks;

    /// <summary>The same, a bit each.</summary>
    private ulong* masks;
    private long* cells;

    public static long WorkspaceLength(int featureCount, int classCount) =>
        (64 / sizeof(long)) + (HistogramTuning.CompactBlockRows * KeptLength) + (featureCount * ((Bins256 / sizeof(long)) + MaskWords + (2L * Bins256 * classCount)));

    private readonly nint CellLength => 2 * (nint)ClassCount;

    private readonly nint FeatureLength => Bins256 * CellLength;

    /// <summary>Returns the bins of the shape, or 0 where a row or what it holds is bad.</summary>
    public int Run()
    {
        kept = Scratch.Align(Workspace);
        DebugChecks.Present(Rows, Count);
        Debug.Assert(FeatureCount > 0 && ClassCount > 0 && BinCount is > 0 and <= Bins256, "The histogram has no features, classes or bins, or too many.");
        marks = (byte*)(kept + (HistogramTuning.CompactBlockRows * KeptLength));
        cells = (long*)(marks + (FeatureCount * (nint)Bins256));
        masks = (ulong*)(cells + (FeatureCount * FeatureLength));
        var good = true;
        var weight = 0UL;
        for (var first = 0; first < Count && good; first += HistogramTuning.CompactBlockRows)
        {
            var count = Math.Min(HistogramTuning.CompactBlockRows, Count - first);
            good = Make(first, count, ref weight);
            if (good)
            {
                Add(count);
            }
        }

        new Span<long>(kept, checked(Math.Min(HistogramTuning.CompactBlockRows, Count) * KeptLength)).Clear();
        good &= ReadMarks();
        var places = 0;
        for (var i = 0; i < FeatureCount && good; i++)
        {
            places = Math.Max(places, Places(i));
        }

        var shapeBins = Math.Max(1, places + (MissingBin >= 0 ? 1 : 0));
        var stride = 2 * (nint)new HistogramShape(FeatureCount, shapeBins, ClassCount).FeatureStride;
        for (var i = 0; i < FeatureCount; i++)
        {
            if (good)
            {
                Move(i, Destination + (i * stride), shapeBins, stride);
            }

            Clear(i);
        }

        return good ? shapeBins : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool Make(int first, int count, ref ulong weight)
    {
        var to = kept;
        var rowCount = (uint)RowCount;
        var classes = (uint)ClassCount;
        var sum = weight;
        var last = Count - 1;
        for (var i = first; i < first + count; i++, to += KeptLength)
        {
            var row = Rows[i];
            if ((uint)row >= rowCount)
            {
                return false;
            }

            var next = Rows[Math.Min(i + HistogramTuning.CompactRowsAhead, last)];
            Cache.Prefetch(RowWeights + next);
            Cache.Prefetch(Bins + (next * RowStride));

            var what = RowWeights[row];
            sum += (ulong)what.Weight;
            if ((uint)what.Label >= classes || what.Count < 0 || what.Weight < 0 || sum > MaxWeight)
            {
                return false;
            }

            to[0] = what.Count;
            to[1] = what.Weight;
            to[2] = what.Label * (long)sizeof(ClassCell);
            to[3] = row * RowStride;
        }

        weight = sum;
        return true;
    }

    private readonly void Add(int count)
    {
        var i = 0;
        for (; i + 4 <= FeatureCount; i += 4)
        {
            AddFour(i, count);
        }

        for (; i < FeatureCount; i++)
        {
            AddOne(i, count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddFour(int i, int count)
    {
        var from = kept;
        var end = kept + (count * (nint)KeptLength);
        var column0 = Bins + (Features[i] * FeatureStride);
        var column1 = Bins + (Features[i + 1] * FeatureStride);
        var column2 = Bins + (Features[i + 2] * FeatureStride);
        var column3 = Bins + (Features[i + 3] * FeatureStride);
        var mark = marks + (i * (nint)Bins256);
        var cellBytes = ClassCount * (nint)sizeof(ClassCell);
        var featureBytes = Bins256 * cellBytes;
        var cell = (byte*)cells + (i * featureBytes);
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
    private readonly void AddOne(int i, int count)
    {
        var from = kept;
        var end = kept + (count * (nint)KeptLength);
        var column = Bins + (Features[i] * FeatureStride);
        var mark = marks + (i * (nint)Bins256);
        var cellBytes = ClassCount * (nint)sizeof(ClassCell);
        var cell = (byte*)cells + (i * (nint)Bins256 * cellBytes);
        for (; from < end; from += KeptLength)
        {
            nint bin = column[(nint)from[3]];
            mark[bin] = byte.MaxValue;
            AddTo(cell + from[2] + (bin * cellBytes), Vector128.Load(from));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(byte* cell, Vector128<long> increment) => (Vector128.Load((long*)cell) + increment).Store((long*)cell);

    /// <summary>Turns marks into masks; false where one is no bin.</summary>
    private readonly bool ReadMarks()
    {
        var good = true;
        for (var word = 0; word < checked(FeatureCount * MaskWords); word++)
        {
            var from = marks + (word * (nint)64);
            ulong mask = 0;
            for (var part = 0; part < 64; part += 16)
            {
                mask |= (ulong)Vector128.Load(from + part).ExtractMostSignificantBits() << part;
                Vector128<byte>.Zero.Store(from + part);
            }

            masks[word] = mask;
            good &= BinCount == Bins256 || (mask & ~BitsBelow(BinCount, word)) == 0;
        }

        return good;
    }

    /// <summary>Bits of bins below this one in the word of a mask.</summary>
    private static ulong BitsBelow(int bin, int word)
    {
        var bits = bin - (word % MaskWords * 64);
        return bits <= 0 ? 0 : bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
    }

    private readonly bool HasMissing(int i) => MissingBin >= 0 && ((masks[(i * (nint)MaskWords) + (MissingBin >> 6)] >> (MissingBin & 63)) & 1) != 0;

    private readonly bool IsRandom(int i) => Draws != null && Draws[i] != 0;

    /// <summary>Bins of values, where they need a place of their own.</summary>
    private readonly ulong Values(int i, int word)
    {
        var mask = masks[(i * (nint)MaskWords) + word];
        if (MissingBin >= 0)
        {
            mask &= BitsBelow(MissingBin, word);
            mask |= word == 0 && MissingBin > 0 && !IsRandom(i) && HasMissing(i) ? 1UL : 0;
        }

        return mask;
    }

    private readonly int Places(int i)
    {
        var places = 0;
        for (var word = 0; word < MaskWords; word++)
        {
            places += BitOperations.PopCount(Values(i, word));
        }

        return IsRandom(i) ? Math.Min(places, 2) : places;
    }

    private readonly void Move(int i, long* to, int shapeBins, nint stride)
    {
        var length = CellLength;
        var from = cells + (i * FeatureLength);
        var places = Places(i);
        var numbers = CellBins + (i * (nint)Bins256);
        CellCounts[i] = places;
        new Span<long>(to + (places * length), (int)(stride - (places * length))).Clear();
        if (HasMissing(i))
        {
            Copy(from + (MissingBin * length), to + ((shapeBins - 1) * length), length);
        }

        if (IsRandom(i) && places == 2)
        {
            Halve(i, from, to, numbers);
            return;
        }

        for (var word = 0; word < MaskWords; word++)
        {
            for (var mask = Values(i, word); mask != 0; mask &= mask - 1)
            {
                var bin = (word * 64) + BitOperations.TrailingZeroCount(mask);
                *numbers++ = (byte)bin;
                Copy(from + (bin * length), to, length);
                to += length;
            }
        }
    }

    /// <summary>Two places: up to a threshold drawn at random, and above it.</summary>
    private readonly void Halve(int i, long* from, long* to, byte* numbers)
    {
        var length = CellLength;
        var (low, high) = (Bins256, 0);
        for (var word = 0; word < MaskWords; word++)
        {
            var mask = Values(i, word);
            if (mask != 0)
            {
                low = Math.Min(low, (word * 64) + BitOperations.TrailingZeroCount(mask));
                high = (word * 64) + 63 - BitOperations.LeadingZeroCount(mask);
            }
        }

        var threshold = low + (int)Math.BigMul(Draws[i], (ulong)(high - low), out _);
        numbers[0] = (byte)threshold;
        numbers[1] = (byte)(threshold + 1);
        new Span<long>(to, (int)(2 * length)).Clear();
        for (var word = 0; word < MaskWords; word++)
        {
            for (var mask = Values(i, word); mask != 0; mask &= mask - 1)
            {
                var bin = (word * 64) + BitOperations.TrailingZeroCount(mask);
                var place = to + (bin > threshold ? length : 0);
                for (nint part = 0; part < length; part += 2)
                {
                    AddTo((byte*)(place + part), Vector128.Load(from + (bin * length) + part));
                }
            }
        }
    }

    /// <summary>Clears the cells of marked bins, and the mask.</summary>
    private readonly void Clear(int i)
    {
        var length = CellLength;
        var from = cells + (i * FeatureLength);
        for (var word = 0; word < MaskWords; word++)
        {
            for (var mask = masks[(i * (nint)MaskWords) + word]; mask != 0; mask &= mask - 1)
            {
                var cell = from + (((word * 64) + BitOperations.TrailingZeroCount(mask)) * length);
                for (nint part = 0; part < length; part += 2)
                {
                    Vector128<long>.Zero.Store(cell + part);
                }
            }

            masks[(i * (nint)MaskWords) + word] = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(long* from, long* to, nint length)
    {
        for (nint part = 0; part < length; part += 2)
        {
            Vector128.Load(from + part).Store(to + part);
        }
    }
}
