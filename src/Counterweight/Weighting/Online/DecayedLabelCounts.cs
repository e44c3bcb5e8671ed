using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Weighting.Online;

/// <summary>
/// Counts of the classes of a stream in which a label counts less the older it is, n_c ← λ·n_c + w·[y = c] for every label, and class
/// weights from them. A label costs the same however many classes there are, and allocates nothing.
/// </summary>
/// <remarks>
/// <para>Counts are not multiplied by λ: new labels count 1/λ times as much as the label before, and what all counts are measured in is
/// raised by powers of two before anything overflows, which is exact. So streams may be endless.</para>
/// <para>Maximum relative error of a count: 2⁻⁵²·(2 + 2/(1 − λ)), at λ = 1 none up to 2⁵³ labels of weight 1. A class not seen for so long
/// that its count is below 2⁻⁵⁰⁰ may have none. Not safe for calls from several threads at a time.</para>
/// </remarks>
public sealed class DecayedLabelCounts
{
    /// <summary>What labels count at most before counts are measured anew: 2⁵⁰⁰.</summary>
    private static readonly double MostUnit = Math.ScaleB(1, 500);

    private readonly double[] raw;

    /// <summary>No labels yet.</summary>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="decay">λ in [1e-70, 1]: what a label counts when the next has come; 1 forgets nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public DecayedLabelCounts(int classCount, double decay)
    {
        Guard.AtLeast(classCount, 1);
        OnlineChecks.Decay(decay);
        raw = new double[classCount];
        Decay = decay;
    }

    /// <summary>Counts by which a label counts half after so many others, λ = 2^(−1/<paramref name="halfLife"/>).</summary>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="halfLife">Labels, at least 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static DecayedLabelCounts WithHalfLife(int classCount, double halfLife)
    {
        Guard.Parameter(halfLife >= 0.01, halfLife, nameof(halfLife), "be at least 0.01");
        Span<double> decay = [0.5];
        VectorMath.Pow(decay, 1 / halfLife, decay);
        return new(classCount, decay[0]);
    }

    /// <summary>K.</summary>
    public int ClassCount => raw.Length;

    /// <summary>λ.</summary>
    public double Decay { get; }

    /// <summary>Σ_c n_c.</summary>
    public double Total => RawTotal / Unit;

    /// <summary>What the newest label counts in <see cref="Raw"/>.</summary>
    internal double Unit { get; private set; } = 1;

    /// <summary>Sum of <see cref="Raw"/>.</summary>
    internal double RawTotal { get; private set; }

    /// <summary>Counts in units of their own.</summary>
    internal ReadOnlySpan<double> Raw => raw;

    /// <summary>n_c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double CountOf(int label)
    {
        Guard.Index(label, raw.Length);
        return raw[label] / Unit;
    }

    /// <summary>Takes the next label in.</summary>
    /// <param name="label">A label in [0, K).</param>
    /// <param name="weight">What it counts while it is the newest, in [0, 1e70].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has changed.</exception>
    public void Add(int label, double weight = 1)
    {
        Guard.Index(label, raw.Length);
        OnlineChecks.Weight(weight);
        Enter(label, weight);
    }

    /// <summary>Takes labels in, one after the other.</summary>
    /// <param name="labels">Labels in [0, K).</param>
    /// <param name="ignoreLabel">Labels of this number are skipped: no other fades by them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored. Nothing has changed.</exception>
    public void Add(ReadOnlySpan<int> labels, int? ignoreLabel = null) => AddAll(labels, ignoreLabel);

    /// <inheritdoc cref="Add(ReadOnlySpan{int}, int?)"/>
    [OverloadResolutionPriority(-1)]
    public void Add(ReadOnlySpan<long> labels, int? ignoreLabel = null) => AddAll(labels, ignoreLabel);

    /// <summary>n_c of all classes: as sample weights of one row a class they serve every scheme of <see cref="ClassWeights"/>.</summary>
    /// <param name="destination">K counts.</param>
    /// <exception cref="ArgumentException">The length is wrong. Nothing has been written.</exception>
    public void Counts(Span<double> destination)
    {
        Guard.SameLength(destination.Length, raw.Length, nameof(destination), "the number of classes");
        for (var c = 0; c < raw.Length; c++)
        {
            destination[c] = raw[c] / Unit;
        }
    }

    /// <summary>Balanced weights w_c = (n + K·a)/(K·(n_c + a)), n = Σ_c n_c.</summary>
    /// <remarks>Maximum error: that of the counts and 2 ulp (double), 0.501 (float).</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="pseudoCount">a in [0, 1e70]: labels that each class is taken to have beside those seen, so that a class not seen yet has a weight.</param>
    /// <exception cref="ArgumentException">The length is wrong. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pseudoCount"/> is out of its range. Nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">A class has no label and <paramref name="pseudoCount"/> is 0, or a weight is beyond <typeparamref name="T"/>. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public void Balanced<T>(Span<T> destination, double pseudoCount = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnlineChecks.PseudoCount(pseudoCount);
        BalancedLoop.Write(raw, RawTotal, pseudoCount * Unit, destination);
    }

    /// <summary>All that the counts are made of, K + 2 numbers: what <see cref="Restore"/> takes, and goes on from with the same bits.</summary>
    public double[] Snapshot() => [Unit, RawTotal, .. raw];

    /// <summary>Forgets all labels and takes those of a snapshot over.</summary>
    /// <param name="snapshot">K + 2 numbers of <see cref="Snapshot"/>.</param>
    /// <exception cref="ArgumentException">The length is wrong. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is none that a snapshot has. Nothing has changed.</exception>
    public void Restore(ReadOnlySpan<double> snapshot)
    {
        Guard.SameLength(snapshot.Length, (long)raw.Length + 2, nameof(snapshot), "the number of classes and 2");
        for (var i = 0; i < snapshot.Length; i++)
        {
            var least = i == 0 ? 1 : 0;
            if (!(snapshot[i] >= least && double.IsFinite(snapshot[i])) || (i == 0 && snapshot[i] > MostUnit))
            {
                throw new ArgumentOutOfRangeException(nameof(snapshot), snapshot[i], Guard.Text($"snapshot[{i}] is {snapshot[i]}; it must be a number of a snapshot: finite and at least {least}, and the first at most 2^500."));
            }
        }

        var sum = 0.0;
        foreach (var count in snapshot[2..])
        {
            sum += count;
        }

        // Roundings set them apart, but never by so much.
        if (!(double.IsFinite(sum) && snapshot[1] <= 2 * sum && sum <= 2 * snapshot[1]))
        {
            throw new ArgumentOutOfRangeException(nameof(snapshot), snapshot[1], Guard.Text($"snapshot[1] is {snapshot[1]}; it must be the sum of the counts, about {sum}."));
        }

        (Unit, RawTotal) = (snapshot[0], snapshot[1]);
        snapshot[2..].CopyTo(raw);
    }

    /// <summary>Forgets all labels.</summary>
    public void Clear()
    {
        Array.Clear(raw);
        (Unit, RawTotal) = (1, 0);
    }

    private void AddAll<TLabel>(ReadOnlySpan<TLabel> labels, int? ignoreLabel)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Guard.Labels(labels, raw.Length, ignoreLabel, nameof(labels));
        foreach (var given in labels)
        {
            var label = int.CreateTruncating(given);
            if (label != ignoreLabel)
            {
                Enter(label, 1);
            }
        }
    }

    private void Enter(int label, double weight)
    {
        Unit /= Decay;
        if (Unit > MostUnit)
        {
            MeasureAnew();
        }

        raw[label] += Unit * weight;
        RawTotal += Unit * weight;
    }

    /// <summary>Divides everything by the power of two that leaves the unit in [1, 2).</summary>
    private void MeasureAnew()
    {
        var power = -Math.ILogB(Unit);
        Unit = Math.ScaleB(Unit, power);
        RawTotal = Math.ScaleB(RawTotal, power);
        foreach (ref var count in raw.AsSpan())
        {
            count = Math.ScaleB(count, power);
        }
    }
}
