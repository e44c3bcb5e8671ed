using Counterweight.Reference.Catalog;
using Counterweight.Reference.Resampling.Over;
using Counterweight.Reference.Resampling.Under;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Combined;

/// <summary>New rows by SMOTE, and which of all rows stay. Steps are chosen sixteenths: new features are exact, and so are distances.</summary>
public abstract class CombinedCase : OverSamplingCase
{
    /// <summary>A case whose choices are given.</summary>
    protected CombinedCase()
        : base(hasChoices: true)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["CombinedSampler.Generate", Combined.GetType().Name];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(2000, 28)];

    /// <summary>Distances are multiples of 1/256 of at most 130·18², which a float holds.</summary>
    public override int MaxWidth => 130;

    /// <summary>The method.</summary>
    protected abstract CombinedSampler Combined { get; }

    /// <summary>Whether the minority of all rows, old and new, loses none.</summary>
    protected abstract bool SparesMinority { get; }

    /// <inheritdoc/>
    protected override OverSampler Method => Combined.OverSampler;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        .. base.Operands(shape),
        new("kept", typeof(int), 2 * shape.Rows, IsOutput: true),
        new("count", typeof(int), 1, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        base.RunScalar(operands, shape);
        var kept = Keep(operands, shape, operands.Span<float>("newFeatures").ToArray());
        operands.Span<int>("kept").Fill(-1);
        kept.CopyTo(operands.Span<int>("kept"));
        operands.Span<int>("count")[0] = kept.Length;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var expected = new Dictionary<string, Expected>(base.Reference(operands, shape), StringComparer.Ordinal);
        var kept = Keep(operands, shape, [.. expected["newFeatures"].Values.Select(value => (float)value)]);
        expected["kept"] = new([.. kept.Select(row => (double)row), .. Enumerable.Repeat(-1.0, (2 * shape.Rows) - kept.Length)]);
        expected["count"] = new([kept.Length]);
        return expected;
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => output is "newFeatures" ? Bound.Exact : base.BoundOf(output);

    /// <summary>The rows kept by the definition.</summary>
    protected abstract int[] Keep(UnderReference reference);

    /// <inheritdoc/>
    protected override void Make(OperandSet operands, LabeledRows rows, SamplingStrategy strategy, RowDraws draws, NewRows destination, int degreeOfParallelism) =>
        operands.Span<int>("count")[0] = Combined.Generate(rows, strategy, draws, destination, operands.Span<int>("kept"), degreeOfParallelism);

    /// <inheritdoc/>
    protected override void Choose(OperandSet operands, Shape shape, int own, Random random)
    {
        base.Choose(operands, shape, own, random);
        foreach (ref var step in operands.Span<float>("chosenSteps"))
        {
            step = random.Next(16) / 16f;
        }
    }

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var own = RowsOf(operands);
        var neighbors = own.Select(row => Nearest(operands, shape, row, own)).ToArray();
        return [.. Enumerable.Range(0, shape.Rows).Select(i => ChoiceOf(operands, i, own.Length)).Select(choice => (own[choice.Parent], neighbors[choice.Parent][choice.Neighbor], choice.Step))];
    }

    private int[] Keep(OperandSet operands, Shape shape, float[] newFeatures) => Keep(new UnderReference(
        [.. operands.Span<float>("features"), .. newFeatures], shape.Width, [.. operands.Span<int>("labels"), .. Enumerable.Repeat(Label, shape.Rows)], SparesMinority));
}
