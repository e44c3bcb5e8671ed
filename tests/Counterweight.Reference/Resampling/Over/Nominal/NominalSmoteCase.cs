using Counterweight.Neighbors;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Resampling.Over.Nominal;

/// <summary>New rows whose nominal features are those that rows agree on; in full some of their values are missing, and choices are one's own.</summary>
public abstract class NominalSmoteCase(bool isFull) : OverSamplingCase(isFull)
{
    /// <summary>
    /// With missing values the distance of two rows is t·F/p, where F and p are at most 133 and t is fewer than 2¹⁴ parts of equal size. Two
    /// that are not equal differ by 1/(2¹⁴·133) of the larger or more, which is above 2⁻²³, so that their order stays when they are rounded.
    /// </summary>
    public override int MaxWidth => 130;

    /// <summary>Tables of the differences of values.</summary>
    public override bool AllocatesTables => true;

    /// <summary>Whether values are missing, and choices are one's own.</summary>
    protected bool IsFull { get; } = isFull;

    /// <inheritdoc/>
    protected override NeighborOptions Metric => new() { MissingValues = IsFull ? MissingValues.Scale : MissingValues.Refuse };

    /// <summary>The features that are nominal.</summary>
    protected abstract int[] NominalFeatures(Shape shape);

    /// <summary>Whether a parent votes beside its neighbors.</summary>
    protected abstract bool ParentVotes { get; }

    /// <summary>The distance of two rows.</summary>
    protected abstract Func<int, int, double> Distance(OperandSet operands, Shape shape);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        base.RunScalar(operands, shape);
        foreach (var (i, value) in Votes(operands, shape))
        {
            operands.Span<float>("newFeatures")[i] = value;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var expected = base.Reference(operands, shape);
        var (values, scale) = expected["newFeatures"];
        foreach (var (i, value) in Votes(operands, shape))
        {
            // A code is copied.
            (values[i], scale![i]) = (value, 0);
        }

        return expected;
    }

    /// <summary>Each row's nearest of its class.</summary>
    protected IReadOnlyDictionary<int, int[]> Neighborhoods(OperandSet operands, Shape shape)
    {
        var (own, distance) = (RowsOf(operands), Distance(operands, shape));
        return own.ToDictionary(row => row, row => Nearest(row, own, distance, K));
    }

    /// <summary>Rows that have a value of a feature: all but some of those behind the first, where values may be missing.</summary>
    protected bool HasValue(int row, Random random) => !IsFull || row == 0 || random.Next(8) > 0;

    /// <summary>The value that most of some rows have, of equally frequent ones that which comes first; NaN where none has any.</summary>
    private static float MostFrequent(IEnumerable<float> values) =>
        values.Where(value => !float.IsNaN(value)).GroupBy(value => value).OrderByDescending(alike => alike.Count()).FirstOrDefault()?.Key ?? float.NaN;

    private IEnumerable<(int Index, float Value)> Votes(OperandSet operands, Shape shape)
    {
        var (features, width, neighborhoods) = (operands.Span<float>("features").ToArray(), FeatureCount(shape), Neighborhoods(operands, shape));
        return Pairs(operands, shape).SelectMany((pair, i) => NominalFeatures(shape).Select(f => (
            (i * width) + f,
            MostFrequent((ParentVotes ? neighborhoods[pair.Parent].Prepend(pair.Parent) : neighborhoods[pair.Parent]).Select(row => features[(row * width) + f])))));
    }
}
