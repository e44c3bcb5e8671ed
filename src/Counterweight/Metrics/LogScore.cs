using System.Numerics;
using Counterweight.Elementwise;

namespace Counterweight.Metrics;

/// <summary>−ln of the probability of the label, of K classes.</summary>
internal readonly struct LogScore<T>(int classes, double least) : IRowScore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Write(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, Span<double> scores)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            var label = (uint)labels[row] < (uint)classes ? labels[row] : 0;
            var own = double.CreateTruncating(probabilities[checked((row * classes) + label)]);
            scores[row] = own < least ? least : own;
        }

        VectorMath.Log<double>(scores, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = 0 - scores[row];
        }
    }
}
