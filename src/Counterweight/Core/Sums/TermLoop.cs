using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Sums;

/// <summary>The loop that adds terms to a <see cref="ReproducibleSum"/> a block at a time: each is cut into the digits that the sum keeps, which add up without rounding.</summary>
internal unsafe struct TermLoop(double* terms, nint count, ReproducibleSum sum) : IBlockJob<double>
{
    /// <summary>Terms that share the digits of the greatest of them. A lane then sums less than 2⁴⁵: exact in a double.</summary>
    private const int TermsAtOnce = 512;

    /// <summary>2³², a digit's unit in the next one.</summary>
    private const double DigitUnit = 4294967296;

    private readonly double* terms = terms;
    private readonly nint count = count;
    private ReproducibleSum sum = sum;

    public readonly ReproducibleSum Sum => sum;

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        DebugChecks.Present(terms, count);
        var whole = count - (count % TBlock.Count);
        for (nint start = 0; start < whole; start += TermsAtOnce)
        {
            Add<TBlock>(terms + start, nint.Min(TermsAtOnce, whole - start));
        }

        if (whole < count)
        {
            var rest = stackalloc double[TBlock.Count];
            Scratch.Pad(terms + whole, (int)(count - whole), rest, TBlock.Count, 0);
            Add<TBlock>(rest, TBlock.Count);
        }
    }

    private void Add<TBlock>(double* part, nint length)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var greatest = Greatest<TBlock>(part, length);
        if (double.IsFinite(greatest))
        {
            if (greatest > 0)
            {
                Cut<TBlock>(part, length, greatest);
            }

            return;
        }

        for (nint i = 0; i < length; i++)
        {
            sum.Add(part[i]);
        }
    }

    /// <summary>The greatest magnitude; NaN where a term is not finite.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Greatest<TBlock>(double* part, nint length)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        DebugChecks.Whole(length, TBlock.Count);
        var (greatest, finite) = (TBlock.Zero, TBlock.Zero);
        for (nint i = 0; i < length; i += TBlock.Count)
        {
            var term = TBlock.Load(in part[i]);
            greatest = TBlock.Max(TBlock.Abs(term), greatest);
            finite = TBlock.FusedMultiplyAdd(term, TBlock.Zero, finite);
        }

        return TBlock.MaxAcross(greatest) + TBlock.Sum(finite);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Cut<TBlock>(double* part, nint length, double greatest)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        DebugChecks.Whole(length, TBlock.Count);
        // In two steps: the exponent, which is even, reaches ±1024.
        var scale = TBlock.Create(Math.ScaleB(1, -sum.ExponentFor(greatest) / 2));
        var unit = TBlock.Constant(DigitUnit);
        var (digit0, digit1, digit2, digit3) = (TBlock.Zero, TBlock.Zero, TBlock.Zero, TBlock.Zero);
        for (nint i = 0; i < length; i += TBlock.Count)
        {
            var term = TBlock.Load(in part[i]);
            var sign = TBlock.SelectLess(term, TBlock.Zero, -TBlock.One, TBlock.One);
            var rest = TBlock.Abs(term) * scale * scale;
            var digit = WholePart(rest);
            digit3 = TBlock.FusedMultiplyAdd(sign, digit, digit3);
            rest = (rest - digit) * unit;
            digit = WholePart(rest);
            digit2 = TBlock.FusedMultiplyAdd(sign, digit, digit2);
            rest = (rest - digit) * unit;
            digit = WholePart(rest);
            digit1 = TBlock.FusedMultiplyAdd(sign, digit, digit1);
            rest = (rest - digit) * unit;
            digit0 = TBlock.FusedMultiplyAdd(sign, WholePart(rest), digit0);
        }

        sum.AddDigits((long)TBlock.Sum(digit0), (long)TBlock.Sum(digit1), (long)TBlock.Sum(digit2), (long)TBlock.Sum(digit3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock WholePart<TBlock>(TBlock value)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var nearest = TBlock.Round(value);
        return TBlock.SelectLess(value, nearest, nearest - TBlock.One, nearest);
    }
}
