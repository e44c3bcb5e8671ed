using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses;

/// <summary>Softmax cross-entropy.</summary>
public sealed class SoftmaxCrossEntropyCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int IgnoreLabel = -1;

    /// <summary>Logits that the composition works on at a time.</summary>
    private const int Chunk = 4096;

    private readonly bool full = variant == LossVariant.Full;
    private readonly T smoothing = T.CreateChecked(variant == LossVariant.Full ? 0.1 : 0);

    /// <inheritdoc/>
    public override string Name => full ? "softmax-cross-entropy-full" : "softmax-cross-entropy";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["SoftmaxLoss.Evaluate", "SoftmaxCrossEntropy`1"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes =>
        [new(65536, 2), new(65536, 3), new(65536, 10), new(16384, 100), new(4096, 1000), new(256, 32000)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    public override Action<OperandSet, Shape>? RunTensorPrimitives => full ? null : Compose;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape)
    {
        var size = OperandSet.SizeOf(typeof(T));
        return full ? (3 * size) + ((4.0 + (2 * size)) / shape.Width) : (2 * size) + (4.0 / shape.Width);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Elements),
        new("labels", typeof(int), shape.Rows),
        new("classWeights", typeof(T), shape.Width),
        new("gradient", typeof(T), shape.Elements, IsOutput: true, MayReplace: "scores"),
        new("sum", typeof(double), 3, IsOutput: true, IsResult: true),
        .. full
            ? (Operand[])
            [
                new("sampleWeights", typeof(T), shape.Rows),
                new("value", typeof(T), shape.Rows, IsOutput: true),
                new("hessian", typeof(T), shape.Elements, IsOutput: true),
            ]
            : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("scores"), kind, random);
        Inputs.Labels(operands.Span<int>("labels"), shape.Width, full ? IgnoreLabel : 0, random);
        Inputs.Weights(operands.Span<T>("classWeights"), random);
        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var weights = new LossWeights<T> { PerClass = operands.Span<T>("classWeights"), PerSample = Optional(operands, "sampleWeights") };
        var outputs = new LossOutputs<T>
        {
            Value = Optional(operands, "value"),
            Gradient = operands.Span<T>("gradient"),
            Hessian = Optional(operands, "hessian"),
        };
        var sum = SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<T>(smoothing, IgnoreLabel),
            operands.Span<T>("scores"), shape.Width, operands.Span<int>("labels"), weights, outputs, degreeOfParallelism: degreeOfParallelism);
        LossSums.Store((sum.Loss, sum.Weight, sum.Rows), operands);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => LossSums.Store(
        SoftmaxCrossEntropyReference.Evaluate<T>(
            smoothing, IgnoreLabel, operands.Span<T>("scores"), shape.Width, operands.Span<int>("labels"),
            operands.Span<T>("classWeights"), Optional(operands, "sampleWeights"),
            Optional(operands, "value"), operands.Span<T>("gradient"), Optional(operands, "hessian")),
        operands);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var labels = operands.Span<int>("labels");
        var scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        var classWeights = Converted.ToDouble<T>(operands.Span<T>("classWeights"));
        var sampleWeights = Converted.ToDouble<T>(Optional(operands, "sampleWeights"));
        var (value, gradient, hessian) = (new double[shape.Rows], new double[shape.Elements], new double[shape.Elements]);
        var epsilon = double.CreateChecked(smoothing);
        var sum = SoftmaxCrossEntropyReference.Evaluate(epsilon, IgnoreLabel, scores, shape.Width, labels, classWeights, sampleWeights, value, gradient, hessian);
        var (valueScale, gradientScale, hessianScale) = (new double[shape.Rows], new double[shape.Elements], new double[shape.Elements]);
        for (var i = 0; i < shape.Rows; i++)
        {
            if (labels[i] != IgnoreLabel)
            {
                var row = i * shape.Width;
                var scale = new RowScale<T>(epsilon, scores.AsSpan(row, shape.Width), labels[i], classWeights, sampleWeights.Length == 0 ? 1 : sampleWeights[i]);
                valueScale[i] = (value[i] * scale.Relative) + scale.Value;
                scale.Write(gradientScale.AsSpan(row, shape.Width), hessianScale.AsSpan(row, shape.Width));
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

    /// <summary>Of the scales of <see cref="RowScale{T}"/>.</summary>
    public override Bound BoundOf(string output) => output switch
    {
        "sum" => LossSums.Bound,
        _ => new(ComparisonFamily.Probability, Epsilons: 4),
    };

    private static Span<T> Optional(OperandSet operands, string name) => operands.Has(name) ? operands.Span<T>(name) : default;

    /// <summary>Several rows at a time where they are short, so that one call of Exp serves them all; plain loops where a call would cost more than its work.</summary>
    private static void Compose(OperandSet operands, Shape shape)
    {
        var classes = shape.Width;
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), classWeights = operands.Span<T>("classWeights");
        ReadOnlySpan<int> labels = operands.Span<int>("labels");
        var gradient = operands.Span<T>("gradient");
        var rowsAtOnce = Math.Max(1, Chunk / classes);
        Span<T> shiftRoom = stackalloc T[Math.Min(rowsAtOnce, shape.Rows)];
        Span<T> sumRoom = stackalloc T[shiftRoom.Length];
        Span<T> weightRoom = stackalloc T[shiftRoom.Length];
        var (loss, weight, counted) = (0.0, 0.0, 0L);
        for (var first = 0; first < shape.Rows; first += rowsAtOnce)
        {
            var rows = Math.Min(rowsAtOnce, shape.Rows - first);
            var shifts = shiftRoom[..rows];
            var sums = sumRoom[..rows];
            var weights = weightRoom[..rows];
            for (var i = 0; i < rows; i++)
            {
                var z = scores.Slice((first + i) * classes, classes);
                var g = gradient.Slice((first + i) * classes, classes);
                var max = Max(z);
                shifts[i] = z[labels[first + i]] - max;
                if (classes < 8)
                {
                    for (var j = 0; j < g.Length; j++)
                    {
                        g[j] = z[j] - max;
                    }
                }
                else
                {
                    TensorPrimitives.Subtract(z, max, g);
                }
            }

            var chunk = gradient.Slice(first * classes, rows * classes);
            TensorPrimitives.Exp(chunk, chunk);
            for (var i = 0; i < rows; i++)
            {
                var g = chunk.Slice(i * classes, classes);
                var label = labels[first + i];
                var w = classWeights[label];
                var sum = Sum(g);
                if (classes < 8)
                {
                    var factor = w / sum;
                    for (var j = 0; j < g.Length; j++)
                    {
                        g[j] *= factor;
                    }
                }
                else
                {
                    TensorPrimitives.Multiply(g, w / sum, g);
                }

                g[label] -= w;
                sums[i] = sum;
                weights[i] = w;
                counted += w > T.Zero ? 1 : 0;
            }

            TensorPrimitives.Log(sums, sums);
            TensorPrimitives.Subtract<T>(sums, shifts, sums);
            loss += double.CreateTruncating(TensorPrimitives.Dot<T>(sums, weights));
            weight += double.CreateTruncating(TensorPrimitives.Sum<T>(weights));
        }

        LossSums.Store((loss, weight, counted), operands);
    }

    private static T Max(ReadOnlySpan<T> z)
    {
        if (z.Length >= 8)
        {
            return TensorPrimitives.Max(z);
        }

        var max = z[0];
        for (var j = 1; j < z.Length; j++)
        {
            max = z[j] > max ? z[j] : max;
        }

        return max;
    }

    private static T Sum(ReadOnlySpan<T> exps)
    {
        if (exps.Length >= 8)
        {
            return TensorPrimitives.Sum(exps);
        }

        var sum = T.Zero;
        foreach (var e in exps)
        {
            sum += e;
        }

        return sum;
    }
}
