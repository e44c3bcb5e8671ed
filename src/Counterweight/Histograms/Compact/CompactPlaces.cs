using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Histograms.Compact;

/// <summary>Gives the bins that occur places next to each other, and moves their cells there.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct CompactPlaces(CompactHistogramOperands data, CompactWorkspace workspace)
{
    private const int Bins256 = CompactWorkspace.Bins;
    private const int MaskWords = CompactWorkspace.MaskWords;

    /// <summary>Moves the cells that occur, or none where a row was bad, and clears the workspace; returns the bins of the shape.</summary>
    public int Run(bool good)
    {
        var places = 0;
        for (var i = 0; i < data.FeatureCount && good; i++)
        {
            places = Math.Max(places, Count(i));
        }

        var shapeBins = Math.Max(1, places + (data.MissingBin >= 0 ? 1 : 0));
        var stride = 2 * (nint)new HistogramShape(data.FeatureCount, shapeBins, data.ClassCount).FeatureStride;
        for (var i = 0; i < data.FeatureCount; i++)
        {
            if (good)
            {
                Move(i, data.Destination + (i * stride), shapeBins, stride);
            }
            else
            {
                Clear(i);
            }
        }

        return shapeBins;
    }

    /// <summary>Bits of bins below this one in the word of a mask.</summary>
    public static ulong BitsBelow(int bin, int word)
    {
        var bits = bin - (word % MaskWords * 64);
        return bits <= 0 ? 0 : bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
    }

    private bool HasMissing(int i) => data.MissingBin >= 0 && ((workspace.Masks[(i * (nint)MaskWords) + (data.MissingBin >> 6)] >> (data.MissingBin & 63)) & 1) != 0;

    private bool IsRandom(int i) => data.Draws != null && data.Draws[i] != 0;

    /// <summary>Bins of values, where they need a place of their own.</summary>
    private ulong Values(int i, int word, bool hasMissing)
    {
        var mask = workspace.Masks[(i * (nint)MaskWords) + word];
        if (data.MissingBin >= 0)
        {
            mask &= BitsBelow(data.MissingBin, word);
            mask |= word == 0 && data.MissingBin > 0 && !IsRandom(i) && hasMissing ? 1UL : 0;
        }

        return mask;
    }

    private int Count(int i)
    {
        var places = 0;
        var hasMissing = HasMissing(i);
        for (var word = 0; word < MaskWords; word++)
        {
            places += BitOperations.PopCount(Values(i, word, hasMissing));
        }

        return IsRandom(i) ? Math.Min(places, 2) : places;
    }

    private void Move(int i, long* to, int shapeBins, nint stride)
    {
        var length = data.CellLength;
        var from = workspace.Cells + (i * (Bins256 * data.CellLength));
        var places = Count(i);
        var numbers = data.CellBins + (i * (nint)Bins256);
        data.CellCounts[i] = places;
        new Span<long>(to + (places * length), (int)(stride - (places * length))).Clear();
        var hasMissing = HasMissing(i);
        if (hasMissing)
        {
            Take(from + (data.MissingBin * length), to + ((shapeBins - 1) * length), length);
        }

        if (IsRandom(i) && places == 2)
        {
            Halve(i, from, to, numbers);
            Clear(i);
            return;
        }

        for (var word = 0; word < MaskWords; word++)
        {
            for (var mask = Values(i, word, hasMissing); mask != 0; mask &= mask - 1)
            {
                var bin = (word * 64) + BitOperations.TrailingZeroCount(mask);
                *numbers++ = (byte)bin;
                Take(from + (bin * length), to, length);
                to += length;
            }

            workspace.Masks[(i * (nint)MaskWords) + word] = 0;
        }
    }

    /// <summary>Two places: up to a threshold drawn at random, and above it.</summary>
    private void Halve(int i, long* from, long* to, byte* numbers)
    {
        var length = data.CellLength;
        var (low, high) = (Bins256, 0);
        for (var word = 0; word < MaskWords; word++)
        {
            var mask = Values(i, word, hasMissing: false);
            if (mask != 0)
            {
                low = Math.Min(low, (word * 64) + BitOperations.TrailingZeroCount(mask));
                high = (word * 64) + 63 - BitOperations.LeadingZeroCount(mask);
            }
        }

        var threshold = low + (int)Math.BigMul(data.Draws[i], (ulong)(high - low), out _);
        numbers[0] = (byte)threshold;
        numbers[1] = (byte)(threshold + 1);
        new Span<long>(to, (int)(2 * length)).Clear();
        for (var word = 0; word < MaskWords; word++)
        {
            for (var mask = Values(i, word, hasMissing: false); mask != 0; mask &= mask - 1)
            {
                var bin = (word * 64) + BitOperations.TrailingZeroCount(mask);
                var place = to + (bin > threshold ? length : 0);
                for (nint part = 0; part < length; part += 2)
                {
                    CompactHistogramLoop.AddTo((byte*)(place + part), Vector128.Load(from + (bin * length) + part));
                }
            }
        }
    }

    /// <summary>Clears the cells of marked bins, and the mask.</summary>
    private void Clear(int i)
    {
        var length = data.CellLength;
        var from = workspace.Cells + (i * (Bins256 * data.CellLength));
        for (var word = 0; word < MaskWords; word++)
        {
            for (var mask = workspace.Masks[(i * (nint)MaskWords) + word]; mask != 0; mask &= mask - 1)
            {
                var cell = from + (((word * 64) + BitOperations.TrailingZeroCount(mask)) * length);
                for (nint part = 0; part < length; part += 2)
                {
                    Vector128<long>.Zero.Store(cell + part);
                }
            }

            workspace.Masks[(i * (nint)MaskWords) + word] = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(long* from, long* to, nint length)
    {
        for (nint part = 0; part < length; part += 2)
        {
            Vector128.Load(from + part).Store(to + part);
            Vector128<long>.Zero.Store(from + part);
        }
    }
}
