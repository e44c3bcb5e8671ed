using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Online;

namespace Counterweight.Reference.Weighting.Online;

/// <summary>Counts and balanced weights of the last 50 labels of a stream, some ignored.</summary>
public sealed class LabelWindowCase<T>() : WeightingCase<T>("label-window", "LabelWindow.Counts", "LabelWindow.Balanced")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 10;
    private const int Length = 50;
    private const int IgnoreLabel = -1;
    private const double PseudoCount = 0.5;

    [ThreadStatic]
    private static LabelWindow? window;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(int);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("labels", typeof(int), shape.Rows),
        new("counts", typeof(long), Classes, IsOutput: true, IsResult: true),
        new("weights", typeof(T), Classes, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        Inputs.Labels(operands.Span<int>("labels"), Classes, IgnoreLabel, new Random(seed));

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        window ??= new(Classes, Length);
        window.Clear();
        window.Add(operands.Span<int>("labels"), IgnoreLabel);
        window.Counts(operands.Span<long>("counts"));
        window.Balanced(operands.Span<T>("weights"), PseudoCount);
    }

    /// <summary>The window is counted when all labels have come: less work than the kernel does.</summary>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var counts = operands.Span<long>("counts");
        var labels = operands.Span<int>("labels");
        counts.Clear();
        var held = 0;
        for (var i = labels.Length - 1; i >= 0 && held < Length; i--)
        {
            if (labels[i] != IgnoreLabel)
            {
                counts[labels[i]]++;
                held++;
            }
        }

        var weights = operands.Span<T>("weights");
        for (var c = 0; c < Classes; c++)
        {
            weights[c] = Narrow((held + (Classes * PseudoCount)) / (Classes * (counts[c] + PseudoCount)));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        int[] held = [.. operands.Span<int>("labels").ToArray().Where(label => label != IgnoreLabel).TakeLast(Length)];
        double[] counts = [.. Enumerable.Range(0, Classes).Select(c => (double)held.Count(label => label == c))];
        return Outputs(("counts", counts), ("weights", [.. counts.Select(count => (held.Length + (Classes * PseudoCount)) / (Classes * (count + PseudoCount)))]));
    }

    /// <summary>Four roundings in double, and three of the reference.</summary>
    public override Bound BoundOf(string output) => output is "counts" ? Bound.Exact : new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 4);
}
