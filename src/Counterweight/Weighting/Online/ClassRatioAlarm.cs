using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting.Online;

/// <summary>
/// Watches a stream of labels for a change of the ratios of its classes. While labels come independently at the expected ratios, the
/// chance that the alarm is ever raised, however long the stream and however often one looks, is at most the false-alarm rate.
/// </summary>
/// <remarks>
/// <para>Every label y is bet on: r = q_y/p_y, with p the expected ratios and q those seen so far, drawn towards p by a few labels' worth and
/// known before the label comes. Since Σ_c p_c·r_c = 1, the product of the r from any label on is a fair game, and so is the sum of these
/// products over the label k at which one starts to bet, weighted 1/(k(k + 1)): <see cref="Evidence"/>, which starts at 1. By Ville's
/// inequality it ever reaches 1/α with a chance of at most α. A label costs the same however many there were.</para>
/// <para>Source: G. Shafer, Testing by Betting, 2021; J. Shin, A. Ramdas, A. Rinaldo, E-detectors: A Nonparametric Framework for Sequential
/// Change Detection, 2023, section 2. Not safe for calls from several threads at a time.</para>
/// </remarks>
public sealed class ClassRatioAlarm
{
    /// <summary>Evidence does not grow beyond this: 2¹⁰⁰⁰.</summary>
    private static readonly double MostEvidence = Math.ScaleB(1, 1000);

    private readonly double[] expected;
    private readonly DecayedLabelCounts seen;
    private readonly double drawn;
    private long count;
    private double started;

    /// <summary>An alarm that is not raised.</summary>
    /// <param name="expectedRatios">What K ratios or counts are expected in proportion to, each finite and above 0.</param>
    /// <param name="falseAlarmRate">α in (0, 1).</param>
    /// <param name="memory">How many of the latest labels, about, the ratios seen are taken from; at least 2. A small number finds sudden changes sooner, a large one slight changes.</param>
    /// <exception cref="ArgumentException">There are less than two classes, or ratios sum to no finite number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ClassRatioAlarm(ReadOnlySpan<double> expectedRatios, double falseAlarmRate = 0.01, double memory = 500)
    {
        Guard.Parameter(falseAlarmRate is > 0 and < 1, falseAlarmRate, nameof(falseAlarmRate), "lie in (0, 1)");
        Guard.Parameter(memory is >= 2 and <= OnlineChecks.Most, memory, nameof(memory), "lie in [2, 1e70]");
        if (expectedRatios.Length < 2)
        {
            throw new ArgumentException("expectedRatios has less than two classes, whose ratio cannot change.", nameof(expectedRatios));
        }

        var sum = 0.0;
        for (var c = 0; c < expectedRatios.Length; c++)
        {
            if (!(expectedRatios[c] > 0 && double.IsFinite(expectedRatios[c])))
            {
                throw new ArgumentOutOfRangeException(nameof(expectedRatios), expectedRatios[c], Guard.Text($"expectedRatios[{c}] is {expectedRatios[c]}; it must be finite and above 0."));
            }

            sum += expectedRatios[c];
        }

        expected = expectedRatios.ToArray();
        for (var c = 0; c < expected.Length; c++)
        {
            expected[c] /= sum;
            if (!(expected[c] > 0))
            {
                throw new ArgumentException(Guard.Text($"expectedRatios[{c}] is {expectedRatios[c]} of a sum of {sum}, which leaves no ratio above 0."), nameof(expectedRatios));
            }
        }

        FalseAlarmRate = falseAlarmRate;
        seen = new DecayedLabelCounts(expected.Length, 1 - (1 / memory));
        drawn = Math.Sqrt(memory);
    }

    /// <summary>K.</summary>
    public int ClassCount => expected.Length;

    /// <summary>α.</summary>
    public double FalseAlarmRate { get; }

    /// <summary>Labels since the last reset.</summary>
    public long Count => count;

    /// <summary>What the bets have come to from 1: its inverse is a p-value at any time, if one takes the greatest so far.</summary>
    public double Evidence => Math.Min(started + (1.0 / (count + 1)), MostEvidence);

    /// <summary>Whether <see cref="Evidence"/> has reached 1/α since the last reset.</summary>
    public bool IsRaised { get; private set; }

    /// <summary>p_c: what the alarm was made with, of sum 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double ExpectedRatio(int label)
    {
        Guard.Index(label, expected.Length);
        return expected[label];
    }

    /// <summary>The ratio of a class among the labels remembered, newer ones more than older ones; NaN before the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double SeenRatio(int label) => seen.CountOf(label) / seen.Total;

    /// <summary>Takes the next label in.</summary>
    /// <returns>Whether the alarm is raised, by this label or one before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The label is outside [0, K). Nothing has changed.</exception>
    public bool Add(int label)
    {
        Guard.Index(label, expected.Length);
        Enter(label);
        return IsRaised;
    }

    /// <summary>Takes labels in, one after the other.</summary>
    /// <param name="labels">Labels in [0, K).</param>
    /// <param name="ignoreLabel">Labels of this number are skipped.</param>
    /// <returns>Whether the alarm is raised, by one of these labels or one before.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored. Nothing has changed.</exception>
    public bool Add(ReadOnlySpan<int> labels, int? ignoreLabel = null) => AddAll(labels, ignoreLabel);

    /// <inheritdoc cref="Add(ReadOnlySpan{int}, int?)"/>
    [OverloadResolutionPriority(-1)]
    public bool Add(ReadOnlySpan<long> labels, int? ignoreLabel = null) => AddAll(labels, ignoreLabel);

    /// <summary>Begins anew: no labels, no evidence, no alarm. Each beginning has the false-alarm rate for itself.</summary>
    public void Reset()
    {
        seen.Clear();
        (count, started, IsRaised) = (0, 0, false);
    }

    private bool AddAll<TLabel>(ReadOnlySpan<TLabel> labels, int? ignoreLabel)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Guard.Labels(labels, expected.Length, ignoreLabel, nameof(labels));
        foreach (var given in labels)
        {
            var label = int.CreateTruncating(given);
            if (label != ignoreLabel)
            {
                Enter(label);
            }
        }

        return IsRaised;
    }

    private void Enter(int label)
    {
        var pull = drawn * seen.Unit;
        var guessed = (seen.Raw[label] + (pull * expected[label])) / (seen.RawTotal + pull);
        count++;
        started = Math.Min((started + (1.0 / count / (count + 1))) * (guessed / expected[label]), MostEvidence);
        seen.Add(label);
        IsRaised |= Evidence >= 1 / FalseAlarmRate;
    }
}
