using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses;

/// <summary>Binary cross-entropy; every second element has a soft target.</summary>
public sealed class BinaryCrossEntropyCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 1024;

    private static readonly T Positive = T.CreateChecked(3);
    private static readonly T Negative = T.CreateChecked(0.5);

    private readonly bool full = variant == LossVariant.Full;
    private readonly T smoothing = T.CreateChecked(variant == LossVariant.Full ? 0.1 : 0);

    /// <inheritdoc/>
    public override string Name => full ? "binary-cross-entropy-full" : "binary-cross-entropy";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["PointLoss.Evaluate", "BinaryCrossEntropy`1"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536), new(1048576)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    public override Action<OperandSet, Shape>? RunTensorPrimitives => full ? null : Compose;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => (full ? 6 : 3) * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("targets", typeof(T), shape.Rows),
        new("gradient", typeof(T), shape.Rows, IsOutput: true, MayReplace: "scores"),
        new("sum", typeof(double), 3, IsOutput: true, IsResult: true),
        .. full
            ? (Operand[])
            [
                new("sampleWeights", typeof(T), shape.Rows),
                new("value", typeof(T), shape.Rows, IsOutput: true, MayReplace: "targets"),
                new("hessian", typeof(T), shape.Rows, IsOutput: true, MayReplace: "sampleWeights"),
            ]
            : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("scores"), kind, random);
        foreach (ref var target in operands.Span<T>("targets"))
        {
            target = T.CreateChecked(random.Next(2) == 0 ? random.Next(2) : random.NextDouble());
        }

        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var loss = new BinaryCrossEntropy<T>(Positive, Negative, smoothing);
        var outputs = new LossOutputs<T>
        {
            Value = Optional(operands, "value"),
            Gradient = operands.Span<T>("gradient"),
            Hessian = Optional(operands, "hessian"),
        };
        var sum = PointLoss.Evaluate(loss, operands.Span<T>("scores"), operands.Span<T>("targets"), Optional(operands, "sampleWeights"), outputs, degreeOfParallelism);
        LossSums.Store((sum.Loss, sum.Weight, sum.Rows), operands);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => LossSums.Store(
        BinaryCrossEntropyReference.Evaluate<T>(
            Positive, Negative, smoothing,
            operands.Span<T>("scores"), operands.Span<T>("targets"), Optional(operands, "sampleWeights"),
            Optional(operands, "value"), operands.Span<T>("gradient"), Optional(operands, "hessian")),
        operands);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var n = shape.Rows;
        var scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        var targets = Converted.ToDouble<T>(operands.Span<T>("targets"));
        var weights = Converted.ToDouble<T>(Optional(operands, "sampleWeights"));
        var (value, gradient, hessian) = (new double[n], new double[n], new double[n]);
        var (positive, negative, epsilon) = (double.CreateChecked(Positive), double.CreateChecked(Negative), double.CreateChecked(smoothing));
        var sum = BinaryCrossEntropyReference.Evaluate(positive, negative, epsilon, scores, targets, weights, value, gradient, hessian);

        // The value and the Hessian are sums of positive terms. The gradient is the difference of two: its scale is their sum.
        var least = Converted.Tiny<T>();
        var gradientScale = new double[n];
        var rowScale = new double[n];
        for (var i = 0; i < n; i++)
        {
            var target = (targets[i] * (1 - epsilon)) + (epsilon / 2);
            var sample = weights.Length == 0 ? 1 : weights[i];
            var (one, zero) = (sample * positive * target, sample * negative * (1 - target));
            var e = Math.Exp(-Math.Abs(scores[i]));
            var (large, small) = (1 / (1 + e), e / (1 + e));
            gradientScale[i] = (scores[i] < 0 ? (zero * small) + (one * large) : (zero * large) + (one * small)) + ((one + zero) * least);
            rowScale[i] = (one + zero) * least;
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["value"] = new(value, [.. value.Zip(rowScale, (v, s) => v + s)]),
            ["gradient"] = new(gradient, gradientScale),
            ["hessian"] = new(hessian, [.. hessian.Zip(rowScale, (h, s) => h + s)]),
            ["sum"] = LossSums.Expect(sum),
        };
    }

    /// <summary>
    /// Smoothing rounds the target to half a last place of 1, which is 20 halves of ε/2 = 0.05, the least share of a
    /// class: 5 ε in the share that pays; exp, log1p, weights and products add 3 to 4 more.
    /// </summary>
    public override Bound BoundOf(string output) => output switch
    {
        "sum" => LossSums.Bound,
        _ => new(ComparisonFamily.Probability, Epsilons: full ? 10 : 4),
    };

    private static Span<T> Optional(OperandSet operands, string name) => operands.Has(name) ? operands.Span<T>(name) : default;

    /// <summary>Loss = zero·z + total·softplus(−z), gradient = total·σ(z) − one, in chunks that stay in the first-level cache.</summary>
    private static void Compose(OperandSet operands, Shape shape)
    {
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), targets = operands.Span<T>("targets");
        var gradient = operands.Span<T>("gradient");
        Span<T> oneRoom = stackalloc T[Chunk];
        Span<T> totalRoom = stackalloc T[Chunk];
        Span<T> scratchRoom = stackalloc T[Chunk];
        var (loss, weight) = (0.0, 0.0);
        for (var i = 0; i < scores.Length; i += Chunk)
        {
            var z = scores.Slice(i, Math.Min(Chunk, scores.Length - i));
            var y = targets.Slice(i, z.Length);
            var g = gradient.Slice(i, z.Length);
            var one = oneRoom[..z.Length];
            var total = totalRoom[..z.Length];
            var scratch = scratchRoom[..z.Length];
            TensorPrimitives.Multiply(y, Positive, one);
            TensorPrimitives.Multiply(y, Positive - Negative, total);
            TensorPrimitives.Add(total, Negative, total);
            weight += double.CreateTruncating(TensorPrimitives.Sum<T>(total));

            // softplus(z) = max(z, 0) + log1p(e^−|z|); loss = total·softplus(z) − one·z.
            TensorPrimitives.Abs(z, scratch);
            TensorPrimitives.Negate(scratch, scratch);
            TensorPrimitives.Exp(scratch, scratch);
            TensorPrimitives.LogP1(scratch, scratch);
            loss += double.CreateTruncating(TensorPrimitives.Dot<T>(total, scratch) - TensorPrimitives.Dot(one, z));
            TensorPrimitives.Max(z, T.Zero, scratch);
            loss += double.CreateTruncating(TensorPrimitives.Dot<T>(total, scratch));
            TensorPrimitives.Sigmoid(z, scratch);
            TensorPrimitives.Multiply(total, scratch, scratch);
            TensorPrimitives.Subtract(scratch, one, g);
        }

        LossSums.Store((loss, weight, scores.Length), operands);
    }
}
