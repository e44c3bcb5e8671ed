using System.Numerics;

namespace Counterweight.Metrics;

/// <summary>A score of single rows, in double.</summary>
internal interface IRowScore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes the scores of consecutive rows, one a label.</summary>
    /// <param name="probabilities">Those of the rows, one or K each.</param>
    /// <param name="labels">A class each, or the ignored label, whose score does not matter.</param>
    /// <param name="scores">As many as labels.</param>
    void Write(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, Span<double> scores);
}
