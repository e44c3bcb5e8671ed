namespace Counterweight.Metrics;

/// <summary>How a measure of single classes becomes one number.</summary>
public enum ClassAverage
{
    /// <summary>The mean over the classes that have rows or were predicted: a rare class counts as much as a frequent one.</summary>
    Macro,

    /// <summary>The mean over the classes, each by the weight of its rows.</summary>
    Weighted,

    /// <summary>The measure of the sums over the classes of hits, misses, false alarms and right rejections.</summary>
    Micro,
}
