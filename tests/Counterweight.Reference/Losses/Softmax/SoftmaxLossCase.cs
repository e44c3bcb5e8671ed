using System.Collections.Concurrent;
using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Losses.Point;
using Counterweight.Weighting;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>
/// A loss of softmax rows and hard labels in the catalogue. A loss's own case says how it is made and what its definition
/// is (<typeparamref name="TReference"/>).
/// </summary>
public abstract class SoftmaxLossCase<T, TLoss, TReference>(LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : struct, ISoftmaxLoss<T>
    where TReference : struct, ISoftmaxReference
{
    /// <summary>Of the rows that do not count.</summary>
    protected const int IgnoreLabel = -1;

    private readonly ConcurrentDictionary<int, TLoss> losses = [];

    /// <inheritdoc/>
    public sealed override string Name => IsFull ? $"{LossName}-full" : LossName;

    /// <inheritdoc/>
    public sealed override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Covers => ["SoftmaxLoss.Evaluate", typeof(TLoss).Name];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 10), new(4096, 1000)];

    /// <inheritdoc/>
    public sealed override bool HasWidth => true;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => Scale == GradientScale.None && !Layout(new(1)).IsClassMajor;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <summary>Name of the case, without the variant.</summary>
    protected abstract string LossName { get; }

    /// <summary>ε of the loss.</summary>
    protected virtual double LabelSmoothing => 0;

    /// <summary>Whether the case asks for everything: sample weights, values, Hessians.</summary>
    protected bool IsFull => variant == LossVariant.Full;

    /// <summary>Whether the case asks for what <see cref="RowOutputs{T}"/> can hold.</summary>
    protected virtual bool HasRowOutputs => IsFull;

    /// <summary>What the gradient and the Hessian are divided by. Where it depends on the batch they are no derivatives of a row's value and go by other names.</summary>
    protected virtual GradientScale Scale => GradientScale.None;

    /// <summary>Whether labels are longs, as those of tensors, or ints.</summary>
    protected virtual bool HasLongLabels => false;

    /// <summary>The Hessian's factor.</summary>
    protected virtual HessianFactor HessianFactor => HessianFactor.One;

    /// <summary>Whether a negative Hessian is written as 0. It is no derivative then and goes by another name.</summary>
    protected virtual bool ClampHessian => false;

    private LabelOperand Labels => new(HasLongLabels);

    private double Smoothing => double.CreateChecked(T.CreateChecked(LabelSmoothing));

    private string Gradient => IsPacked ? Scale == GradientScale.None ? "gradient" : "scaledGradient" : "laidOutGradient";

    private string Hessian =>
        ClampHessian ? "clampedHessian"
        : !IsPacked ? "laidOutHessian"
        : Scale == GradientScale.None ? "hessian"
        : "scaledHessian";

    private bool IsPacked => LaidOutLogits.IsPacked(Layout(new(1)));

    /// <inheritdoc/>
    public sealed override double BytesPerElement(Shape shape)
    {
        var size = OperandSet.SizeOf(typeof(T));
        return IsFull ? (3 * size) + ((Labels.Size + ((HasRowOutputs ? 3 : 2) * size) + (HasRowOutputs ? 4 : 0)) / shape.Width) : (2 * size) + (Labels.Size / shape.Width);
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), Length(shape)),
        Labels.Of(shape.Rows),
        new("classWeights", typeof(T), shape.Width),
        new(Gradient, typeof(T), Length(shape), IsOutput: true, MayReplace: "scores"),
        new("sum", typeof(double), HasRowOutputs ? 4 : 3, IsOutput: true, IsResult: true),
        .. IsFull
            ? (Operand[])
            [
                new("sampleWeights", typeof(T), shape.Rows),
                new("value", typeof(T), shape.Rows, IsOutput: true),
                new(Hessian, typeof(T), Length(shape), IsOutput: true),
            ]
            : [],
        .. HasRowOutputs
            ? (Operand[])
            [
                new("logSumExp", typeof(T), shape.Rows, IsOutput: true),
                new("argMax", typeof(int), shape.Rows, IsOutput: true),
                new("perClass", typeof(double), 3 * shape.Width, IsOutput: true, IsResult: true),
            ]
            : [],
    ];

    /// <inheritdoc/>
    public sealed override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        if (IsPacked)
        {
            Inputs.Scores(operands.Span<T>("scores"), kind, random);
        }
        else
        {
            // What tests fill outputs with: a gradient in place leaves it in the gaps.
            var packed = new T[shape.Elements];
            Inputs.Scores<T>(packed, kind, random);
            operands.Bytes("scores").Fill(0x5A);
            LaidOutLogits.Scatter<T>(packed, Layout(shape), shape.Rows, operands.Span<T>("scores"));
        }

        Labels.Generate(operands, shape.Width, IsFull ? IgnoreLabel : 0, random);
        Inputs.Weights(operands.Span<T>("classWeights"), random);
        if (IsFull)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public sealed override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var weights = new LossWeights<T> { PerClass = operands.Span<T>("classWeights"), PerSample = operands.Optional<T>("sampleWeights") };
        var outputs = new LossOutputs<T>
        {
            Value = operands.Optional<T>("value"),
            Gradient = operands.Span<T>(Gradient),
            Hessian = operands.Optional<T>(Hessian),
            Scale = Scale,
        };
        var perClass = PerClass(shape.Width);
        var rowOutputs = new RowOutputs<T>
        {
            LogSumExp = operands.Optional<T>("logSumExp"),
            ArgMax = operands.Optional<int>("argMax"),
            PerClass = perClass,
            CountsCorrect = HasRowOutputs,
            HessianFactor = HessianFactor,
            ClampHessian = ClampHessian,
        };
        var loss = LossOf(shape.Width);
        var scores = operands.Span<T>("scores");
        var sum = HasLongLabels
            ? SoftmaxLoss.Evaluate(loss, scores, Layout(shape), operands.Span<long>("labels"), weights, outputs, rowOutputs, degreeOfParallelism)
            : SoftmaxLoss.Evaluate(loss, scores, Layout(shape), operands.Span<int>("labels"), weights, outputs, rowOutputs, degreeOfParallelism);
        Store(new(sum.Loss, sum.Weight, sum.Rows, sum.Correct), operands);
        for (var c = 0; c < perClass.Length; c++)
        {
            var stored = operands.Span<double>("perClass").Slice(3 * c, 3);
            (stored[0], stored[1], stored[2]) = (perClass[c].Loss, perClass[c].Weight, perClass[c].Rows);
        }
    }

    /// <inheritdoc/>
    public sealed override void RunScalar(OperandSet operands, Shape shape)
    {
        var batch = new SoftmaxBatch<T>
        {
            Classes = shape.Width,
            Scores = Packed(operands, "scores", shape),
            Labels = Labels.Read(operands),
            ClassWeights = operands.Span<T>("classWeights"),
            SampleWeights = operands.Optional<T>("sampleWeights"),
            Value = operands.Optional<T>("value"),
            Gradient = Packed(operands, Gradient, shape),
            Hessian = Packed(operands, Hessian, shape),
            LogSumExp = operands.Optional<T>("logSumExp"),
            ArgMax = operands.Optional<int>("argMax"),
            PerClass = operands.Optional<double>("perClass"),
        };
        var total = Evaluator(shape.Width).Evaluate(in batch);
        Store(total, operands);
        if (Scale != GradientScale.None || ClampHessian)
        {
            Factors(total, shape.Width).Apply(in batch);
        }

        if (!IsPacked)
        {
            LaidOutLogits.Scatter(batch.Gradient, Layout(shape), shape.Rows, operands.Span<T>(Gradient));
            LaidOutLogits.Scatter(batch.Hessian, Layout(shape), shape.Rows, operands.Optional<T>(Hessian));
        }
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var classes = shape.Width;
        var batch = new SoftmaxBatch<double>
        {
            Classes = classes,
            Scores = Converted.ToDouble<T>(Packed(operands, "scores", shape)),
            Labels = Labels.Read(operands),
            ClassWeights = Converted.ToDouble<T>(operands.Span<T>("classWeights")),
            SampleWeights = Converted.ToDouble<T>(operands.Optional<T>("sampleWeights")),
            Value = new double[shape.Rows],
            Gradient = new double[shape.Elements],
            Hessian = new double[shape.Elements],
            LogSumExp = new double[shape.Rows],
            ArgMax = new int[shape.Rows],
            PerClass = new double[3 * classes],
        };
        var total = Evaluator(classes).Evaluate(in batch);
        var factors = Factors(total, classes);
        factors.Apply(in batch);
        var scales = new BatchScale<T, TReference>(Definition(classes), Smoothing, IgnoreLabel).Of(in batch, factors);
        var sumScale = scales.Value.ToArray().Sum();
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["value"] = new(batch.Value.ToArray(), scales.Value.ToArray()),
            [Gradient] = LaidOut(operands, Gradient, shape, batch.Gradient, scales.Gradient),
            [Hessian] = LaidOut(operands, Hessian, shape, batch.Hessian, scales.Hessian),
            ["logSumExp"] = new(batch.LogSumExp.ToArray(), scales.LogSumExp.ToArray()),
            ["argMax"] = new(Converted.ToDouble<int>(batch.ArgMax)),
            ["perClass"] = new(batch.PerClass.ToArray(), scales.PerClass.ToArray()),
            ["sum"] = HasRowOutputs
                ? new([total.Loss, total.Weight, total.Rows, total.Correct], [sumScale, total.Weight, 0, 0])
                : LossSums.Expect((total.Loss, total.Weight, total.Rows), sumScale),
        };
    }

    /// <summary>Of the scales of <see cref="RowScale{T, TReference}"/>.</summary>
    public sealed override Bound BoundOf(string output) => output switch
    {
        "argMax" => Bound.Exact,
        "sum" or "perClass" => LossSums.Bound,
        _ => new(ComparisonFamily.Probability, Epsilons: 4),
    };

    /// <summary>How scores, gradient and Hessian lie. Derivatives that do not lie row by row go by other names.</summary>
    protected virtual LogitLayout Layout(Shape shape) => LogitLayout.RowMajor(shape.Width);

    /// <summary>The operator for rows of K logits.</summary>
    protected abstract TLoss Loss(int classes);

    /// <summary>The definition, with the same parameters.</summary>
    protected abstract TReference Definition(int classes);

    private DerivativeFactors Factors(SoftmaxTotal total, int classes) => DerivativeFactors.Of(Scale, HessianFactor, total, classes) with { ClampsHessian = ClampHessian };

    private int Length(Shape shape) => LaidOutLogits.Length(Layout(shape), shape.Rows);

    /// <summary>An operand row by row: itself where it lies so, else a copy; empty where there is none.</summary>
    private Span<T> Packed(OperandSet operands, string name, Shape shape)
    {
        var operand = operands.Optional<T>(name);
        return IsPacked || !operands.Has(name) ? operand : LaidOutLogits.Gather<T>(operand, Layout(shape), shape.Rows);
    }

    private Expected LaidOut(OperandSet operands, string name, Shape shape, ReadOnlySpan<double> values, ReadOnlySpan<double> scale) => IsPacked || !operands.Has(name)
        ? new(values.ToArray(), scale.ToArray())
        : LaidOutLogits.Expect(values, scale, Layout(shape), shape.Rows, Converted.ToDouble<T>(operands.Span<T>(name)));

    private void Store(SoftmaxTotal total, OperandSet operands)
    {
        LossSums.Store((total.Loss, total.Weight, total.Rows), operands);
        if (HasRowOutputs)
        {
            operands.Span<double>("sum")[3] = total.Correct;
        }
    }

    private TLoss LossOf(int classes) => losses.TryGetValue(classes, out var loss) ? loss : losses[classes] = Loss(classes);

    private Span<LossSum> PerClass(int classes) => HasRowOutputs ? ClassRoom.Of(classes) : default;

    private SoftmaxReference<T, TReference> Evaluator(int classes) => new(Definition(classes), Smoothing, IgnoreLabel);
}
