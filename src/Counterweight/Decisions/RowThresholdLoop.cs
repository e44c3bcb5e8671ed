using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Decisions;

/// <summary>The loop over rows with costs of their own: their thresholds, or, with probabilities, their answers as numbers of the type.</summary>
/// <param name="probabilities">One a row; empty: thresholds are asked for.</param>
/// <param name="falseAlarmCosts">One for all, or one a row.</param>
/// <param name="missCosts">One for all, or one a row.</param>
/// <param name="destination">One a row.</param>
internal readonly ref struct RowThresholdLoop<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, Span<T> destination) : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows whose answers wait in the type before they are converted.</summary>
    private const int RowsTogether = 256;

    private readonly ReadOnlySpan<T> probabilities = probabilities;
    private readonly ReadOnlySpan<T> falseAlarmCosts = falseAlarmCosts;
    private readonly ReadOnlySpan<T> missCosts = missCosts;
    private readonly Span<T> destination = destination;

    /// <summary>The answers of rows that have been checked.</summary>
    [SkipLocalsInit]
    public static void Answers(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, Span<int> answers)
    {
        Span<T> buffer = stackalloc T[RowsTogether];
        for (var start = 0; start < answers.Length; start += RowsTogether)
        {
            var some = buffer[..Math.Min(RowsTogether, answers.Length - start)];
            var loop = new RowThresholdLoop<T>(probabilities.Slice(start, some.Length), Part(falseAlarmCosts, start, some.Length), Part(missCosts, start, some.Length), some);
            BlockDispatch.Run<RowThresholdLoop<T>, T>(ref loop);
            TensorPrimitives.ConvertTruncating<T, int>(some, answers.Slice(start, some.Length));
        }
    }

    [SkipLocalsInit]
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var whole = destination.Length - (destination.Length % TBlock.Count);
        Whole<TBlock>(probabilities, falseAlarmCosts, missCosts, destination[..whole]);
        var rest = destination.Length - whole;
        if (rest > 0)
        {
            // What lies behind the tail is whatever the stack holds; it is computed and left.
            Span<T> lanes = stackalloc T[4 * TBlock.Count];
            var p = lanes[..TBlock.Count];
            var a = lanes.Slice(TBlock.Count, TBlock.Count);
            var m = lanes.Slice(2 * TBlock.Count, TBlock.Count);
            var hasProbabilities = !probabilities.IsEmpty;
            (hasProbabilities ? probabilities[whole..] : destination[whole..]).CopyTo(p);
            Tail(falseAlarmCosts, whole, a);
            Tail(missCosts, whole, m);
            var output = lanes[(3 * TBlock.Count)..];
            Whole<TBlock>(hasProbabilities ? p : default, a, m, output);
            output[..rest].CopyTo(destination[whole..]);
        }
    }

    private static ReadOnlySpan<T> Part(ReadOnlySpan<T> costs, int start, int length) => costs.Length == 1 ? costs : costs.Slice(start, length);

    private static void Tail(ReadOnlySpan<T> costs, int start, Span<T> lanes)
    {
        if (costs.Length == 1)
        {
            lanes.Fill(costs[0]);
        }
        else
        {
            costs[start..].CopyTo(lanes);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Whole<TBlock>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, Span<T> destination)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        DebugChecks.Whole(destination.Length, TBlock.Count);
        ref var p = ref MemoryMarshal.GetReference(probabilities);
        ref var a = ref MemoryMarshal.GetReference(falseAlarmCosts);
        ref var m = ref MemoryMarshal.GetReference(missCosts);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var (everyAlarm, everyMiss) = (falseAlarmCosts.Length == 1, missCosts.Length == 1);
        var (alarm, miss) = (everyAlarm ? TBlock.Create(a) : TBlock.Zero, everyMiss ? TBlock.Create(m) : TBlock.Zero);
        for (var i = 0; i < destination.Length; i += TBlock.Count)
        {
            alarm = everyAlarm ? alarm : TBlock.Load(in Unsafe.Add(ref a, i));
            miss = everyMiss ? miss : TBlock.Load(in Unsafe.Add(ref m, i));
            var both = alarm + miss;
            var threshold = TBlock.SelectEqual(both, TBlock.Zero, TBlock.Constant(double.PositiveInfinity), alarm / both);
            if (!probabilities.IsEmpty)
            {
                var probability = TBlock.Load(in Unsafe.Add(ref p, i));
                var answer = TBlock.SelectLess(threshold, probability, TBlock.One, TBlock.Zero);
                threshold = TBlock.SelectEqual(probability, probability, answer, -TBlock.One);
            }

            TBlock.Store(threshold, ref Unsafe.Add(ref to, i));
        }
    }
}
