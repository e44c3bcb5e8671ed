using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>The area of a stream in two parts, merged, and its error; in full with weights.</summary>
public sealed class StreamingAucCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Low = -4;
    private const double High = 4;
    private const int Cells = 64;

    /// <inheritdoc/>
    public override string Name => IsWeighted ? "streaming-auc-weighted" : "streaming-auc";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["StreamingAuc.Add", "StreamingAuc.Merge", "StreamingAuc.Evaluate"];

    /// <summary>The cells of both parts.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("labels", typeof(int), shape.Rows),
        .. IsWeighted ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
        .. Results(shape),
    ];

    /// <summary>Weights are at most 2³².</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var labels = operands.Span<int>("labels");
        RankingInputs.Scores(operands.Span<T>("scores"), kind, random);
        RankingInputs.Labels(labels, random);
        RankingInputs.Weights(operands.Optional<T>("sampleWeights"), labels, kind == InputKind.Special ? InputKind.Wide : kind, random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        ReadOnlySpan<T> scores = operands.Span<T>("scores"), weights = operands.Optional<T>("sampleWeights");
        ReadOnlySpan<int> labels = operands.Span<int>("labels");
        var (first, second, half) = (new StreamingAuc(Low, High, Cells), new StreamingAuc(Low, High, Cells), shape.Rows / 2);
        first.Add(scores[..half], labels[..half], weights.IsEmpty ? weights : weights[..half]);
        second.Add(scores[half..], labels[half..], weights.IsEmpty ? weights : weights[half..]);
        first.Merge(second);
        var results = operands.Span<double>("results");
        (results[0], results[1]) = first.Evaluate();
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        var (positives, negatives) = (new double[Cells], new double[Cells]);
        for (var row = 0; row < scores.Length; row++)
        {
            (labels[row] == 1 ? positives : negatives)[Cell(scores[row])] += Cut(weights[row]);
        }

        var (area, within, above, alarms) = (0.0, 0.0, 0.0, 0.0);
        for (var cell = Cells - 1; cell >= 0; cell--)
        {
            area += negatives[cell] * (above + (positives[cell] / 2));
            within += negatives[cell] * positives[cell] / 2;
            (above, alarms) = (above + positives[cell], alarms + negatives[cell]);
        }

        var results = operands.Span<double>("results");
        (results[0], results[1]) = (area / (above * alarms), within / (above * alarms));
    }

    /// <summary>The count of pairs of rows that are in cells in order, ½ of those in one cell; and the other half of these.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        int[] cells = [.. scores.Select(Cell)];
        var (ordered, within, all) = (0.0, 0.0, 0.0);
        for (var i = 0; i < cells.Length; i++)
        {
            for (var j = 0; j < cells.Length; j++)
            {
                var pair = labels[i] == 1 && labels[j] == 0 ? Cut(weights[i]) * Cut(weights[j]) : 0;
                all += pair;
                ordered += cells[i] > cells[j] ? pair : 0;
                within += cells[i] == cells[j] ? pair : 0;
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["results"] = new([(ordered + (within / 2)) / all, within / 2 / all], [1, 1]) };
    }

    /// <summary>The reference sums up to 257² pairs in plain double.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: 64 * OfDouble);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) => [new("results", typeof(double), 2, IsOutput: true, IsResult: true)];

    /// <summary>Weights are multiples of 2⁻⁶⁴.</summary>
    private static double Cut(double weight) => Math.ScaleB(Math.Floor(Math.ScaleB(weight, 64)), -64);

    private static int Cell(double score) => (int)Math.Clamp(Math.Floor((score - Low) / ((High - Low) / Cells)), 0, Cells - 1);
}
