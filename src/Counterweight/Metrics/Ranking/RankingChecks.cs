using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Metrics.Ranking;

/// <summary>What can be wrong with scores, labels and weights to rank.</summary>
internal static class RankingChecks
{
    private const string Rule = "a score must be a number";

    /// <summary>Rows of two classes.</summary>
    public static void Rows<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(labels.Length, scores.Length, nameof(labels), nameof(scores));
        Guard.SameLengthOrEmpty(sampleWeights.Length, scores.Length, nameof(sampleWeights), nameof(scores));
        Scores(scores, nameof(scores));
        BinaryLabels(labels);
        Weights(sampleWeights);
    }

    /// <summary>No score is NaN.</summary>
    public static void Scores<T>(ReadOnlySpan<T> scores, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Guard.Elements(default(NotNaN<T>), scores, name, Rule);

    /// <summary>Labels 0 and 1.</summary>
    public static void BinaryLabels<TLabel>(ReadOnlySpan<TLabel> labels)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var index = LabelLoop.FirstRejected(labels, 2, null);
        if (index >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(labels), labels[index], Guard.Text($"labels[{index}] is {labels[index]}; a label must be 0 or 1."));
        }
    }

    /// <summary>Weights whose sum a double holds.</summary>
    public static void Weights<T>(ReadOnlySpan<T> sampleWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = Guard.Weights(sampleWeights, nameof(sampleWeights));
        if (largest <= double.MaxValue / Math.Max(sampleWeights.Length, 1) / 2)
        {
            return;
        }

        var sum = default(ReproducibleSum);
        foreach (var weight in sampleWeights)
        {
            sum.Add(double.CreateTruncating(weight));
        }

        if (!double.IsFinite(2 * sum.Value))
        {
            throw new ArgumentException("sampleWeights sum to more than half of the greatest double.", nameof(sampleWeights));
        }
    }

    public static void AtLeast(int length, long least, string name)
    {
        if (length < least)
        {
            throw new ArgumentException(Guard.Text($"{name} has {length} elements and needs {least}."), name);
        }
    }

    /// <summary>An output lies apart from all inputs.</summary>
    public static void Apart<TOutput, TLabel, T>(ReadOnlySpan<TOutput> output, ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights, string name)
        where TOutput : unmanaged
        where TLabel : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Disjoint(output, scores, name, nameof(scores));
        Guard.Disjoint(output, labels, name, nameof(labels));
        Guard.Disjoint(output, sampleWeights, name, nameof(sampleWeights));
    }

    /// <summary>The outputs of a curve lie apart from each other.</summary>
    public static void Apart<T>(ReadOnlySpan<T> thresholds, ReadOnlySpan<double> truePositives, ReadOnlySpan<double> falsePositives, ReadOnlySpan<long> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Disjoint(thresholds, truePositives, nameof(thresholds), nameof(truePositives));
        Guard.Disjoint(thresholds, falsePositives, nameof(thresholds), nameof(falsePositives));
        Guard.Disjoint(truePositives, falsePositives, nameof(truePositives), nameof(falsePositives));
        Guard.Disjoint(workspace, thresholds, nameof(workspace), nameof(thresholds));
        Guard.Disjoint(workspace, truePositives, nameof(workspace), nameof(truePositives));
        Guard.Disjoint(workspace, falsePositives, nameof(workspace), nameof(falsePositives));
    }

    private readonly struct NotNaN<T> : IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Equal(element, element);
    }
}
