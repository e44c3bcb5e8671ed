using System.Numerics;
using Counterweight.Linear;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Linear;

/// <summary>Derivatives by the parameters of a linear model in lanes, summed in two calls where there are four blocks.</summary>
public sealed class LinearGradientCase<T> : LinearCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "linear-gradient";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["LinearGradient.Sum", "LinearGradient.Add"];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("rows", typeof(T), PaddedRows(shape) * FeatureCount),
        new("score gradients", typeof(T), PaddedRows(shape) * shape.Width),
        new("lanes", typeof(T), Parameters(shape) * RowBlocks<T>.RowsPerBlock, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Features(operands.Span<T>("rows"), shape, kind, random);
        Inputs.Scores(operands.Span<T>("score gradients"), InputKind.Ordinary, random);
        operands.Span<T>("score gradients")[(shape.Rows * shape.Width)..].Clear();
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var rows = operands.Span<T>("rows");
        var gradients = operands.Span<T>("score gradients");
        var lanes = operands.Span<T>("lanes");
        var blocks = RowBlocks<T>.BlocksOf(shape.Rows);
        var firstRows = (blocks < 4 ? blocks : blocks / 2) * RowBlocks<T>.RowsPerBlock;
        LinearGradient.Sum(new RowBlocks<T>(rows[..(firstRows * FeatureCount)], FeatureCount), gradients[..(firstRows * shape.Width)], shape.Width, lanes);
        if (firstRows < PaddedRows(shape))
        {
            LinearGradient.Add(new RowBlocks<T>(rows[(firstRows * FeatureCount)..], FeatureCount), gradients[(firstRows * shape.Width)..], shape.Width, lanes);
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var rows = operands.Span<T>("rows");
        var gradients = operands.Span<T>("score gradients");
        var lanes = operands.Span<T>("lanes");
        lanes.Clear();
        for (var row = 0; row < PaddedRows(shape); row++)
        {
            for (var label = 0; label < shape.Width; label++)
            {
                var gradient = gradients[(row * shape.Width) + label];
                for (var feature = 0; feature < FeatureCount; feature++)
                {
                    lanes[LaneOf((label * FeatureCount) + feature, row)] += gradient * rows[Place(row, feature)];
                }

                lanes[LaneOf((shape.Width * FeatureCount) + label, row)] += gradient;
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (rows, gradients) = (Converted.ToDouble<T>(operands.Span<T>("rows")), Converted.ToDouble<T>(operands.Span<T>("score gradients")));
        var (lanes, lanesScale) = (new DoubleDouble[Parameters(shape) * RowBlocks<T>.RowsPerBlock], new double[Parameters(shape) * RowBlocks<T>.RowsPerBlock]);
        var blocks = RowBlocks<T>.BlocksOf(shape.Rows);
        for (var row = 0; row < PaddedRows(shape); row++)
        {
            for (var label = 0; label < shape.Width; label++)
            {
                var gradient = gradients[(row * shape.Width) + label];
                for (var feature = 0; feature < FeatureCount; feature++)
                {
                    Add((label * FeatureCount) + feature, gradient, rows[Place(row, feature)]);
                }

                Add((shape.Width * FeatureCount) + label, gradient, 1);

                void Add(int parameter, double g, double x)
                {
                    lanes[LaneOf(parameter, row)] += (DoubleDouble)g * x;
                    lanesScale[LaneOf(parameter, row)] += blocks * Math.Abs(g * x);
                }
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["lanes"] = new([.. lanes.Select(lane => lane.Hi)], lanesScale),
        };
    }

    /// <summary>
    /// A lane has a multiply-add a block, each rounded by half an ε of a partial sum; the scale is as many times the sum of
    /// sizes. The reference and what rounds by rounding: a little.
    /// </summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Ulps: 0.5, Epsilons: 0.5);

    private static int LaneOf(int parameter, int row) => (parameter * RowBlocks<T>.RowsPerBlock) + (row % RowBlocks<T>.RowsPerBlock);
}
