using System.Numerics;

namespace Counterweight.Metrics;

/// <summary>Σ over K classes of (probability − 1 or 0)²; of one probability that of class 1 alone.</summary>
internal readonly struct SquareScore<T>(int classes) : IRowScore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Write(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, Span<double> scores)
    {
        var first = classes == 1 ? 1 : 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var own = probabilities.Slice(checked(row * classes), classes);
            var sum = 0.0;
            for (var c = 0; c < own.Length; c++)
            {
                var error = double.CreateTruncating(own[c]) - (c + first == labels[row] ? 1 : 0);
                sum = Math.FusedMultiplyAdd(error, error, sum);
            }

            scores[row] = sum;
        }
    }
}
