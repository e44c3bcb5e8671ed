using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Online;

namespace Counterweight.Reference.Weighting.Online;

/// <summary>Decayed counts and balanced weights of a stream, some labels ignored; the decay is strong enough to measure counts anew.</summary>
public sealed class DecayedCountsCase<T>() : WeightingCase<T>("decayed-label-counts", "DecayedLabelCounts.Counts", "DecayedLabelCounts.Balanced")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 10;
    private const int IgnoreLabel = -1;
    private const double Decay = 0.125;
    private const double PseudoCount = 0.5;

    [ThreadStatic]
    private static DecayedLabelCounts? decayed;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(int);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("labels", typeof(int), shape.Rows),
        new("counts", typeof(double), Classes, IsOutput: true, IsResult: true),
        new("weights", typeof(T), Classes, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        Inputs.Labels(operands.Span<int>("labels"), Classes, IgnoreLabel, new Random(seed));

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        decayed ??= new(Classes, Decay);
        decayed.Clear();
        decayed.Add(operands.Span<int>("labels"), IgnoreLabel);
        decayed.Counts(operands.Span<double>("counts"));
        decayed.Balanced(operands.Span<T>("weights"), PseudoCount);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var counts = operands.Span<double>("counts");
        counts.Clear();
        foreach (var label in operands.Span<int>("labels"))
        {
            if (label != IgnoreLabel)
            {
                foreach (ref var count in counts)
                {
                    count *= Decay;
                }

                counts[label]++;
            }
        }

        var total = 0.0;
        foreach (var count in counts)
        {
            total += count;
        }

        var weights = operands.Span<T>("weights");
        for (var c = 0; c < Classes; c++)
        {
            weights[c] = Narrow((total + (Classes * PseudoCount)) / (Classes * (counts[c] + PseudoCount)));
        }
    }

    /// <summary>Powers of the decay, a label each; a count below the least that is kept may be 0.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        int[] held = [.. operands.Span<int>("labels").ToArray().Where(label => label != IgnoreLabel)];
        var counts = new double[Classes];
        for (var age = held.Length - 1; age >= 0; age--)
        {
            counts[held[held.Length - 1 - age]] += Math.ScaleB(1, -3 * age);
        }

        var total = counts.Sum();
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["counts"] = new(counts, [.. counts.Select(_ => 1e-100)]),
            ["weights"] = new([.. counts.Select(count => (total + (Classes * PseudoCount)) / (Classes * (count + PseudoCount)))]),
        };
    }

    /// <summary>Powers of two are exact; a count is a sum of few terms that matter.</summary>
    public override Bound BoundOf(string output) => output is "counts"
        ? new(ComparisonFamily.Probability, Ulps: typeof(T) == typeof(float) ? 1e-7 : 40, Epsilons: 1)
        : new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 8);
}
