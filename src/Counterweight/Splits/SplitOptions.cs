using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Splits;

/// <summary>What a split must satisfy. The default asks for a row on each side and a gain above 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SplitOptions
{
    /// <summary>Least number of rows on each side, rows of weight 0 not counted; less than 1 means 1.</summary>
    public long MinRowCount { get; init; }

    /// <summary>Least weight on each side, at least 0, in the unit of the weights.</summary>
    public double MinWeight { get; init; }

    /// <summary>The gain must exceed this, at least 0.</summary>
    public double MinGain { get; init; }

    /// <summary>The last bin of every feature holds missing values: it is sent to either side of each threshold.</summary>
    public bool LastBinIsMissing { get; init; }

    /// <summary>W of the gain's factor W_t/W: the weight of the whole tree; 0 stands for the node's own, factor 1.</summary>
    public double RootWeight { get; init; }

    /// <summary>How categorical features are split.</summary>
    public CategoryOptions Categories { get; init; }

    internal void Check(string parameter)
    {
        Check(MinWeight, nameof(MinWeight), parameter);
        Check(MinGain, nameof(MinGain), parameter);
        Check(RootWeight, nameof(RootWeight), parameter);
        Check(Categories.Smoothing, "Categories.Smoothing", parameter);
    }

    internal static void Check(double value, string property, string parameter)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(parameter, value, Guard.Text($"{property} is {value}; it must be finite and at least 0."));
        }
    }
}
