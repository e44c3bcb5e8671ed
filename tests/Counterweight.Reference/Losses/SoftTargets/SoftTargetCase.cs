using System.Collections.Concurrent;
using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.SoftTargets;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Losses.Point;

namespace Counterweight.Reference.Losses.SoftTargets;

/// <summary>A loss with soft targets in the catalogue. A loss's own case says how it is made and what it defines.</summary>
public abstract class SoftTargetCase<T, TLoss>(LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : struct, ISoftTargetLoss<T>
{
    // A transform copies its bias: one is made for each width, once.
    private readonly ConcurrentDictionary<int, (TLoss Loss, SoftTargetDefinition<T> Definition)> made = new();

    /// <inheritdoc/>
    public sealed override string Name => IsFull ? $"{LossName}-full" : LossName;

    /// <inheritdoc/>
    public sealed override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Covers => ["SoftTargetLoss.Evaluate", typeof(TLoss).Name];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 2), new(65536, 3), new(65536, 10), new(16384, 100), new(4096, 1000)];

    /// <inheritdoc/>
    public sealed override bool HasWidth => true;

    /// <inheritdoc/>
    public sealed override Action<OperandSet, Shape>? RunTensorPrimitives => IsFull ? null : Compose;

    /// <summary>Name of the case, without the variant.</summary>
    protected abstract string LossName { get; }

    /// <summary>Whether every input and output is used.</summary>
    protected bool IsFull => variant == LossVariant.Full;

    /// <inheritdoc/>
    public sealed override double BytesPerElement(Shape shape)
    {
        var size = OperandSet.SizeOf(typeof(T));
        return IsFull ? (4 * size) + (2.0 * size / shape.Width) : 3 * size;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Elements),
        new("targets", typeof(T), shape.Elements),
        new("classWeights", typeof(T), shape.Width),
        new("gradient", typeof(T), shape.Elements, IsOutput: true, MayReplace: "scores"),
        new("sum", typeof(double), 3, IsOutput: true, IsResult: true),
        .. IsFull
            ? (Operand[])
            [
                new("sampleWeights", typeof(T), shape.Rows),
                new("value", typeof(T), shape.Rows, IsOutput: true),
                new("hessian", typeof(T), shape.Elements, IsOutput: true),
            ]
            : [],
    ];

    /// <inheritdoc/>
    public sealed override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("scores"), kind, random);
        Inputs.Distributions(operands.Span<T>("targets"), shape.Width, random);
        Inputs.Weights(operands.Span<T>("classWeights"), random);
        if (IsFull)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public sealed override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var weights = new LossWeights<T> { PerClass = operands.Span<T>("classWeights"), PerSample = Optional(operands, "sampleWeights") };
        var outputs = new LossOutputs<T>
        {
            Value = Optional(operands, "value"),
            Gradient = operands.Span<T>("gradient"),
            Hessian = Optional(operands, "hessian"),
        };
        var sum = SoftTargetLoss.Evaluate(
            Made(shape.Width).Loss, operands.Span<T>("scores"), LogitLayout.RowMajor(shape.Width), operands.Span<T>("targets"), weights, outputs, degreeOfParallelism);
        LossSums.Store((sum.Loss, sum.Weight, sum.Rows), operands);
    }

    /// <inheritdoc/>
    public sealed override void RunScalar(OperandSet operands, Shape shape) => LossSums.Store(
        SoftTargetReference.Evaluate<T>(
            Made(shape.Width).Definition, operands.Span<T>("scores"), shape.Width, operands.Span<T>("targets"), operands.Span<T>("classWeights"),
            Optional(operands, "sampleWeights"), Optional(operands, "value"), operands.Span<T>("gradient"), Optional(operands, "hessian")),
        operands);

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        var targets = Converted.ToDouble<T>(operands.Span<T>("targets"));
        var classWeights = Converted.ToDouble<T>(operands.Span<T>("classWeights"));
        var sampleWeights = Converted.ToDouble<T>(Optional(operands, "sampleWeights"));
        var (value, gradient, hessian) = (new double[shape.Rows], new double[shape.Elements], new double[shape.Elements]);
        var loss = InDouble(Made(shape.Width).Definition);
        var sum = SoftTargetReference.Evaluate(loss, scores, shape.Width, targets, classWeights, sampleWeights, value, gradient, hessian);
        var (valueScale, gradientScale, hessianScale) = (new double[shape.Rows], new double[shape.Elements], new double[shape.Elements]);
        for (var i = 0; i < shape.Rows; i++)
        {
            var row = i * shape.Width;
            var scale = new SoftTargetScale<T>(
                loss, scores.AsSpan(row, shape.Width), targets.AsSpan(row, shape.Width), classWeights, sampleWeights.Length == 0 ? 1 : sampleWeights[i]);
            valueScale[i] = scale.Value;
            scale.Write(gradientScale.AsSpan(row, shape.Width), hessianScale.AsSpan(row, shape.Width));
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["value"] = new(value, valueScale),
            ["gradient"] = new(gradient, gradientScale),
            ["hessian"] = new(hessian, hessianScale),
            ["sum"] = LossSums.Expect(sum, valueScale.Sum()),
        };
    }

    /// <summary>Of the scales of <see cref="SoftTargetScale{T}"/>. Seen: 0.55 of it in float, 0.8 in double, where the reference itself rounds as often.</summary>
    public sealed override Bound BoundOf(string output) => output switch
    {
        "sum" => LossSums.Bound,
        _ => new(ComparisonFamily.Probability, Epsilons: 2),
    };

    /// <summary>The operator with the parameters that the case tries.</summary>
    protected abstract TLoss Make(int classes);

    /// <summary>What it must compute.</summary>
    protected abstract SoftTargetDefinition<T> Define(int classes);

    /// <summary>A bias of K classes: eighths, −¾ to ¾.</summary>
    protected static T[] BiasOf(int classes)
    {
        var bias = new T[classes];
        for (var j = 0; j < classes; j++)
        {
            bias[j] = T.CreateChecked(((j * 7 % 13) - 6) / 8.0);
        }

        return bias;
    }

    private static SoftTargetDefinition<double> InDouble(SoftTargetDefinition<T> loss) => new(
        loss.IsDivergence, double.CreateChecked(loss.Smoothing), double.CreateChecked(loss.Scale), Converted.ToDouble<T>(loss.Bias), double.CreateChecked(loss.Factor));

    private static Span<T> Optional(OperandSet operands, string name) => operands.Has(name) ? operands.Span<T>(name) : default;

    private (TLoss Loss, SoftTargetDefinition<T> Definition) Made(int classes)
    {
        if (!made.TryGetValue(classes, out var both))
        {
            both = made.GetOrAdd(classes, (Make(classes), Define(classes)));
        }

        return both;
    }

    private void Compose(OperandSet operands, Shape shape)
    {
        var definition = Made(shape.Width).Definition;
        LossSums.Store(
            SoftTargetComposition<T>.Run(
                definition, operands.Span<T>("scores"), operands.Span<T>("targets"), operands.Span<T>("classWeights"), operands.Span<T>("gradient")),
            operands);
    }
}
