using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Peers.Measuring;
using Counterweight.Peers.Native;
using TorchSharp;

namespace Counterweight.Peers.Works;

/// <summary>Cross-entropy of rows of logits with class weights, and its gradient.</summary>
/// <param name="rows">Rows.</param>
/// <param name="classes">Classes.</param>
/// <param name="isMean">Whether our gradient is that of the weighted mean, as PyTorch's always is.</param>
internal sealed class SoftmaxWork(int rows, int classes, bool isMean)
    : Work(isMean ? "softmax cross-entropy, weighted mean" : "softmax cross-entropy", $"{rows}x{classes}", LossContest.Peer)
{
    public override string Description =>
        $"`SoftmaxLoss.Evaluate` with class weights, loss and gradient{(isMean ? " of the weighted mean (`GradientScale.PerWeight`)" : "")}, beside `cross_entropy` with them, forward and backward; float32.";

    public override Contest Prepare(int threads, int seed)
    {
        Libtorch.Need(threads);
        var random = new Random(seed);
        var scores = Draw(random, rows * classes, -8, 8);
        var weights = Draw(random, classes, 0.1f, 5);
        var labels = new int[rows];
        foreach (ref var label in labels.AsSpan())
        {
            label = random.Next(classes);
        }

        var scale = isMean ? GradientScale.PerWeight : GradientScale.None;
        return LossContest.Of(
            scores.Length,
            gradient => SoftmaxLoss.Evaluate<SoftmaxCrossEntropy<float>, float>(
                new(), scores, classes, labels, new() { PerClass = weights }, new() { Gradient = gradient, Scale = scale }, degreeOfParallelism: threads),
            sum => sum.Weight,
            isMean,
            new(scores, [rows, classes], () =>
            {
                var (target, weight) = (torch.tensor(Array.ConvertAll(labels, label => (long)label)), torch.tensor(weights));
                return logits => torch.nn.functional.cross_entropy(logits, target, weight);
            }));
    }

    /// <summary>Uniform numbers.</summary>
    internal static float[] Draw(Random random, int count, float least, float most)
    {
        var numbers = new float[count];
        foreach (ref var number in numbers.AsSpan())
        {
            number = least + ((most - least) * random.NextSingle());
        }

        return numbers;
    }
}
