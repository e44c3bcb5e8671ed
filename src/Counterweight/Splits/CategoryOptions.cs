using System.Runtime.InteropServices;
using Counterweight.Splits.Categories;

namespace Counterweight.Splits;

/// <summary>How categorical features are split. The default tries all beginnings of the order of all categories.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CategoryOptions
{
    /// <summary>Most categories on the side that has fewer, of those that take part; less than 1 means any number.</summary>
    public int MaxCategories { get; init; }

    /// <summary>Least number of rows of a category that takes part, rows of weight 0 not counted; less than 1 means 1. Other categories go right.</summary>
    public long MinRowCount { get; init; }

    /// <summary>
    /// s, at least 0, in the unit of the weights (classes) or of the Hessians: shares are (S_c + s·π_c)/(S + s), with π_c
    /// the node's share of the class, steps G/(H + s). It keeps rare categories from the ends of the order; gains are
    /// computed without it.
    /// </summary>
    public double Smoothing { get; init; }

    internal CategoryRule ToRule(double smoothing) => new(MaxCategories < 1 ? int.MaxValue : MaxCategories, Math.Max(1, MinRowCount), smoothing);
}
