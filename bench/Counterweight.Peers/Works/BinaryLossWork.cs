using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Peers.Measuring;
using Counterweight.Peers.Native;
using TorchSharp;

namespace Counterweight.Peers.Works;

/// <summary>A loss of one score a row, and its gradient: binary cross-entropy or focal loss.</summary>
/// <param name="rows">Rows.</param>
/// <param name="isFocal">Which of the two.</param>
internal sealed class BinaryLossWork(int rows, bool isFocal) : Work(isFocal ? "binary focal loss" : "binary cross-entropy", $"{rows}", LossContest.Peer)
{
    private const float PositiveWeight = 3;
    private const float Alpha = 0.25f;

    public override string Description => isFocal
        ? "`PointLoss.Evaluate` of `BinaryFocalLoss`, γ = 2 and α = 0.25, loss and gradient, beside what torchvision's `sigmoid_focal_loss` composes, forward and backward; float32."
        : "`PointLoss.Evaluate` of `BinaryCrossEntropy` with positive weight 3, loss and gradient, beside `binary_cross_entropy_with_logits`, forward and backward; float32.";

    public override Contest Prepare(int threads, int seed)
    {
        Libtorch.Need(threads);
        var random = new Random(seed);
        var scores = SoftmaxWork.Draw(random, rows, -8, 8);
        var targets = new float[rows];
        foreach (ref var target in targets.AsSpan())
        {
            target = random.Next(2);
        }

        return LossContest.Of(
            rows,
            gradient => isFocal
                ? PointLoss.Evaluate<BinaryFocalLoss<float>, float>(new(2, Alpha, 1 - Alpha), scores, targets, outputs: new() { Gradient = gradient }, degreeOfParallelism: threads)
                : PointLoss.Evaluate<BinaryCrossEntropy<float>, float>(new(PositiveWeight, 1), scores, targets, outputs: new() { Gradient = gradient }, degreeOfParallelism: threads),
            sum => sum.Rows,
            isScaled: false,
            new(scores, [rows], () => isFocal ? Focal(torch.tensor(targets)) : CrossEntropy(torch.tensor(targets))));
    }

    private static Func<torch.Tensor, torch.Tensor> CrossEntropy(torch.Tensor targets)
    {
        var weight = torch.tensor(PositiveWeight);
        return logits => torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, pos_weights: weight);
    }

    private static Func<torch.Tensor, torch.Tensor> Focal(torch.Tensor targets) => logits =>
    {
        var p = torch.sigmoid(logits);
        var entropy = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction: torch.nn.Reduction.None);
        var right = (p * targets) + ((1 - p) * (1 - targets));
        var alpha = (Alpha * targets) + ((1 - Alpha) * (1 - targets));
        return (alpha * (entropy * (1 - right).pow(2))).mean();
    };
}
