using System.Runtime.InteropServices;

namespace Counterweight.Splits;

/// <summary>What a split must satisfy, each on its own. The default asks for a row on each side and a Hessian of at least 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GradientSplitOptions
{
    /// <summary>Least number of rows on each side, rows of weight 0 not counted; less than 1 means 1.</summary>
    public long MinRowCount { get; init; }

    /// <summary>Least weight on each side, at least 0, in the unit of the weights.</summary>
    public double MinWeight { get; init; }

    /// <summary>Least sum of weighted Hessians, over all outputs, on each side; at least 0.</summary>
    public double MinHessian { get; init; }

    /// <summary>The last bin of every feature holds missing values: it is sent to either side of each threshold.</summary>
    public bool LastBinIsMissing { get; init; }

    /// <summary>How categorical features are split.</summary>
    public CategoryOptions Categories { get; init; }

    internal void Check(string parameter)
    {
        SplitOptions.Check(MinWeight, nameof(MinWeight), parameter);
        SplitOptions.Check(MinHessian, nameof(MinHessian), parameter);
        SplitOptions.Check(Categories.Smoothing, "Categories.Smoothing", parameter);
    }
}
