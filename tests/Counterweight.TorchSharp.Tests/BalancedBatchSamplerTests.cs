using Xunit;

namespace Counterweight.TorchSharp.Tests;

/// <summary>Rows of balanced batches, epoch by epoch; no tensor is needed.</summary>
public sealed class BalancedBatchSamplerTests
{
    private static readonly long[] Labels = [.. Enumerable.Range(0, 100).Select(row => row % 10 == 3 ? 1L : row % 25 == 7 ? 2 : 0)];

    [Fact]
    public void EveryBatchHoldsTheClassesEquallyOften()
    {
        var sampler = new BalancedBatchSampler(Labels, num_classes: 3, batch_size: 12, seed: 5);
        Assert.Equal((12, 9), (sampler.BatchSize, sampler.BatchesPerEpoch));
        var seen = new HashSet<long>();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            sampler.Epoch = epoch;
            long[][] batches = [.. sampler.Chunk(12)];
            Assert.Equal(9, batches.Length);
            for (var batch = 0; batch < 9; batch++)
            {
                Assert.Equal(sampler.Batch(batch), batches[batch]);
                Assert.Equal([4, 4, 4], batches[batch].CountBy(row => Labels[row]).OrderBy(pair => pair.Key).Select(pair => pair.Value));
                Assert.True(seen.Add(batches[batch].Aggregate(17L, (hash, row) => (hash * 101) + row)), "Two batches are the same.");
            }
        }
    }

    [Fact]
    public void TheSeedAloneDecides()
    {
        long[] one = [.. new BalancedBatchSampler(Labels, 3, 12, seed: 5) { Epoch = 2 }], other = [.. new BalancedBatchSampler(Labels, 3, 12, seed: 5) { Epoch = 2 }];
        Assert.Equal(one, other);
        Assert.NotEqual(one, [.. new BalancedBatchSampler(Labels, 3, 12, seed: 6) { Epoch = 2 }]);
        Assert.NotEqual(one, [.. new BalancedBatchSampler(Labels, 3, 12, seed: 5)]);
        Assert.Equal(36, new BalancedBatchSampler(Labels, 3, 12, batches_per_epoch: 3).Count());
        Assert.Equal([.. one[..24]], [.. new BalancedBatchSampler(Labels, 3, 12, seed: 5, batches_per_epoch: 9) { Epoch = 2 }.Take(24)]);
    }

    [Fact]
    public void BadNumbersAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("num_classes", () => new BalancedBatchSampler(Labels, 0, 12));
        Assert.Throws<ArgumentOutOfRangeException>("batch_size", () => new BalancedBatchSampler(Labels, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("batches_per_epoch", () => new BalancedBatchSampler(Labels, 3, 12, batches_per_epoch: 0));
        Assert.Contains("Class 3 is absent", Assert.Throws<ArgumentException>("labels", () => new BalancedBatchSampler(Labels, 4, 12)).Message, StringComparison.Ordinal);
        long[] labels = [0, 1L << 40];
        Assert.Contains("labels[1] is 1099511627776", Assert.Throws<ArgumentOutOfRangeException>("labels", () => new BalancedBatchSampler(labels, 2, 2)).Message, StringComparison.Ordinal);
        var sampler = new BalancedBatchSampler(Labels, 3, 12);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => sampler.Epoch = -1);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => sampler.Epoch = int.MaxValue);
        Assert.Throws<ArgumentOutOfRangeException>("batch", () => sampler.Batch(9));
        Assert.Throws<ArgumentOutOfRangeException>("batch", () => sampler.Batch(-1));
        Assert.Throws<ArgumentNullException>("labels", () => new BalancedBatchSampler((global::TorchSharp.torch.Tensor)null!, 3, 12));
    }
}
