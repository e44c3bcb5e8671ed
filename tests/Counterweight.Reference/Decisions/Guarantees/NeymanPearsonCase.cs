using System.Numerics;
using Counterweight.Decisions.Guarantees;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Decisions.Guarantees;

/// <summary>Thresholds that miss at most a tenth, or, in full, that give false alarms for at most a fifth; many scores are equal.</summary>
public sealed class NeymanPearsonCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "neyman-pearson-false-alarms" : "neyman-pearson-misses", variant == LossVariant.Full ? "NeymanPearson.FalseAlarmThreshold" : "NeymanPearson.MissThreshold")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Risk = 0.1;

    private readonly bool isOfAlarms = variant == LossVariant.Full;

    private double ErrorRate => isOfAlarms ? 0.2 : 0.1;

    /// <summary>The least number for a tenth and a risk of a tenth.</summary>
    public override int MinRowCount => 22;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("threshold", typeof(T), 1, IsOutput: true, IsResult: true),
        new("rank", typeof(int), 1, IsOutput: true, IsResult: true),
        new("violation", typeof(double), 1, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var scores = operands.Span<T>("scores");
        Inputs.Scores(scores, kind == InputKind.Wide ? kind : InputKind.Ordinary, random);
        foreach (ref var score in scores)
        {
            score = random.Next(3) == 0 ? T.CreateChecked(random.Next(-8, 8)) : score;
        }

        if (kind == InputKind.Special)
        {
            (scores[0], scores[1], scores[2]) = (T.NegativeInfinity, T.PositiveInfinity, T.Epsilon);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var scores = operands.Span<T>("scores");
        var found = isOfAlarms ? NeymanPearson.FalseAlarmThreshold<T>(scores, ErrorRate, Risk) : NeymanPearson.MissThreshold<T>(scores, ErrorRate, Risk);
        operands.Span<T>("threshold")[0] = Narrow(found.Threshold);
        operands.Span<int>("rank")[0] = found.Rank;
        operands.Span<double>("violation")[0] = found.ViolationProbability;
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        Find(operands.Span<T>("scores"), out var threshold, out operands.Span<int>("rank")[0], out operands.Span<double>("violation")[0]);
        operands.Span<T>("threshold")[0] = Narrow(threshold);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        Find(operands.Span<T>("scores"), out var threshold, out var rank, out var violation);
        return Outputs(("threshold", [threshold]), ("rank", [rank]), ("violation", [violation]));
    }

    /// <summary>The probability sums up to 257 terms, each of as many factors.</summary>
    public override Bound BoundOf(string output) => string.Equals(output, "violation", StringComparison.Ordinal) ? new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 4000.0 / (1 << 29) : 4000) : Bound.Exact;

    /// <summary>Adds up terms of the binomial distribution as long as their sum is at most the risk: each term means that one score more may err.</summary>
    private void Find(ReadOnlySpan<T> scores, out double threshold, out int rank, out double violation)
    {
        double[] sorted = [.. Converted.ToDouble<T>(scores).Order()];
        var (n, term) = (sorted.Length, Math.Pow(1 - ErrorRate, sorted.Length));
        (rank, violation) = (0, 0);
        for (; rank < n && violation + term <= Risk; rank++)
        {
            violation += term;
            term *= (n - rank) * ErrorRate / ((rank + 1) * (1 - ErrorRate));
        }

        threshold = isOfAlarms ? sorted[^rank] : sorted[rank - 1];
    }
}
