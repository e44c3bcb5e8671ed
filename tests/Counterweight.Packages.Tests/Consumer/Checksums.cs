using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Metrics;
using Counterweight.Splits;

namespace Counterweight.Packages.Tests.Consumer;

/// <summary>Checksums of some kernels, of a model file and of the samples: the same wherever the code is compiled, and by whatever.</summary>
internal static class Checksums
{
    private const int Rows = 3000;

    public static IEnumerable<string> Lines() =>
    [
        $"softmax of short rows  {Softmax<float>(5)} {Softmax<double>(5)}",
        $"softmax of long rows   {Softmax<float>(150)} {Softmax<double>(150)}",
        $"Gini split             {Split()}",
        $"confusion matrix       {Confusion()}",
        $"sample of the kernels  {Sample()}",
        $"boosted model          {Hash<byte>(TrainerSample.Run())}",
    ];

    private static string Softmax<T>(int classCount)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(classCount);
        T[] logits = [.. Enumerable.Range(0, Rows * classCount).Select(_ => T.CreateTruncating((20 * random.NextDouble()) - 10))];
        T[] classWeights = [.. Enumerable.Range(0, classCount).Select(_ => T.CreateTruncating(50 * random.NextDouble()))];
        var gradient = new T[logits.Length];
        var sum = SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<T>(labelSmoothing: T.CreateTruncating(0.1)),
            logits,
            classCount,
            Numbers(random, classCount),
            new LossWeights<T> { PerClass = classWeights },
            new LossOutputs<T> { Gradient = gradient },
            degreeOfParallelism: 2);
        return $"{Hash<T>(gradient)} {sum.WeightedMean:R}";
    }

    private static string Split()
    {
        const int Features = 6;
        var random = new Random(3);
        var bins = new byte[Rows * Features];
        random.NextBytes(bins);
        var labels = Numbers(random, 3);
        float[] classWeights = [1f, 7f, 50f];

        var shape = new HistogramShape(Features, binCount: 256, classCount: 3);
        var scale = WeightScale.For<float>(classWeights, sampleWeights: [], Rows);
        var cells = new ClassCell[shape.Length];
        var histogram = new ClassHistogramSpan(cells, shape, scale);
        ClassHistogram.Build(BinMatrix.Create(bins, Rows, Features), labels, classWeights, sampleWeights: [], histogram);
        var split = SplitSearch.Find(histogram, new GiniImpurity());
        return $"{Hash<ClassCell>(cells)} feature {split.Feature} bin {split.Bin} gain {split.Gain:R}";
    }

    private static string Confusion()
    {
        var random = new Random(4);
        double[] weights = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        var matrix = new ConfusionMatrix(classCount: 4);
        matrix.AddPredictions<double>(Numbers(random, 4), Numbers(random, 4), weights);
        return $"{matrix.BalancedAccuracy:R} {matrix.MatthewsCorrelation():R}";
    }

    private static string Sample()
    {
        var (sum, gradient) = KernelSample.Run();
        return $"{Hash<float>(gradient)} {sum.WeightedMean:R}";
    }

    private static int[] Numbers(Random random, int count) => [.. Enumerable.Range(0, Rows).Select(_ => random.Next(count))];

    private static string Hash<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values)))[..16];
}
