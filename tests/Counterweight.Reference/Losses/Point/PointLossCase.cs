using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>
/// A point loss in the catalogue. A loss's own case says how it is made, what its targets are, what its definition is
/// (<typeparamref name="TReference"/>) and how near to that it comes.
/// </summary>
public abstract class PointLossCase<T, TLoss, TReference>(LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : struct, IPointLoss<TLoss, T>
    where TReference : struct, IPointReference
{
    /// <summary>Elements of each piece that a composition works on: what it touches stays in the first-level cache.</summary>
    protected const int Chunk = 1024;

    private const int ScratchChunks = 4;

    /// <summary>One piece of a composition of TensorPrimitives calls: writes the gradient, returns Σ loss and Σ weight.</summary>
    /// <param name="scores">At most <see cref="Chunk"/> scores.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="scratch">Four pieces of <see cref="Chunk"/> elements each.</param>
    protected delegate (double Loss, double Weight) Composition(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, Span<T> gradient, Span<T> scratch);

    /// <inheritdoc/>
    public sealed override string Name => IsFull ? $"{LossName}-full" : LossName;

    /// <inheritdoc/>
    public sealed override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Covers => ["PointLoss.Evaluate", typeof(TLoss).Name];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536), new(1048576)];

    /// <inheritdoc/>
    public sealed override bool HasWidth => false;

    /// <inheritdoc/>
    public sealed override Action<OperandSet, Shape>? RunTensorPrimitives => IsFull || Composed is null ? null : RunComposed;

    /// <summary>Name of the case, without the variant.</summary>
    protected abstract string LossName { get; }

    /// <summary>The operator, with the parameters that the case tries.</summary>
    protected abstract TLoss Loss { get; }

    /// <summary>The definition, with the same parameters.</summary>
    protected abstract TReference Definition { get; }

    /// <summary>Error of value, gradient and Hessian in ε of their scale; the override says why.</summary>
    protected abstract double Epsilons { get; }

    /// <summary>The same work composed of TensorPrimitives calls; null where none makes sense. Of the plain variant.</summary>
    protected virtual Composition? Composed => null;

    /// <summary>Whether the case asks for everything: sample weights, values, Hessians.</summary>
    protected bool IsFull => variant == LossVariant.Full;

    /// <inheritdoc/>
    public sealed override double BytesPerElement(Shape shape) => (IsFull ? 6 : 3) * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("targets", typeof(T), shape.Rows),
        new("gradient", typeof(T), shape.Rows, IsOutput: true, MayReplace: "scores"),
        new("sum", typeof(double), 3, IsOutput: true, IsResult: true),
        .. IsFull
            ? (Operand[])
            [
                new("sampleWeights", typeof(T), shape.Rows),
                new("value", typeof(T), shape.Rows, IsOutput: true, MayReplace: "targets"),
                new("hessian", typeof(T), shape.Rows, IsOutput: true, MayReplace: "sampleWeights"),
            ]
            : [],
    ];

    /// <inheritdoc/>
    public sealed override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("scores"), kind, random);
        foreach (ref var target in operands.Span<T>("targets"))
        {
            target = T.CreateChecked(Target(random, kind));
        }

        if (IsFull)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public sealed override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var outputs = new LossOutputs<T>
        {
            Value = Optional(operands, "value"),
            Gradient = operands.Span<T>("gradient"),
            Hessian = Optional(operands, "hessian"),
        };
        var sum = PointLoss.Evaluate(Loss, operands.Span<T>("scores"), operands.Span<T>("targets"), Optional(operands, "sampleWeights"), outputs, degreeOfParallelism);
        LossSums.Store((sum.Loss, sum.Weight, sum.Rows), operands);
    }

    /// <inheritdoc/>
    public sealed override void RunScalar(OperandSet operands, Shape shape) => LossSums.Store(
        Evaluate<T>(
            operands.Span<T>("scores"), operands.Span<T>("targets"), Optional(operands, "sampleWeights"),
            Optional(operands, "value"), operands.Span<T>("gradient"), Optional(operands, "hessian")),
        operands);

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var n = shape.Rows;
        var scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        var targets = Converted.ToDouble<T>(operands.Span<T>("targets"));
        var weights = Converted.ToDouble<T>(Optional(operands, "sampleWeights"));
        var (value, gradient, hessian) = (new double[n], new double[n], new double[n]);
        var sum = Evaluate<double>(scores, targets, weights, value, gradient, hessian);
        var (valueScale, gradientScale, hessianScale) = (new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var element = Definition.Evaluate(scores[i], targets[i]);
            var sample = weights.Length == 0 ? 1 : weights[i];
            if (sample * element.Weight > 0)
            {
                var scale = Scale(scores[i], targets[i], element);
                var least = scale.Weight * Converted.Tiny<T>();

                // The product with the sample weight is rounded to the last place of the subnormals, too.
                var product = Converted.Tiny<T>();
                valueScale[i] = (sample * (scale.Value + least)) + product;
                gradientScale[i] = (sample * (scale.Gradient + least)) + product;
                hessianScale[i] = (sample * (scale.Hessian + least)) + product;
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["value"] = new(value, valueScale),
            ["gradient"] = new(gradient, gradientScale),
            ["hessian"] = new(hessian, hessianScale),
            ["sum"] = LossSums.Expect(sum, valueScale.Sum()),
        };
    }

    /// <summary>The rows' own; of sums that of every loss, or two more than the rows' where that is greater.</summary>
    public sealed override Bound BoundOf(string output) => string.Equals(output, "sum", StringComparison.Ordinal)
        ? LossSums.Bound with { Epsilons = Math.Max(LossSums.Bound.Epsilons, Epsilons + 2) }
        : new(ComparisonFamily.Probability, Epsilons: Epsilons);

    /// <summary>Draws a target in the loss's domain.</summary>
    protected abstract double Target(Random random, InputKind kind);

    /// <summary>
    /// What the error of each output is measured against: its magnitude, unless it is a difference. As its weight, what
    /// one smallest normal number may be off by: results below it have its absolute precision.
    /// </summary>
    protected virtual PointElement<double> Scale(double score, double target, PointElement<double> element) =>
        new(element.Weight, Math.Abs(element.Value), Math.Abs(element.Gradient), Math.Abs(element.Hessian));

    /// <summary>The named operand, empty where this variant lacks it.</summary>
    private static Span<T> Optional(OperandSet operands, string name) => operands.Has(name) ? operands.Span<T>(name) : default;

    private static void Put<TNumber>(Span<TNumber> output, int i, TNumber value)
        where TNumber : unmanaged
    {
        if (!output.IsEmpty)
        {
            output[i] = value;
        }
    }

    /// <summary>Weighted value, gradient and Hessian of each element; returns Σ w·loss, Σ w and the rows of positive weight.</summary>
    private (double Loss, double Weight, long Rows) Evaluate<TNumber>(
        ReadOnlySpan<TNumber> scores,
        ReadOnlySpan<TNumber> targets,
        ReadOnlySpan<TNumber> weights,
        Span<TNumber> value,
        Span<TNumber> gradient,
        Span<TNumber> hessian)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var definition = Definition;
        var (loss, weight, rows) = (0.0, 0.0, 0L);
        for (var i = 0; i < scores.Length; i++)
        {
            var sample = weights.IsEmpty ? TNumber.One : weights[i];
            var element = definition.Evaluate(scores[i], targets[i]);
            var total = sample * element.Weight;
            var (v, g, h) = (TNumber.Zero, TNumber.Zero, TNumber.Zero);
            if (total > TNumber.Zero)
            {
                (v, g, h) = (sample * element.Value, sample * element.Gradient, sample * element.Hessian);
                weight += double.CreateTruncating(total);
                loss += double.CreateTruncating(v);
                rows++;
            }

            Put(value, i, v);
            Put(gradient, i, g);
            Put(hessian, i, h);
        }

        return (loss, weight, rows);
    }

    private void RunComposed(OperandSet operands, Shape shape)
    {
        var compose = Composed!;
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), targets = operands.Span<T>("targets");
        var gradient = operands.Span<T>("gradient");
        Span<T> scratch = stackalloc T[ScratchChunks * Chunk];
        var (loss, weight) = (0.0, 0.0);
        for (var i = 0; i < scores.Length; i += Chunk)
        {
            var count = Math.Min(Chunk, scores.Length - i);
            var part = compose(scores.Slice(i, count), targets.Slice(i, count), gradient.Slice(i, count), scratch);
            loss += part.Loss;
            weight += part.Weight;
        }

        LossSums.Store((loss, weight, scores.Length), operands);
    }
}
