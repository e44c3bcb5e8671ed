using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>Areas of pairs of classes, a class more than the width, and their means; in full with weights.</summary>
public sealed class MulticlassAucCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => IsWeighted ? "multiclass-auc-weighted" : "multiclass-auc";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["MulticlassAuc.Pairs", "MulticlassAuc.OneVsRest", "MulticlassAuc.OneVsOne"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 2)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MaxWidth => 12;

    /// <summary>Sums of classes.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows * (shape.Width + 1)),
        new("labels", typeof(int), shape.Rows),
        .. IsWeighted ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
        new("pairs", typeof(double), (shape.Width + 1) * (shape.Width + 1), IsOutput: true),
        new("weights", typeof(double), shape.Width + 1, IsOutput: true),
        .. Results(shape),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var labels = operands.Span<int>("labels");
        RankingInputs.Scores(operands.Span<T>("scores"), kind, random);
        Inputs.Labels(labels, shape.Width + 1, 0, random);
        RankingInputs.Weights(operands.Optional<T>("sampleWeights"), new int[labels.Length], kind == InputKind.Special ? InputKind.Wide : kind, random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var pairs = operands.Span<double>("pairs");
        var weights = operands.Span<double>("weights");
        var means = operands.Span<double>("means");
        MulticlassAuc.Pairs<T>(operands.Span<T>("scores"), shape.Width + 1, operands.Span<int>("labels"), pairs, weights, operands.Optional<T>("sampleWeights"));
        (means[0], means[1]) = (MulticlassAuc.OneVsRest(pairs, weights), MulticlassAuc.OneVsRest(pairs, weights, isWeighted: true));
        (means[2], means[3]) = (MulticlassAuc.OneVsOne(pairs, weights), MulticlassAuc.OneVsOne(pairs, weights, isWeighted: true));
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var expected = Reference(operands, shape);
        foreach (var name in (string[])["pairs", "weights", "means"])
        {
            expected[name].Values.CopyTo(operands.Span<double>(name));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var classes = shape.Width + 1;
        var (scores, labels, rowWeights) = Rows(operands);
        rowWeights = operands.Has("sampleWeights") ? rowWeights : [.. labels.Select(_ => 1.0)];
        double[] weights = [.. Enumerable.Range(0, classes).Select(c => rowWeights.Where((_, row) => labels[row] == c).Sum())];
        var pairs = new double[classes * classes];
        var rests = new double[classes];
        for (var c = 0; c < classes; c++)
        {
            double[] column = [.. labels.Select((_, row) => scores[(row * classes) + c])];
            for (var other = 0; other < classes; other++)
            {
                pairs[(c * classes) + other] = other == c ? double.NaN : RankingReference.PairCount(
                    column, [.. labels.Select(label => label == c ? 1 : 0)], [.. rowWeights.Select((weight, row) => labels[row] == c || labels[row] == other ? weight : 0)]);
            }

            rests[c] = RankingReference.PairCount(column, [.. labels.Select(label => label == c ? 1 : 0)], rowWeights);
        }

        var present = Enumerable.Range(0, classes).Where(c => !double.IsNaN(rests[c])).ToArray();
        var both = present.SelectMany(c => present.Where(other => other > c).Select(other => (Area: (pairs[(c * classes) + other] + pairs[(other * classes) + c]) / 2, Weight: weights[c] + weights[other]))).ToArray();
        double[] means =
        [
            present.Sum(c => rests[c]) / present.Length,
            present.Sum(c => weights[c] * rests[c]) / present.Sum(c => weights[c]),
            both.Sum(pair => pair.Area) / both.Length,
            both.Sum(pair => pair.Weight * pair.Area) / both.Sum(pair => pair.Weight),
        ];
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["pairs"] = new(pairs, [.. pairs.Select(_ => 1.0)]),
            ["weights"] = new(weights),
            ["means"] = new(means, [1, 1, 1, 1]),
        };
    }

    /// <summary>The reference sums pairs in plain double.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Ulps: 64 * OfDouble, Epsilons: 128 * OfDouble);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) => [new("means", typeof(double), 4, IsOutput: true, IsResult: true)];
}
