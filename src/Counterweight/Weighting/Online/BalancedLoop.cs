using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting.Online;

/// <summary>Balanced weights of counts that change with every label: divisions alone, the same bits at any register width.</summary>
internal static class BalancedLoop
{
    /// <summary>w_c = ((Σn + K·pseudo)/K)/(n_c + pseudo), after a check that every one is a number of <typeparamref name="T"/>.</summary>
    public static void Write<T>(ReadOnlySpan<double> counts, double total, double pseudo, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, counts.Length, nameof(destination), "the number of classes");
        var numerator = (total / counts.Length) + pseudo;
        if (!(pseudo > 0 && IsNumber<T>(numerator / pseudo)) && !IsNumber<T>(numerator / (Least(counts) + pseudo)))
        {
            throw Absent(counts, pseudo);
        }

        if (typeof(T) == typeof(float))
        {
            Single(counts, numerator, pseudo, MemoryMarshal.Cast<T, float>(destination));
        }
        else
        {
            Double(counts, numerator, pseudo, MemoryMarshal.Cast<T, double>(destination));
        }
    }

    /// <summary>Whether the greatest weight is a number of the type, so that all are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNumber<T>(double greatest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsFinite(T.CreateTruncating(greatest));

    private static double Least(ReadOnlySpan<double> counts)
    {
        Debug.Assert(counts.Length > 0, "There is no class.");
        var i = 0;
        var fewest = new Vector<double>(double.PositiveInfinity);
        for (; i <= counts.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var here = At(counts, i);
            fewest = Vector.ConditionalSelect(Vector.LessThan(here, fewest), here, fewest);
        }

        Span<double> lanes = stackalloc double[Vector<double>.Count];
        fewest.CopyTo(lanes);
        var least = double.PositiveInfinity;
        foreach (var lane in lanes)
        {
            least = lane < least ? lane : least;
        }

        for (; i < counts.Length; i++)
        {
            least = counts[i] < least ? counts[i] : least;
        }

        return least;
    }

    private static void Double(ReadOnlySpan<double> counts, double numerator, double pseudo, Span<double> destination)
    {
        DebugChecks.Same(counts.Length, destination.Length);
        var (all, more) = (new Vector<double>(numerator), new Vector<double>(pseudo));
        var i = 0;
        for (; i <= counts.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (all / (At(counts, i) + more)).StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)i);
        }

        for (; i < counts.Length; i++)
        {
            destination[i] = numerator / (counts[i] + pseudo);
        }
    }

    private static void Single(ReadOnlySpan<double> counts, double numerator, double pseudo, Span<float> destination)
    {
        DebugChecks.Same(counts.Length, destination.Length);
        var (all, more) = (new Vector<double>(numerator), new Vector<double>(pseudo));
        var i = 0;
        for (; i <= counts.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Narrow(all / (At(counts, i) + more), all / (At(counts, i + Vector<double>.Count) + more)).StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)i);
        }

        for (; i < counts.Length; i++)
        {
            destination[i] = (float)(numerator / (counts[i] + pseudo));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> At(ReadOnlySpan<double> counts, int start) => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(counts), (nuint)start);

    private static InvalidOperationException Absent(ReadOnlySpan<double> counts, double pseudo)
    {
        for (var c = 0; c < counts.Length; c++)
        {
            if (!(counts[c] + pseudo > 0))
            {
                return new(Guard.Text($"Class {c} has no label among those counted; give a pseudoCount above 0, or wait for one."));
            }
        }

        return new("A class has so few labels beside the others that its weight is no finite number; give a greater pseudoCount.");
    }
}
