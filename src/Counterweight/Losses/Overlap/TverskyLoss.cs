using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Overlap;

/// <summary>Tversky loss of a whole batch: one minus the overlap of predictions with the positives, with a weight for false positives and one for false negatives.</summary>
/// <remarks>
/// <para>L = 1 − (TP + k)/(TP + α·FP + β·FN + k) = (α·FP + β·FN)/(TP + α·FP + β·FN + k), with the weighted sums of
/// <see cref="OverlapSum"/>. True negatives have no part in it: however many rows of the frequent class are right,
/// the rare one is not drowned. β above α buys recall. α = β = ½ is the Dice loss (one minus a soft F1), α = β = 1
/// the Jaccard (intersection over union) loss.</para>
/// <para>Where the denominator is 0 nothing was there and nothing predicted: loss and gradient are 0. Without
/// positives and with k = 0 the loss is 1 at any prediction and the gradient 0; k &gt; 0 avoids that plateau.</para>
/// <para>Source: A. Tversky, Features of Similarity, 1977; S. S. M. Salehi, D. Erdogmus, A. Gholipour, Tversky loss
/// function for image segmentation using 3D fully convolutional deep networks, 2017, section 2.2. Dice: F. Milletari,
/// N. Navab, S.-A. Ahmadi, V-Net, 2016.</para>
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct TverskyLoss
{
    /// <summary>Weights beyond it are divided by it, so that no product with a sum overflows.</summary>
    private const double Huge = 1.3407807929942597e154;

    private readonly double alpha;

    /// <summary>Dice loss, k = 1.</summary>
    public TverskyLoss()
        : this(0.5, 0.5)
    {
    }

    /// <summary>A loss with weights of its own for the two kinds of error.</summary>
    /// <param name="alpha">α, weight of false positives: finite, not negative.</param>
    /// <param name="beta">β, weight of false negatives: finite, not negative.</param>
    /// <param name="smooth">k, in units of weight: finite, not negative. 0 is the pure ratio.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public TverskyLoss(double alpha, double beta, double smooth = 1)
    {
        Guard.Weight(alpha, nameof(alpha));
        Guard.Weight(beta, nameof(beta));
        Guard.Weight(smooth, nameof(smooth));

        // If all weights are 0, α is stored as −0, which tells this loss from the default of its type.
        this.alpha = alpha == 0 && beta == 0 && smooth == 0 ? -0.0 : alpha;
        Beta = beta;
        Smooth = smooth;
    }

    /// <summary>α, weight of false positives.</summary>
    public double Alpha => Math.Abs(alpha);

    /// <summary>β, weight of false negatives.</summary>
    public double Beta { get; }

    /// <summary>k, added to numerator and denominator.</summary>
    public double Smooth { get; }

    /// <summary>Dice loss, 1 − (2TP + 2k)/(2TP + FP + FN + 2k).</summary>
    /// <param name="smooth">k: finite, not negative; half of what libraries add that write the factors of two.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="smooth"/> is out of its range.</exception>
    public static TverskyLoss Dice(double smooth = 1) => new(0.5, 0.5, smooth);

    /// <summary>The loss of a batch, in [0, 1]; NaN where a score of positive weight is.</summary>
    /// <param name="sum">The sums of the whole batch.</param>
    /// <exception cref="InvalidOperationException">The loss is the default of its type, which has no parameters.</exception>
    public double Value(OverlapSum sum)
    {
        Terms(sum, out var wrong, out var right, out _);
        var denominator = right + wrong;
        return denominator == 0 ? 0 : wrong / denominator;
    }

    /// <summary>dL/dp = w·((1 − t)·<paramref name="negative"/> − t·<paramref name="positive"/>), in which nothing cancels of hard targets.</summary>
    internal void Derivatives(OverlapSum sum, out double negative, out double positive)
    {
        Terms(sum, out var wrong, out var right, out var unit);
        var denominator = right + wrong;
        if (denominator == 0)
        {
            (negative, positive) = (0, 0);
            return;
        }

        negative = Alpha / unit * (right / denominator) / denominator;
        positive = ((wrong / denominator / unit) + (Beta / unit * (right / denominator))) / denominator;
    }

    /// <summary>α·FP + β·FN and TP + k, both for each <paramref name="unit"/>.</summary>
    private void Terms(OverlapSum sum, out double wrong, out double right, out double unit)
    {
        Guard.Constructed(alpha != 0 || Beta != 0 || Smooth != 0 || double.IsNegative(alpha), nameof(TverskyLoss));
        unit = Math.Max(Alpha, Math.Max(Beta, Smooth)) > Huge ? Huge : 1;
        wrong = (Alpha / unit * sum.FalsePositives) + (Beta / unit * sum.FalseNegatives);
        right = (sum.TruePositives / unit) + (Smooth / unit);
    }
}
