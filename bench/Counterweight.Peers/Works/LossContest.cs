using Counterweight.Losses;
using Counterweight.Peers.Measuring;
using Counterweight.Peers.Native;

namespace Counterweight.Peers.Works;

/// <summary>A loss and its gradient by one call of ours, beside a step of libtorch.</summary>
internal static class LossContest
{
    public const string Peer = "libtorch (TorchSharp)";

    /// <param name="length">Number of scores.</param>
    /// <param name="ours">Writes the gradient, and returns the sums.</param>
    /// <param name="mean">The divisor of libtorch's mean, of our sums.</param>
    /// <param name="isScaled">Whether our gradient is divided by it.</param>
    /// <param name="theirs">The step.</param>
    public static Contest Of(int length, Func<float[], LossSum> ours, Func<LossSum, double> mean, bool isScaled, TorchStep theirs)
    {
        var gradient = new float[length];
        LossSum sum = default;
        return new Contest(new(() => sum = ours(gradient), () =>
            {
                var size = gradient.Sum(one => (double)Math.Abs(one));
                return Measures(sum.Loss / mean(sum), isScaled ? size : size / mean(sum));
            }))
            .Against(Peer, new(theirs.Run, () =>
            {
                var (loss, size) = theirs.Outcome();
                return Measures(loss, size);
            }), theirs);
    }

    private static Measure[] Measures(double loss, double gradient) => [new("loss", loss), new("gradient L1 norm", gradient)];
}
