namespace Counterweight.Training.Trees;

/// <summary>Which thresholds a tree's growth tries.</summary>
public enum SplitSearchMethod
{
    /// <summary>Those between the bins of each feature: one pass over the rows, whatever the values.</summary>
    Histogram,

    /// <summary>Those between all values of a node's rows, presorted. Features that are categories are refused.</summary>
    Exact,
}
