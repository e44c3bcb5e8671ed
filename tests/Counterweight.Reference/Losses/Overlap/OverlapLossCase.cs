using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses.Overlap;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Overlap;

/// <summary>Tversky loss of a batch and its gradient; in full with sample weights, every second target soft.</summary>
public sealed class OverlapLossCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Alpha = 0.3;
    private const double Beta = 0.75;
    private const double Smooth = 0.5;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "tversky-loss-full" : "tversky-loss";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["OverlapLoss.Evaluate", "OverlapLoss.Sum", "OverlapLoss.Gradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536), new(1048576)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <summary>Every gradient is of the sums.</summary>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    public override Action<OperandSet, Shape>? RunTensorPrimitives => full ? null : Compose;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => (full ? 7 : 5) * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("targets", typeof(T), shape.Rows),
        new("gradient", typeof(T), shape.Rows, IsOutput: true, MayReplace: "scores"),
        new("sum", typeof(double), 4, IsOutput: true, IsResult: true),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("scores"), kind, random);
        foreach (ref var target in operands.Span<T>("targets"))
        {
            target = T.CreateChecked(full && random.Next(2) == 0 ? random.NextDouble() : random.Next(2));
        }

        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var loss = new TverskyLoss(Alpha, Beta, Smooth);
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), targets = operands.Span<T>("targets");
        var sum = OverlapLoss.Evaluate(loss, scores, targets, Weights(operands), operands.Span<T>("gradient"), degreeOfParallelism);
        Store(operands, loss.Value(sum), (sum.TruePositives, sum.FalsePositives, sum.FalseNegatives));
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), targets = operands.Span<T>("targets"), weights = Weights(operands);
        var gradient = operands.Span<T>("gradient");
        var sum = OverlapReference.Sum(scores, targets, weights);
        var numerator = sum.TruePositives + Smooth;
        var denominator = numerator + (Alpha * sum.FalsePositives) + (Beta * sum.FalseNegatives);
        var (rise, fall) = (T.CreateTruncating(Alpha * numerator / (denominator * denominator)), T.CreateTruncating((1 / denominator) - ((1 - Alpha - Beta) * numerator / (denominator * denominator))));
        for (var i = 0; i < gradient.Length; i++)
        {
            var e = T.Exp(-T.Abs(scores[i]));
            var weight = weights.IsEmpty ? T.One : weights[i];
            gradient[i] = weight * (rise - (fall * targets[i])) * (e / ((T.One + e) * (T.One + e)));
        }

        Store(operands, OverlapReference.Loss(sum, Alpha, Beta, Smooth), sum);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var n = shape.Rows;
        var (scores, targets) = (Converted.ToDouble<T>(operands.Span<T>("scores")), Converted.ToDouble<T>(operands.Span<T>("targets")));
        var weights = Converted.ToDouble<T>(Weights(operands));
        var sum = OverlapReference.Sum<double>(scores, targets, weights);
        var loss = OverlapReference.Loss(sum, Alpha, Beta, Smooth);
        var (gradient, hessian, scale) = (new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var weight = weights.Length == 0 ? 1 : weights[i];
            (gradient[i], hessian[i]) = OverlapReference.Derivatives(sum, Alpha, Beta, Smooth, scores[i], targets[i], weight);

            // What a target of 0 and one of 1 would have, each with its weight: a soft target is their difference.
            var asNegative = OverlapReference.Derivatives(sum, Alpha, Beta, Smooth, scores[i], 0, weight).Gradient;
            var asPositive = OverlapReference.Derivatives(sum, Alpha, Beta, Smooth, scores[i], 1, weight).Gradient;
            scale[i] = ((1 - targets[i]) * asNegative) - (targets[i] * asPositive) + ((1 + weight) * Converted.Tiny<T>());
        }

        // For the test of derivatives: the loss of the batch is what each row's gradient is of.
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["value"] = new([.. Enumerable.Repeat(loss, n)]),
            ["gradient"] = new(gradient, scale),
            ["hessian"] = new(hessian),
            ["sum"] = new(
                [loss, sum.TruePositives, sum.FalsePositives, sum.FalseNegatives],
                [loss + Converted.Tiny<T>(), sum.TruePositives + (n * Converted.Tiny<T>()), sum.FalsePositives + (n * Converted.Tiny<T>()), sum.FalseNegatives + (n * Converted.Tiny<T>())]),
        };
    }

    /// <summary>
    /// Terms: p is good to 2.5 ε; target, its complement, product and weight add half of one each, and the reference's
    /// order of summing some. The gradient has p(1 − p), 4 ε, seven roundings more, and the errors of the sums.
    /// </summary>
    public override Bound BoundOf(string output) => output switch
    {
        "sum" => new(ComparisonFamily.Reduction, Epsilons: 8),
        _ => new(ComparisonFamily.Probability, Epsilons: 10),
    };

    private static void Store(OperandSet operands, double loss, (double TruePositives, double FalsePositives, double FalseNegatives) sum)
    {
        var destination = operands.Span<double>("sum");
        (destination[0], destination[1], destination[2], destination[3]) = (loss, sum.TruePositives, sum.FalsePositives, sum.FalseNegatives);
    }

    private static Span<T> Weights(OperandSet operands) => operands.Has("sampleWeights") ? operands.Span<T>("sampleWeights") : default;

    /// <summary>σ goes into the gradient; then TP = p·t, FP = Σp − TP, FN = Σt − TP.</summary>
    private static void Compose(OperandSet operands, Shape shape)
    {
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), targets = operands.Span<T>("targets");
        var gradient = operands.Span<T>("gradient");
        if (scores.IsEmpty)
        {
            Store(operands, 0, default);
            return;
        }

        TensorPrimitives.Sigmoid(scores, gradient);
        var truePositives = double.CreateTruncating(TensorPrimitives.Dot(gradient, targets));
        var sum = (truePositives, double.CreateTruncating(TensorPrimitives.Sum<T>(gradient)) - truePositives, double.CreateTruncating(TensorPrimitives.Sum(targets)) - truePositives);
        var numerator = truePositives + Smooth;
        var denominator = numerator + (Alpha * sum.Item2) + (Beta * sum.Item3);
        var (rise, fall) = (Alpha * numerator / (denominator * denominator), (1 / denominator) - ((1 - Alpha - Beta) * numerator / (denominator * denominator)));

        // p(1 − p)·(rise − fall·t), chunk by chunk.
        Span<T> buffer = stackalloc T[1024];
        for (var i = 0; i < scores.Length; i += buffer.Length)
        {
            var g = gradient.Slice(i, Math.Min(buffer.Length, scores.Length - i));
            var work = buffer[..g.Length];
            TensorPrimitives.Subtract(T.One, g, work);
            TensorPrimitives.Multiply(g, work, g);
            TensorPrimitives.Multiply(targets.Slice(i, g.Length), T.CreateTruncating(-fall), work);
            TensorPrimitives.Add(work, T.CreateTruncating(rise), work);
            TensorPrimitives.Multiply(g, work, g);
        }

        Store(operands, OverlapReference.Loss(sum, Alpha, Beta, Smooth), sum);
    }
}
