using System.Runtime.InteropServices;

namespace Counterweight.Losses;

/// <summary>Tversky loss of a whole batch: one minus the overlap of predictions with the positives, wrong ones of either kind at their own price.</summary>
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
    /// <summary>Dice loss, k = 1.</summary>
    public TverskyLoss()
        : this(0.5, 0.5)
    {
    }

    /// <summary>A loss with prices.</summary>
    /// <param name="alpha">α, price of false positives: finite, not negative.</param>
    /// <param name="beta">β, price of false negatives: finite, not negative.</param>
    /// <param name="smooth">k, in units of weight: finite, not negative. 0 is the pure ratio.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public TverskyLoss(double alpha, double beta, double smooth = 1)
    {
        Guard.Weight(alpha, nameof(alpha));
        Guard.Weight(beta, nameof(beta));
        Guard.Weight(smooth, nameof(smooth));
        Alpha = alpha;
        Beta = beta;
        Smooth = smooth;
    }

    /// <summary>α, price of false positives.</summary>
    public double Alpha { get; }

    /// <summary>β, price of false negatives.</summary>
    public double Beta { get; }

    /// <summary>k, added to numerator and denominator.</summary>
    public double Smooth { get; }

    /// <summary>Dice loss, 1 − (2TP + 2k)/(2TP + FP + FN + 2k).</summary>
    /// <param name="smooth">k: finite, not negative; half of what libraries add that write the factors of two.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="smooth"/> is out of its range.</exception>
    public static TverskyLoss Dice(double smooth = 1) => new(0.5, 0.5, smooth);

    /// <summary>The loss of a batch, in [0, 1]; NaN where a score of positive weight is.</summary>
    /// <param name="sum">The sums of the whole batch.</param>
    public double Value(OverlapSum sum)
    {
        var wrong = Wrong(sum);
        var denominator = sum.TruePositives + Smooth + wrong;
        return denominator == 0 ? 0 : wrong / denominator;
    }

    /// <summary>dL/dp = w·((1 − t)·<paramref name="negative"/> − t·<paramref name="positive"/>), in which nothing cancels of hard targets.</summary>
    internal void Slopes(OverlapSum sum, out double negative, out double positive)
    {
        var wrong = Wrong(sum);
        var numerator = sum.TruePositives + Smooth;
        var denominator = numerator + wrong;
        if (denominator == 0)
        {
            (negative, positive) = (0, 0);
            return;
        }

        negative = Alpha * (numerator / denominator) / denominator;
        positive = ((wrong / denominator) + (Beta * (numerator / denominator))) / denominator;
    }

    private double Wrong(OverlapSum sum) => (Alpha * sum.FalsePositives) + (Beta * sum.FalseNegatives);
}
