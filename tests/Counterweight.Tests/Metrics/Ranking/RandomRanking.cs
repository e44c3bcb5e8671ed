namespace Counterweight.Tests.Metrics.Ranking;

/// <summary>Rows to rank: some scores equal, some near others, some far away; the higher, the more often positive.</summary>
internal static class RandomRanking
{
    public static (double[] Scores, int[] Labels, double[] Weights) Create(int seed, int rows)
    {
        var random = new Random(seed);
        var (scores, labels, weights) = (new double[rows], new int[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            labels[i] = i < 2 ? i : random.Next(4) == 0 ? 1 : 0;
            var score = random.NextDouble() + (0.3 * labels[i]);
            scores[i] = random.Next(8) switch
            {
                0 => Math.Round(score * 10) / 10,
                1 => 1 + Math.ScaleB(random.Next(1000), -52),
                2 => -score,
                3 => score * 1e-9,
                4 => random.Next(3) == 0 ? double.PositiveInfinity : -1e300,
                _ => score,
            };
            weights[i] = i >= 2 && random.Next(8) == 0 ? 0 : 0.1 + (random.NextDouble() * 4.9);
        }

        return (scores, labels, weights);
    }
}
