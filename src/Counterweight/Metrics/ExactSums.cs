using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Metrics;

/// <summary>
/// Cells that each hold an exact sum of doubles that are not negative: whole numbers of 2⁻¹⁰⁷⁴, as many 64-bit words as the terms ask for.
/// No order, no cut and no merge changes a bit, and subtracting parts of a sum is exact too.
/// </summary>
/// <remarks>
/// All cells share one window of words, which grows when a term lies outside. Its last word is spare: 2⁶³ terms fit.
/// The idea: U. Kulisch, «Computer Arithmetic and Validity», 2008, chapter 8.
/// </remarks>
internal sealed class ExactSums
{
    /// <summary>Position of 1: bits are numbered from the least bit of the least subnormal.</summary>
    public const int OfOne = 1074;

    /// <summary>Cells up to which all of them have words; of more only those have that occur.</summary>
    private const long MostDense = 1 << 16;

    private readonly Dictionary<long, int>? places;
    private readonly long cellCount;
    private ulong[] words = [];
    private int stored;
    private int first;
    private int width;

    /// <param name="cellCount">Cells, at least 1.</param>
    public ExactSums(long cellCount)
    {
        this.cellCount = cellCount;
        if (cellCount > MostDense)
        {
            places = [];
        }
        else
        {
            stored = (int)cellCount;
        }
    }

    /// <summary>The cells that may hold something, in ascending order.</summary>
    public IEnumerable<long> Cells => places is null ? LongRange(cellCount) : places.Keys.Order();

    /// <summary>Where the bits of a finite double that is not negative lie, and its mantissa.</summary>
    public static int PositionOf(double term, out ulong mantissa)
    {
        var bits = BitConverter.DoubleToUInt64Bits(term);
        var exponent = (int)(bits >> 52);
        mantissa = (bits & ((1UL << 52) - 1)) | (exponent == 0 ? 0 : 1UL << 52);
        return Math.Max(exponent, 1) - 1;
    }

    /// <summary>Adds a finite double that is not negative.</summary>
    public void Add(long cell, double term)
    {
        var position = PositionOf(term, out var mantissa);
        Add(cell, position, mantissa);
    }

    /// <summary>Adds <paramref name="value"/> · 2^(<paramref name="position"/> − 1074).</summary>
    public void Add(long cell, int position, ulong value)
    {
        if (value == 0)
        {
            return;
        }

        var (word, shift) = (position >> 6, position & 63);
        Reserve(word, (position + 63 - BitOperations.LeadingZeroCount(value)) >> 6);
        var at = Words(cell)[(word - first)..];
        var sum = (UInt128)at[0] + (value << shift);
        at[0] = (ulong)sum;
        var carry = (UInt128)(value >> 1 >> (63 - shift)) + (ulong)(sum >> 64);
        for (var i = 1; carry != 0; i++)
        {
            sum = carry + at[i];
            at[i] = (ulong)sum;
            carry = sum >> 64;
        }
    }

    /// <summary>Adds a cell of another, or of this.</summary>
    public void AddCell(long cell, ExactSums other, long otherCell)
    {
        if (!other.Has(otherCell))
        {
            return;
        }

        Reserve(other.first, other.first + other.width - 2);
        var to = Words(cell)[(other.first - first)..];
        var from = other.Words(otherCell);
        UInt128 carry = 0;
        for (var i = 0; i < from.Length || carry != 0; i++)
        {
            carry += (UInt128)to[i] + (i < from.Length ? from[i] : 0);
            to[i] = (ulong)carry;
            carry >>= 64;
        }
    }

    /// <summary>Subtracts a cell of another that is no greater.</summary>
    public void SubtractCell(long cell, ExactSums other, long otherCell)
    {
        if (!other.Has(otherCell))
        {
            return;
        }

        Reserve(other.first, other.first + other.width - 2);
        var to = Words(cell)[(other.first - first)..];
        var from = other.Words(otherCell);
        Int128 borrow = 0;
        for (var i = 0; i < from.Length || borrow != 0; i++)
        {
            borrow += (Int128)to[i] - (i < from.Length ? from[i] : 0);
            to[i] = (ulong)(UInt128)borrow;
            borrow >>= 64;
        }
    }

    /// <summary>Subtracts all cells of another, none of them greater.</summary>
    public void Subtract(ExactSums other)
    {
        foreach (var cell in other.Cells)
        {
            SubtractCell(cell, other, cell);
        }
    }

    /// <summary>Adds all cells of another of as many.</summary>
    public void Add(ExactSums other)
    {
        foreach (var cell in other.Cells)
        {
            AddCell(cell, other, cell);
        }
    }

    /// <summary>The same sums once more.</summary>
    public ExactSums Copy()
    {
        var copy = new ExactSums(cellCount);
        copy.Add(this);
        return copy;
    }

    /// <summary>The exponent of the highest bit; 0 of nothing.</summary>
    public int Exponent(long cell)
    {
        var own = Has(cell) ? Words(cell) : default;
        var top = own.LastIndexOfAnyExcept(0UL);
        return top < 0 ? 0 : (64 * (first + top)) + BitOperations.Log2(own[top]) - OfOne;
    }

    /// <summary>The sum times 2^<paramref name="exponent"/>, rounded once; infinite beyond a double.</summary>
    public double Value(long cell, int exponent = 0)
    {
        if (!Has(cell))
        {
            return 0;
        }

        var own = Words(cell);
        var top = own.LastIndexOfAnyExcept(0UL);
        if (top <= 0)
        {
            return Math.ScaleB((double)own[0], (64 * first) - OfOne + exponent);
        }

        // What lies below the upper two words is far below the last bit: one sticky bit stands for it.
        var sticky = own[..(top - 1)].ContainsAnyExcept(0UL) ? 1UL : 0;
        var head = new UInt128(own[top], own[top - 1] | sticky);
        return Math.ScaleB((double)head, (64 * (first + top - 1)) - OfOne + exponent);
    }

    private static IEnumerable<long> LongRange(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            yield return i;
        }
    }

    private bool Has(long cell) => width > 0 && (places is null || places.ContainsKey(cell));

    private Span<ulong> Words(long cell)
    {
        var place = (int)cell;
        if (places is not null)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(places, cell, out var isThere);
            if (!isThere)
            {
                own = stored++;
                if (words.LongLength < (long)stored * width)
                {
                    Array.Resize(ref words, checked((int)Math.Min(Array.MaxLength, 2L * stored * width)));
                }
            }

            place = own;
        }

        return words.AsSpan(checked(place * width), width);
    }

    /// <summary>Makes room for terms whose bits lie in words <paramref name="low"/> to <paramref name="high"/>, and for a spare word above.</summary>
    private void Reserve(int low, int high)
    {
        if (width > 0 && low >= first && high + 2 <= first + width)
        {
            return;
        }

        var from = width == 0 ? low : Math.Min(first, low);
        var to = width == 0 ? high + 2 : Math.Max(first + width, high + 2);
        var wider = new ulong[checked(stored * (to - from))];
        for (var place = 0; place < stored && width > 0; place++)
        {
            words.AsSpan(checked(place * width), width).CopyTo(wider.AsSpan(checked(place * (to - from)) + first - from));
        }

        (words, first, width) = (wider, from, to - from);
    }
}
