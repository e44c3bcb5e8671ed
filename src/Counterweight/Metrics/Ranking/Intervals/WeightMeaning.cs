namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>What a weight says of its row, on which the variance of a metric depends.</summary>
public enum WeightMeaning
{
    /// <summary>How much the row stands for. Weights scaled change no variance; rows of unequal weights are worth fewer rows: (Σw)²/Σw² (Kish).</summary>
    Importance,

    /// <summary>How often the row was seen: weight 2 is the row twice.</summary>
    Frequency,
}
