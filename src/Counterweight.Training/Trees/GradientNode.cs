using System.Runtime.InteropServices;
using Counterweight.Splits;

namespace Counterweight.Training.Trees;

/// <summary>A node of a boosting tree under construction.</summary>
/// <param name="depth">Splits between the root and it.</param>
/// <param name="sums">Rows, weight, G₁, H₁, … of the rows the tree is grown on.</param>
/// <param name="ranges">Its rows in each set of rows.</param>
internal sealed class GradientNode(int depth, long[] sums, GradientNode.Range[] ranges)
{
    public int Depth => depth;

    public long[] Sums => sums;

    public Range[] Ranges => ranges;

    public long Rows => sums[0];

    /// <summary>Present while the node may be split.</summary>
    public long[]? Histogram { get; set; }

    /// <summary>The best split, invalid where there is none.</summary>
    public GradientSplit Split { get; set; }

    public GradientCut Cut { get; set; }

    public GradientNode? Left { get; set; }

    public GradientNode? Right { get; set; }

    /// <summary>Sum of the Hessians over all outputs, which a <see cref="long"/> does not hold.</summary>
    public Int128 Hessian
    {
        get
        {
            var sum = Int128.Zero;
            for (var i = 3; i < sums.Length; i += 2)
            {
                sum += sums[i];
            }

            return sum;
        }
    }

    /// <summary>Neighbouring rows of a set.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Range(int Start, int End)
    {
        public int Length => End - Start;
    }
}
