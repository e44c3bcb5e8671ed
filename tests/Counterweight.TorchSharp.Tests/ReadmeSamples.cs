// sample: usings
using Counterweight.TorchSharp;
using Counterweight.Weighting;
using static TorchSharp.torch;
// end

namespace Counterweight.TorchSharp.Tests;

/// <summary>The code of the package's README, and what it must do.</summary>
[Xunit.Collection(Torch.Libtorch.Collection)]
public sealed class ReadmeSamples
{
    [Xunit.Fact]
    public void TheReadmeTrains()
    {
        Torch.Libtorch.Need();
        using var outer = NewDisposeScope();
        random.manual_seed(1);
        var features = randn(1000, 4);
        long[] labels = [.. Enumerable.Range(0, 1000).Select(row => features[row, 0].item<float>() > 1.5f ? 1L : 0)];
        var targets = tensor(labels);
        using var model = nn.Linear(4, 2);

        // sample:
        var (counts, weights) = (new long[2], new float[2]);
        ClassWeights.Count(labels, counts);
        ClassWeights.BalancedFromCounts(counts, weights);
        using var loss = LossModules.CrossEntropyLoss(weight: tensor(weights), label_smoothing: 0.05); // or SoftmaxFocalLoss, LdamLoss, …
        using var optimizer = optim.Adam(model.parameters(), lr: 0.01);
        var sampler = new BalancedBatchSampler(labels, num_classes: 2, batch_size: 64, seed: 1);
        for (var epoch = 0; epoch < 5; epoch++)
        {
            sampler.Epoch = epoch;
            for (var batch = 0; batch < sampler.BatchesPerEpoch; batch++)
            {
                using var scope = NewDisposeScope();
                var rows = tensor(sampler.Batch(batch));
                optimizer.zero_grad();
                loss.call(model.call(features[rows]), targets[rows]).backward();
                GradientClip.ByNorm(model.parameters(), max_norm: 1);
                optimizer.step();
            }
        }
        // end
        Xunit.Assert.True(model.weight![1, 0].item<float>() > model.weight![0, 0].item<float>() + 0.5f);
    }
}
