using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>ADASYN: the more of a row's neighbors are of the other class, the more new rows it is parent of.</summary>
public sealed class AdasynCase : OverSamplingCase
{
    /// <summary>A case whose neighbors and steps come from a seed.</summary>
    public AdasynCase()
        : base(hasChoices: false)
    {
    }

    /// <inheritdoc/>
    public override string Name => "adasyn";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new Adasyn(K);

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var own = RowsOf(operands);
        var labels = operands.Span<int>("labels").ToArray();
        long[] others = [.. own.Select(row => (long)Nearest(operands, shape, row, Enumerable.Range(0, shape.Rows)).Count(other => labels[other] != Label))];
        int[][] neighbors = [.. own.Select(row => Nearest(operands, shape, row, own))];
        var sum = others.Sum();
        (long, long)[] shares = [.. others.Select(count => sum == 0 ? Math.DivRem(shape.Rows, own.Length) : Math.DivRem(count * shape.Rows, sum))];
        var counts = shares.Select(share => share.Item1).ToArray();
        foreach (var (_, place) in shares.Select((share, place) => (share.Item2, place)).OrderByDescending(pair => pair.Item1).ThenBy(pair => pair.place).Take((int)(shape.Rows - counts.Sum())))
        {
            counts[place]++;
        }

        return
        [
            .. counts.SelectMany((count, place) => Enumerable.Repeat(place, (int)count))
                .Select((place, i) => (place, choice: ChoiceOf(operands, i, own.Length)))
                .Select(row => (own[row.place], neighbors[row.place][row.choice.Neighbor], row.choice.Step)),
        ];
    }
}
