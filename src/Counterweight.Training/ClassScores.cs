using Counterweight.Elementwise;

namespace Counterweight.Training;

/// <summary>Scores of classes, one a class and row, row after row.</summary>
internal static class ClassScores
{
    /// <summary>The class of the greatest score, the lowest of equals.</summary>
    public static int Greatest(ReadOnlySpan<double> scores)
    {
        var best = 0;
        for (var label = 1; label < scores.Length; label++)
        {
            best = scores[label] > scores[best] ? label : best;
        }

        return best;
    }

    /// <summary>Puts the softmax of each row in its place.</summary>
    /// <param name="scores">Rows × classes.</param>
    /// <param name="classCount">Number of classes.</param>
    public static void ToProbabilities(Span<double> scores, int classCount)
    {
        for (var at = 0; at < scores.Length; at += classCount)
        {
            var row = scores.Slice(at, classCount);
            var most = row[Greatest(row)];
            foreach (ref var score in row)
            {
                score -= most;
            }
        }

        VectorMath.Exp<double>(scores, scores);
        for (var at = 0; at < scores.Length; at += classCount)
        {
            var sum = 0.0;
            foreach (var part in scores.Slice(at, classCount))
            {
                sum += part;
            }

            foreach (ref var part in scores.Slice(at, classCount))
            {
                part /= sum;
            }
        }
    }
}
