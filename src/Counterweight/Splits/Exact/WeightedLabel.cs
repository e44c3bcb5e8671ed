using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Histograms;

namespace Counterweight.Splits.Exact;

/// <summary>A row's class and its weight in units of a <see cref="WeightScale"/>, in eight bytes: what exact split search reads of a row.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct WeightedLabel
{
    /// <summary>Most classes that a label can tell apart.</summary>
    public const int MaxClasses = 1 << LabelBits;

    internal const int LabelBits = 12;

    private readonly long bits;

    /// <summary>A class and a weight.</summary>
    /// <param name="label">The class, in [0, <see cref="MaxClasses"/>).</param>
    /// <param name="units">The weight as <see cref="WeightScale.ToUnits"/> makes it, 0 … 2⁵¹.</param>
    /// <exception cref="ArgumentOutOfRangeException">The label or the weight is outside its range.</exception>
    public WeightedLabel(int label, long units)
    {
        Guard.AtLeast(label, 0);
        Guard.AtMost(label, MaxClasses - 1);
        Guard.AtLeast(units, 0);
        Guard.AtMost(units, 1L << (63 - LabelBits));
        bits = (units << LabelBits) | (uint)label;
    }

    /// <summary>The class.</summary>
    public int Label => (int)bits & (MaxClasses - 1);

    /// <summary>The weight in units; 0 is no row.</summary>
    public long Units => (long)((ulong)bits >> LabelBits);
}
