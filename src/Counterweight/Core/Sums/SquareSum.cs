namespace Counterweight.Core.Sums;

/// <summary>A sum of squares over the whole range of doubles; neither order nor merging changes a bit.</summary>
/// <remarks>
/// Squares span twice the exponents that a double has. Each part is therefore summed in one of three frames, as
/// x², (x·2⁶⁴⁰)² or (x·2⁻⁶⁴⁰)², and the frames meet when the sum is asked for. The three accumulators:
/// Blue, «A Portable Fortran Program to Find the Euclidean Norm of a Vector», ACM Trans. Math. Software 4 (1978).
/// </remarks>
internal struct SquareSum
{
    /// <summary>Frame f holds squares of x·2^(−640·f), f = −1, 0, 1. A multiple of 32, the digits of <see cref="ReproducibleSum"/>.</summary>
    public const int FrameExponent = 640;

    /// <summary>2⁻⁹⁰⁰: sums below, of elements unscaled, may have lost what matters to underflow.</summary>
    private const double Least = 1.1830521861667747e-271;

    /// <summary>Digits of <see cref="ReproducibleSum"/> from the squares of one frame to those of the next.</summary>
    private const int FrameDigits = 2 * FrameExponent / 32;

    private ReproducibleSum small;
    private ReproducibleSum middle;
    private ReproducibleSum large;

    /// <summary>The frame in which to sum again what came to <paramref name="squares"/> in frame 0; NaN and infinity go to the large.</summary>
    public static int FrameOf(double squares) => squares >= Least && squares <= double.MaxValue ? 0 : squares < Least ? -1 : 1;

    /// <summary>Adds a sum of squares of a frame.</summary>
    public void Add(double squares, int frame)
    {
        switch (frame)
        {
            case < 0:
                small.Add(squares);
                break;
            case 0:
                middle.Add(squares);
                break;
            default:
                large.Add(squares);
                break;
        }
    }

    public void Add(in SquareSum other)
    {
        small.Add(in other.small);
        middle.Add(in other.middle);
        large.Add(in other.large);
    }

    /// <summary>The sum as a number of a frame, never subnormal or too great for a double; NaN or infinite where an element is.</summary>
    public readonly double Sum(out int frame)
    {
        var (least, mean, most) = (small.Value, middle.Value, large.Value);
        var total = most != 0 ? large : mean != 0 ? middle : small;
        frame = most != 0 ? 1 : mean != 0 ? 0 : -1;
        if (!small.IsFinite || !middle.IsFinite || !large.IsFinite)
        {
            return least + mean + most;
        }

        if (frame == 0 && double.IsInfinity(mean))
        {
            frame = 1;
            return middle.Moved(-FrameDigits).Value;
        }

        // Two frames below nothing counts.
        if (frame == 1)
        {
            AddNextBelow(ref total, middle);
        }
        else if (frame == 0)
        {
            AddNextBelow(ref total, small);
        }

        return total.Value;
    }

    /// <summary>Adds a sum of the frame below without rounding it: three doubles hold all of its digits.</summary>
    private static void AddNextBelow(ref ReproducibleSum total, ReproducibleSum below)
    {
        if (double.IsInfinity(below.Value))
        {
            var moved = below.Moved(-FrameDigits);
            total.Add(in moved);
            return;
        }

        for (var part = below.Value; part != 0; part = below.Value)
        {
            total.Add(Math.ScaleB(part, -2 * FrameExponent));
            below.Add(-part);
        }
    }
}
