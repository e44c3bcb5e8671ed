using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Over.Clusters;

namespace Counterweight.Reference.Resampling.Over.Clusters;

/// <summary>K-means SMOTE; in full every cluster of two rows may serve, sparsity is the mean distance, and steps are chosen.</summary>
public sealed class KMeansSmoteCase(LossVariant variant = LossVariant.Plain) : OverSamplingCase(variant == LossVariant.Full)
{
    private const int ComparedRows = 300;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "k-means-smote-full" : "k-means-smote";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = variant == LossVariant.Full
        ? new KMeansSmote(5, K, FewRows.UseAll) { ImbalanceThreshold = 2, DensityExponent = 1 }
        : new KMeansSmote(3, K) { ImbalanceThreshold = 4 };

    /// <summary>
    /// Rows until none lies as near to a second mean as to its own, and no share of new rows is as near to an integer or to another share,
    /// as rounding could reach. More rows than the reference is compared at are taken as they come.
    /// </summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        for (var attempt = 0; ; attempt++)
        {
            base.Generate(operands, shape, kind, unchecked(seed + (1000003 * attempt)));
            if (shape.Rows > ComparedRows || IsClear(operands, shape))
            {
                return;
            }

            if (attempt == 1000)
            {
                throw new InvalidOperationException($"No rows of {shape} are clear.");
            }
        }
    }

    /// <inheritdoc/>
    protected override Operand[] Choices(Shape shape) => [new("chosenSteps", typeof(float), shape.Rows)];

    /// <inheritdoc/>
    protected override void Choose(OperandSet operands, Shape shape, int own, Random random)
    {
        foreach (ref var step in operands.Span<float>("chosenSteps"))
        {
            step = random.Next(1 << 12) / 4096f;
        }
    }

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape) =>
    [
        .. Clusters(operands, shape, out _).SelectMany(cluster => Enumerable.Repeat(cluster.Rows, cluster.NewCount)).Select((rows, i) =>
        {
            var choice = ChoiceOf(operands, i, rows.Length, Math.Min(K, rows.Length - 1));
            var parent = rows[choice.Parent];
            return (parent, Nearest(operands, shape, parent, rows)[choice.Neighbor], choice.Step);
        }),
    ];

    private bool IsClear(OperandSet operands, Shape shape)
    {
        Clusters(operands, shape, out var isClear);
        return isClear;
    }

    /// <summary>The rows of the class that each cluster has, and how many new ones lie between them.</summary>
    private (int[] Rows, int NewCount)[] Clusters(OperandSet operands, Shape shape, out bool isClear)
    {
        var method = (KMeansSmote)Method;
        var means = new KMeansReference(operands.Span<float>("features").ToArray(), shape.Width);
        var clusters = means.Assign(new(Seed, 0x4F56_0003_0000_0000 | Label), method.ClusterCount, method.MaxIterations);
        var own = RowsOf(operands);
        int[][] serving =
        [
            .. Enumerable.Range(0, clusters.Max() + 1)
                .Select(c => (Rows: own.Where(row => clusters[row] == c).ToArray(), All: clusters.Count(of => of == c)))
                .Where(c => c.Rows.Length > (full ? 1 : K) && (c.All - c.Rows.Length + 1.0) / (c.Rows.Length + 1.0) < method.ImbalanceThreshold)
                .Select(c => c.Rows),
        ];
        isClear = means.IsClear;
        if (serving.Length == 0)
        {
            return [(own, shape.Rows)];
        }

        // Distances in parts of the greatest: powers of them stay in range.
        var squared = Squared(operands, shape.Width);
        double[] distances = [.. serving.Select(rows => rows.SelectMany(a => rows.Where(b => b > a).Select(b => Math.Sqrt(squared(a, b)))).Average())];
        var greatest = distances.Max();
        double[] sparsities = [.. distances.Select((d, c) => greatest == 0 ? 1 : Math.Pow(d / greatest, method.DensityExponent ?? shape.Width) / serving[c].Length)];
        var counts = Shares(sparsities, shape.Rows, ref isClear);
        return [.. serving.Zip(counts)];
    }

    /// <summary>Parts of a number in proportion, rounded down, and the rest to the largest remainders.</summary>
    private static int[] Shares(double[] weights, int all, ref bool isClear)
    {
        const double Clear = 1e-4;
        double[] shares = [.. weights.Select(weight => weight * all / weights.Sum())];
        double[] remainders = [.. shares.Select(share => share - Math.Floor(share))];
        var left = all - (int)shares.Sum(Math.Floor);
        var order = Enumerable.Range(0, shares.Length).OrderByDescending(i => remainders[i]).ToArray();

        // One cluster takes all, whatever its weight is rounded to.
        if (weights.Count(weight => weight > 0) > 1)
        {
            isClear &= remainders.All(remainder => remainder is > Clear and < 1 - Clear) && remainders[order[left - 1]] - remainders[order[left]] > Clear;
        }

        return [.. shares.Select((share, i) => (int)share + (order.Take(left).Contains(i) ? 1 : 0))];
    }
}
