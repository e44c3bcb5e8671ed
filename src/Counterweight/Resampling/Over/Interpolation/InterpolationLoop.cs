using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Resampling.Over.Interpolation;

/// <summary>The loop over new rows, each a + u(b − a) of two points, rounded as one operation of the difference.</summary>
internal unsafe struct InterpolationLoop<TBlock>(InterpolationOperands operands) : IWorkJob<InterpolationLoop<TBlock>>
    where TBlock : struct, ISimdBlock<TBlock, float>
{
    private readonly InterpolationOperands operands = operands;

    [SkipLocalsInit]
    public readonly void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, OverTuning.RowsPerItem, operands.NewCount);
        var parents = stackalloc int[OverTuning.RowsPerItem];
        var neighbors = stackalloc int[OverTuning.RowsPerItem];
        var steps = stackalloc float[OverTuning.RowsPerItem];
        DebugChecks.Present(operands.Features, operands.NewCount);
        operands.Choices.Fill(first, count, parents, neighbors, steps);
        Tell(first, count, parents, neighbors, steps);

        // A row's last block is written beyond its end where the rows behind it are still to come.
        var length = (nint)operands.FeatureCount;
        var to = operands.Features + (first * length);
        var end = to + (count * length);
        for (var i = 0; i < count; i++, to += length)
        {
            Row(operands.Points + (parents[i] * length), operands.Points + (neighbors[i] * length), steps[i], to, end);
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < operands.VotedCount; j++)
            {
                operands.Features[((first + i) * length) + operands.Voted[j]] = operands.Votes[((nint)parents[i] * operands.VotedCount) + j];
            }
        }
    }

    private readonly void Row(float* a, float* b, float u, float* to, float* end)
    {
        var step = TBlock.Create(u);
        var length = (nint)operands.FeatureCount;
        nint i = 0;
        for (; i < length && to + i + TBlock.Count <= end; i += TBlock.Count)
        {
            TBlock.Store(Between(ref a[i], ref b[i], step), ref to[i]);
        }

        if (i < length)
        {
            var last = stackalloc float[TBlock.Count];
            for (; i < length; i += TBlock.Count)
            {
                TBlock.Store(Between(ref a[i], ref b[i], step), ref *last);
                var rest = (int)Math.Min(TBlock.Count, length - i);
                new Span<float>(last, rest).CopyTo(new Span<float>(to + i, rest));
            }
        }
    }

    /// <summary>What else is told of the new rows.</summary>
    private readonly void Tell(nint first, int count, int* parents, int* neighbors, float* steps)
    {
        for (var i = 0; i < count; i++)
        {
            var (parent, neighbor) = (operands.Rows[parents[i]], operands.Rows[neighbors[i]]);
            if (operands.Parents != null)
            {
                operands.Parents[first + i] = parent;
            }

            if (operands.Neighbors != null)
            {
                operands.Neighbors[first + i] = neighbor;
            }

            if (operands.Steps != null)
            {
                operands.Steps[first + i] = steps[i];
            }

            if (operands.NewWeights != null)
            {
                var (a, b) = (operands.Weights[parent], operands.Weights[neighbor]);
                operands.NewWeights[first + i] = MathF.FusedMultiplyAdd(steps[i], b - a, a);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Between(ref float a, ref float b, TBlock step)
    {
        var from = TBlock.Load(in a);
        return TBlock.FusedMultiplyAdd(step, TBlock.Load(in b) - from, from);
    }
}
