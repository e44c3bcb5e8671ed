using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Increments;
using Xunit;

namespace Counterweight.Tests.Safety;

/// <summary>A loop keeps pooled memory from one work item to the next, while the garbage collector may move it.</summary>
public unsafe class MovedMemoryTests
{
    private const int Rows = 3 * HistogramTuning.ItemRows;
    private const int Bins = 16;

    [Fact]
    public void HistogramsKeepTheirSums()
    {
        byte[] bins = [.. Enumerable.Range(0, Rows).Select(row => (byte)(row * 7 % Bins))];
        float[] gradients = [.. Enumerable.Range(0, Rows).Select(row => (row % 100 / 100f) - 0.4f)];
        float[] weights = [.. Enumerable.Range(0, Rows).Select(row => 1 + (row % 3 / 4f))];
        var shape = new GradientHistogramShape(1, Bins);
        var (expected, cells) = (new long[shape.Length], new long[shape.Length]);
        GradientHistogram.Build<byte, float>(new(bins, Rows, 1), weights, gradients, gradients, new(expected, shape, new(10, 10, 10)));
        fixed (byte* b = bins)
        fixed (float* w = weights, g = gradients)
        fixed (long* d = cells)
        {
            var data = new HistogramOperands<byte>(new(bins, Rows, 1), b, Rows, Bins) { FeatureBytes = (nint)shape.FeatureStride * sizeof(long), Length = shape.Length, Destination = d };
            for (var round = 0; round < 8; round++)
            {
                Array.Fill(cells, -7);
                SumMoved(data, new(new(w, -1, g, g, 1, 1024, 1024, 1024)), round);
                Assert.Equal(expected, cells);
            }
        }
    }

    /// <summary>Sums items while what was free before the loop's memory, some multiple of 8 bytes, is taken away.</summary>
    private static void SumMoved(in HistogramOperands<byte> data, GradientIncrement<float> increment, int round)
    {
        var loop = new HistogramLoop<GradientIncrement<float>, Vector256<long>, byte, AllRows>(data, increment, default, HistogramPass.Whole);

        // The pool keeps no array of this length from now on: the next one is new.
        long[][] taken = [.. Enumerable.Range(0, 64).Select(_ => ArrayPool<long>.Shared.Rent((int)loop.WorkspaceLength))];
        Waste((round * 8) + 24);
        for (var item = 0; item < 3; item++)
        {
            loop.Run(item);
            GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        }

        loop.Finish(accepted: true);
        GC.KeepAlive(taken);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Waste(int bytes) => GC.KeepAlive(new byte[bytes]);
}
