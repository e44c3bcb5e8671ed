using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Under;

/// <summary>Rows that are kept from the start, so that a class has something to be recognized by.</summary>
internal static class Seeds
{
    /// <summary>One row of each chosen class: of class c that at place <see cref="RandomStream.Below"/>(c, rows of c) among its rows. Returns how many.</summary>
    public static int Draw(in ClassPlan plan, in RowsByClass rows, RandomStream stream, Span<int> seeds)
    {
        var count = 0;
        for (var c = 0; c < plan.Chosen.Length; c++)
        {
            if (plan.Chosen[c])
            {
                var those = rows.Of(c);
                seeds[count++] = those[(int)stream.Below(c, (uint)those.Length)];
            }
        }

        return count;
    }

    /// <summary>Each is a row of a class that may lose rows.</summary>
    public static void Check(ReadOnlySpan<int> seeds, ReadOnlySpan<int> labels, in ClassPlan plan)
    {
        for (var i = 0; i < seeds.Length; i++)
        {
            if ((uint)seeds[i] >= (uint)labels.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(seeds), seeds[i], Guard.Text($"seeds[{i}] is {seeds[i]}; it must be a row in [0, {labels.Length})."));
            }

            if (!plan.Chosen[labels[seeds[i]]])
            {
                throw new ArgumentException(Guard.Text($"seeds[{i}] is row {seeds[i]} of class {labels[seeds[i]]}, from which the strategy takes no rows."), nameof(seeds));
            }
        }
    }

    /// <summary>Room for one seed a class.</summary>
    public static int[] Rent(in ClassPlan plan) => ArrayPool<int>.Shared.Rent(plan.Chosen.Length);
}
