using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Core.Sums;

/// <summary>The loop over elements whose squares are summed, and with <typeparamref name="TMoments"/> the elements themselves, all in double.</summary>
internal unsafe struct SquareLoop<TBlock, T, TMoments>(T* elements, nint count) : IWorkJob<SquareLoop<TBlock, T, TMoments>>
    where TBlock : struct, ISimdBlock<TBlock, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMoments : struct, IStaticFlag
{
    private readonly T* elements = elements;
    private readonly nint count = count;
    private SquareSum squares;
    private ReproducibleSum sum;
    private long positive;

    public readonly int Items => WorkItems.Count(count, SquareTuning.ElementsPerItem);

    public readonly SquareSum Squares => squares;

    /// <summary>Σx, with the option.</summary>
    public readonly ReproducibleSum Sum => sum;

    /// <summary>Elements above 0, with the option.</summary>
    public readonly long Positive => positive;

    public void Run(int item)
    {
        var (start, here) = WorkItems.Range(item, SquareTuning.ElementsPerItem, count);
        var lanes = default(SquareLanes<TBlock>);
        squares.Add(SumOfSquares(elements + start, here, ref lanes, out var frame), frame);
        if (TMoments.IsOn)
        {
            sum.Add(lanes.Sum);
            positive += lanes.Count;
        }
    }

    public void Merge(in SquareLoop<TBlock, T, TMoments> other)
    {
        squares.Add(in other.squares);
        sum.Add(in other.sum);
        positive += other.positive;
    }

    /// <summary>Sum of squares in the frame that suits it. Squares of floats fit a double; doubles are summed again where they do not.</summary>
    public static double SumOfSquares(T* elements, nint count, ref SquareLanes<TBlock> lanes, out int frame)
    {
        Feed(elements, count, 1, ref lanes);
        var result = lanes.Squares;
        frame = typeof(T) == typeof(float) ? 0 : SquareSum.FrameOf(result);
        if (frame == 0)
        {
            return result;
        }

        var scaled = default(SquareLanes<TBlock>);
        Feed(elements, count, Math.ScaleB(1, -frame * SquareSum.FrameExponent), ref scaled);
        return scaled.Squares;
    }

    /// <summary>Whole steps of doubles are read where they lie; all else is brought to doubles, and padded with zeros, on the stack.</summary>
    [SkipLocalsInit]
    private static void Feed(T* elements, nint count, double scale, ref SquareLanes<TBlock> lanes)
    {
        var step = 2 * TBlock.Count;
        nint done = 0;
        if (typeof(T) == typeof(double) && scale == 1)
        {
            done = count - (count % step);
            Blocks((double*)elements, done, ref lanes);
        }

        if (done == count)
        {
            return;
        }

        var buffer = stackalloc double[SquareTuning.Chunk + (Scratch.Alignment / sizeof(double))];
        buffer = Scratch.Align(buffer);
        for (; done < count; done += SquareTuning.Chunk)
        {
            var here = (int)nint.Min(SquareTuning.Chunk, count - done);
            var padded = (int)Rounding.Up(here, step);
            var wide = new Span<double>(buffer, here);
            if (typeof(T) == typeof(float))
            {
                TensorPrimitives.ConvertTruncating(new ReadOnlySpan<float>(elements + done, here), wide);
            }
            else
            {
                TensorPrimitives.Multiply(new ReadOnlySpan<double>(elements + done, here), scale, wide);
            }

            new Span<double>(buffer + here, padded - here).Clear();
            Blocks(buffer, padded, ref lanes);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Blocks(double* elements, nint count, ref SquareLanes<TBlock> result)
    {
        DebugChecks.Present(elements, count);
        DebugChecks.Whole(count, 2 * TBlock.Count);
        // One local a register: the JIT takes no struct of more than four fields apart.
        var (evenSquares, oddSquares) = (result.EvenSquares, result.OddSquares);
        var (evenSum, oddSum, positive) = (result.EvenSum, result.OddSum, result.Positive);
        for (nint i = 0; i < count; i += 2 * TBlock.Count)
        {
            var even = TBlock.Load(in elements[i]);
            var odd = TBlock.Load(in elements[i + TBlock.Count]);
            evenSquares = TBlock.FusedMultiplyAdd(even, even, evenSquares);
            oddSquares = TBlock.FusedMultiplyAdd(odd, odd, oddSquares);
            if (TMoments.IsOn)
            {
                evenSum += even;
                oddSum += odd;
                positive += TBlock.One & TBlock.LessThan(TBlock.Zero, even);
                positive += TBlock.One & TBlock.LessThan(TBlock.Zero, odd);
            }
        }

        (result.EvenSquares, result.OddSquares) = (evenSquares, oddSquares);
        if (TMoments.IsOn)
        {
            (result.EvenSum, result.OddSum, result.Positive) = (evenSum, oddSum, positive);
        }
    }
}

/// <content>Runs the loop over a span.</content>
internal static class SquareLoop
{
    /// <summary>Σx² alone.</summary>
    public static unsafe SquareSum Squares<T>(ReadOnlySpan<T> elements, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* start = elements)
        {
            var job = new SquareJob<T, Off>(start, elements.Length, degreeOfParallelism);
            BlockDispatch.Run<SquareJob<T, Off>, double>(ref job);
            return job.Squares;
        }
    }

    /// <summary>Σx², Σx and how many elements are above 0.</summary>
    public static unsafe SquareSum Moments<T>(ReadOnlySpan<T> elements, int degreeOfParallelism, out ReproducibleSum sum, out long positive)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* start = elements)
        {
            var job = new SquareJob<T, On>(start, elements.Length, degreeOfParallelism);
            BlockDispatch.Run<SquareJob<T, On>, double>(ref job);
            (sum, positive) = (job.Sum, job.Positive);
            return job.Squares;
        }
    }
}
