namespace Counterweight.Resampling;

/// <summary>Whether classes get more rows or fewer: a strategy means another thing for each.</summary>
public enum SamplingDirection
{
    /// <summary>Over-sampling: classes grow, at most to the rows of the majority unless counts say otherwise.</summary>
    Over,

    /// <summary>Under-sampling: classes shrink, at least to the rows of the minority unless counts say otherwise.</summary>
    Under,
}
