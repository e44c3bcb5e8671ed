using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting;

/// <summary>The loop that counts labels which have been checked.</summary>
internal static class LabelCountLoop
{
    /// <summary>Tables used in turn, so that a run of one class does not wait for its own counter.</summary>
    private const int Tables = 4;

    /// <summary>Classes up to which the tables lie on the stack.</summary>
    private const int StackClasses = 255;

    /// <summary>Writes the rows of each class; rows of the label to ignore are skipped.</summary>
    [SkipLocalsInit]
    public static void Count<TLabel>(ReadOnlySpan<TLabel> labels, int? ignoreLabel, Span<long> counts)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        DebugChecks.Labels(labels, counts.Length, ignoreLabel);
        if (counts.Length <= StackClasses)
        {
            Span<int> tables = stackalloc int[Tables * (counts.Length + 1)];
            tables.Clear();
            Count(labels, ignoreLabel ?? -1, counts.Length, tables);
            Merge(tables, counts);
            return;
        }

        counts.Clear();
        foreach (var label in labels)
        {
            var number = int.CreateTruncating(label);
            if (number != ignoreLabel)
            {
                counts[number]++;
            }
        }
    }

    private static void Count<TLabel>(ReadOnlySpan<TLabel> labels, int ignored, int classes, Span<int> tables)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        // What is ignored is counted in a slot of its own: no branch to mispredict.
        ref var first = ref MemoryMarshal.GetReference(labels);
        ref var table0 = ref MemoryMarshal.GetReference(tables);
        ref var table1 = ref Unsafe.Add(ref table0, classes + 1);
        ref var table2 = ref Unsafe.Add(ref table1, classes + 1);
        ref var table3 = ref Unsafe.Add(ref table2, classes + 1);
        var i = 0;
        for (; i + Tables <= labels.Length; i += Tables)
        {
            var (a, b) = (int.CreateTruncating(Unsafe.Add(ref first, i)), int.CreateTruncating(Unsafe.Add(ref first, i + 1)));
            var (c, d) = (int.CreateTruncating(Unsafe.Add(ref first, i + 2)), int.CreateTruncating(Unsafe.Add(ref first, i + 3)));
            Unsafe.Add(ref table0, a == ignored ? classes : a)++;
            Unsafe.Add(ref table1, b == ignored ? classes : b)++;
            Unsafe.Add(ref table2, c == ignored ? classes : c)++;
            Unsafe.Add(ref table3, d == ignored ? classes : d)++;
        }

        for (; i < labels.Length; i++)
        {
            var label = int.CreateTruncating(Unsafe.Add(ref first, i));
            Unsafe.Add(ref table0, label == ignored ? classes : label)++;
        }
    }

    private static void Merge(ReadOnlySpan<int> tables, Span<long> counts)
    {
        for (var c = 0; c < counts.Length; c++)
        {
            var count = 0L;
            for (var table = 0; table < Tables; table++)
            {
                count += tables[(table * (counts.Length + 1)) + c];
            }

            counts[c] = count;
        }
    }
}
