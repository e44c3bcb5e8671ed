using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Weighting.Adaptive;

/// <summary>Passes over log weights of rows, answered rightly or wrongly.</summary>
internal static class SammeLoop
{
    /// <summary>The greatest log weight of rows answered rightly and wrongly, −∞ of none.</summary>
    public static (double Right, double Wrong) Greatest<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, ReadOnlySpan<T> logWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(labels.Length, logWeights.Length);
        DebugChecks.Same(answers.Length, logWeights.Length);
        var (right, wrong) = (double.NegativeInfinity, double.NegativeInfinity);
        for (var i = 0; i < logWeights.Length; i++)
        {
            var own = double.CreateTruncating(logWeights[i]);
            if (labels[i] == answers[i])
            {
                right = Math.Max(right, own);
            }
            else
            {
                wrong = Math.Max(wrong, own);
            }
        }

        return (right, wrong);
    }

    /// <summary>Weights of rows answered rightly and wrongly, over e^shift.</summary>
    [SkipLocalsInit]
    public static (double Right, double Wrong) Sums<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, ReadOnlySpan<T> logWeights, double shift)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> buffer = stackalloc double[LogWeightLoop.BlockRows];
        var (right, wrong) = (default(ReproducibleSum), default(ReproducibleSum));
        for (var start = 0; start < logWeights.Length; start += buffer.Length)
        {
            var block = buffer[..Math.Min(buffer.Length, logWeights.Length - start)];
            LogWeightLoop.Exponentials(logWeights.Slice(start, block.Length), 1, shift, block);
            var (ofRight, ofWrong) = (0.0, 0.0);
            for (var i = 0; i < block.Length; i++)
            {
                var isRight = labels[start + i] == answers[start + i];
                ofRight += isRight ? block[i] : 0;
                ofWrong += isRight ? 0 : block[i];
            }

            right.Add(ofRight);
            wrong.Add(ofWrong);
        }

        return (right.Value, wrong.Value);
    }

    /// <summary>Adds alpha to rows answered wrongly, and takes shift from all.</summary>
    public static void Update<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, Span<T> logWeights, double alpha, double shift)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < logWeights.Length; i++)
        {
            logWeights[i] = T.CreateTruncating(double.CreateTruncating(logWeights[i]) + (labels[i] == answers[i] ? 0 : alpha) - shift);
        }
    }
}
