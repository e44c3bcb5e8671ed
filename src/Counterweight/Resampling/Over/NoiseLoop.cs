using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Over;

/// <summary>The loop that adds normal noise to rows: feature f of row i gets number i·features + f of the stream, or of what is given, times the width of f.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct NoiseLoop : IWorkJob<NoiseLoop>
{
    /// <summary>Numbers that lie on the stack.</summary>
    private const int Part = 256;

    private int rowCount;

    public required float* Features { get; init; }

    public required float* Widths { get; init; }

    /// <summary>Numbers of one's own; null: those of the stream.</summary>
    public required float* Noise { get; init; }

    public required int FeatureCount { get; init; }

    public required RandomStream Stream { get; init; }

    public static void Run(NoiseLoop loop, int rowCount, int degreeOfParallelism)
    {
        loop.rowCount = rowCount;
        WorkItems.Run(ref loop, WorkItems.Count(rowCount, OverTuning.RowsPerItem), degreeOfParallelism);
    }

    public readonly void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, OverTuning.RowsPerItem, rowCount);
        DebugChecks.Present(Features, rowCount);
        if (FeatureCount > Part)
        {
            for (var i = 0; i < count; i++)
            {
                Row((first + i) * FeatureCount);
            }

            return;
        }

        var together = Part / FeatureCount;
        for (var i = 0; i < count; i += together)
        {
            Rows((first + i) * FeatureCount, Math.Min(together, count - i));
        }
    }

    [SkipLocalsInit]
    private readonly void Rows(nint start, int count)
    {
        var length = checked(count * FeatureCount);
        var numbers = stackalloc float[Part];
        Fill(start, new Span<float>(numbers, length));
        for (var i = 0; i < length; i += FeatureCount)
        {
            Add(new(Widths, FeatureCount), new(numbers + i, FeatureCount), new(Features + start + i, FeatureCount));
        }
    }

    [SkipLocalsInit]
    private readonly void Row(nint start)
    {
        var numbers = stackalloc float[Part];
        for (var f = 0; f < FeatureCount; f += Part)
        {
            var length = Math.Min(Part, FeatureCount - f);
            Fill(start + f, new Span<float>(numbers, length));
            Add(new(Widths + f, length), new(numbers, length), new(Features + start + f, length));
        }
    }

    private readonly void Fill(nint start, Span<float> numbers)
    {
        if (Noise == null)
        {
            Stream.FillNormal(start, numbers);
        }
        else
        {
            new Span<float>(Noise + start, numbers.Length).CopyTo(numbers);
        }
    }

    /// <summary>What is beyond a float becomes the greatest one; NaN stays.</summary>
    private static void Add(ReadOnlySpan<float> widths, ReadOnlySpan<float> numbers, Span<float> features)
    {
        TensorPrimitives.FusedMultiplyAdd(widths, numbers, features, features);
        TensorPrimitives.Clamp(features, float.MinValue, float.MaxValue, features);
    }
}
