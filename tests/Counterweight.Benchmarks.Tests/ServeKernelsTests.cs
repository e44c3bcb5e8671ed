using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>The kernels of <c>serve-trees</c>, against sums and gains by their definitions.</summary>
public sealed class ServeKernelsTests : IDisposable
{
    private const int Rows = 8;
    private const int Features = 2;
    private const int Bins = 3;

    // Sums of these are exact.
    private static readonly byte[] RowBins = [0, 1, 2, 0, 1, 2, 0, 0, 2, 2, 2, 1, 1, 1, 0, 0];
    private static readonly float[] Gradients = [1, -0.5f, 0.25f, 2, -1, -0.75f, 0.5f, -2];
    private static readonly float[] Hessians = [0.25f, 0.5f, 1, 0.25f, 0.125f, 1, 0.5f, 0.25f];
    private static readonly float[] Weights = [1, 2, 0.5f, 4, 0, 1, 3, 1];

    private readonly ArrayDirectory directory = new();

    public ServeKernelsTests()
    {
        directory.Write<byte>("bins.u8", RowBins);
        directory.Write<float>("g.f32", Gradients);
        directory.Write<float>("h.f32", Hessians);
        directory.Write<float>("w.f32", Weights);
    }

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("", 0, 1, 2, 3, 4, 5, 6, 7)]
    [InlineData("rows=all", 0, 1, 2, 3, 4, 5, 6, 7)]
    [InlineData("rows=subset", 1, 3, 6)]
    public async Task AHistogramHoldsCountsAndSums(string setting, params int[] rows)
    {
        directory.Write<int>("rows.i32", rows);
        var request = $"gradient-histogram directory={directory.Path} features={Features} bins={Bins} {setting}";
        var answers = await Runner.ServeAsync("serve-trees", request, $"{request} threads=2");

        Assert.All(answers, Runner.AssertTime);
        var expected = new double[Features * Bins * 4];
        foreach (var row in rows.Where(row => Weights[row] > 0))
        {
            for (var feature = 0; feature < Features; feature++)
            {
                var cell = 4 * ((feature * Bins) + RowBins[(feature * Rows) + row]);
                expected[cell]++;
                expected[cell + 1] += Weights[row];
                expected[cell + 2] += Weights[row] * Gradients[row];
                expected[cell + 3] += Weights[row] * Hessians[row];
            }
        }

        Assert.Equal(expected, directory.Read<double>("histogram.f64"));
    }

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("min-rows=2", 2, 0)]
    [InlineData("min-hessian=1.3", 1, 1.3)]
    public async Task TheSplitScanFindsTheBestGainOfEachNode(string settings, int minRowCount, double minHessian)
    {
        int[][] nodes = [[0, 1, 2, 3, 5], [2, 3, 4, 6, 7]];
        directory.Write<int>("rows.i32", [.. nodes.SelectMany(rows => rows)]);

        var answers = await Runner.ServeAsync("serve-trees", $"split-scan directory={directory.Path} features={Features} bins={Bins} nodes=2 {settings}");

        Assert.All(answers, Runner.AssertTime);
        var gains = directory.Read<double>("gains.f64");
        Assert.Equal(nodes.Length, gains.Length);
        for (var node = 0; node < nodes.Length; node++)
        {
            Assert.Equal(BestGain(nodes[node], minRowCount, minHessian), gains[node], 1e-12);
        }
    }

    [Fact]
    public async Task TheNearestCandidatesAreFound()
    {
        directory.Write<float>("candidates.f32", [0, 0, 3, 4, 1, 0, 0, 1]);
        directory.Write<float>("queries.f32", [0, 0, 3, 3]);

        var answers = await Runner.ServeAsync("serve-trees", $"nearest directory={directory.Path} features=2 k=3 threads=2");

        Assert.All(answers, Runner.AssertTime);
        Assert.Equal([0, 2, 3, 1, 2, 3], directory.Read<int>("indices.i32"));
        Assert.Equal([0, 1, 1, 1, 13, 13], directory.Read<float>("squared.f32"));
    }

    [Fact]
    public async Task AWrongRequestIsRefusedAndTheNextIsAnswered()
    {
        directory.Write<int>("rows.i32", [1, Rows]);
        var histogram = $"gradient-histogram directory={directory.Path} features={Features}";
        var scan = $"split-scan directory={directory.Path} features={Features} bins={Bins}";
        await Refusal.AssertEachAsync(
            "serve-trees",
            $"{histogram} bins={Bins}",
            (histogram, "gradient-histogram needs bins=."),
            ($"{histogram} bins={Bins - 1}", null),
            ($"{histogram} bins={Bins} rows=some", "rows is 'some', which gradient-histogram does not know."),
            ($"{histogram} bins={Bins} rows=subset", null),
            ($"{histogram} bins={Bins} nodes=2", "gradient-histogram does not know nodes."),
            ($"gradient-histogram directory={directory.Path} features=3 bins={Bins}", $"'{Path.Combine(directory.Path, "bins.u8")}' has 16 elements instead of 24"),
            (scan, "split-scan needs nodes=."),
            ($"{scan} nodes=1", null),
            ($"{scan} nodes=2000000000", "2000000000 histograms are more than an array holds."),
            ($"{scan} nodes=1 min-hessian=-1", "min-hessian is '-1', which is no finite number of at least 0."),
            ($"{scan} nodes=1 min-hessian=NaN", "min-hessian is 'NaN', which is no finite number of at least 0."));
    }

    /// <summary>½(G_L²/H_L + G_R²/H_R − G²/H), the greatest over features and thresholds.</summary>
    private static double BestGain(int[] rows, int minRowCount, double minHessian)
    {
        var best = 0.0;
        for (var feature = 0; feature < Features; feature++)
        {
            for (var threshold = 0; threshold < Bins - 1; threshold++)
            {
                int[] left = [.. rows.Where(row => RowBins[(feature * Rows) + row] <= threshold)];
                int[] right = [.. rows.Except(left)];
                if (Math.Min(left.Length, right.Length) >= minRowCount && Math.Min(Hessian(left), Hessian(right)) >= minHessian)
                {
                    best = Math.Max(best, (Score(left) + Score(right) - Score(rows)) / 2);
                }
            }
        }

        return best;
    }

    private static double Score(int[] rows) => Math.Pow(rows.Sum(row => (double)Gradients[row]), 2) / Hessian(rows);

    private static double Hessian(int[] rows) => rows.Sum(row => (double)Hessians[row]);
}
