using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Resampling.Over;

/// <summary>
/// The smoothed bootstrap (ROSE): a row of the class, drawn with replacement, plus normal noise. Its standard deviation is, for each
/// feature and class, h = shrink·(4/((d + 2)n))^(1/(d + 4))·σ, where d is the number of features, n the number of rows of the class and σ
/// the feature's standard deviation in the class.
/// </summary>
/// <remarks>
/// Menardi and Torelli, «Training and assessing classification rules with imbalanced data», Data Mining and Knowledge Discovery 28,
/// 2014. σ is the estimate with n − 1, as in the authors' package; imbalanced-learn divides by n. A constant feature and
/// a class of one row get no noise. σ is of the values that are there, and a missing value stays missing. A value that would be beyond a float becomes the greatest one.
/// </remarks>
public sealed class SmoothedBootstrap : OverSampler
{
    /// <summary>A method with its option.</summary>
    /// <param name="shrink">The factor of h, finite and at least 0: 1 is the paper's, 0 makes copies.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of its range.</exception>
    public SmoothedBootstrap(double shrink = 1)
    {
        Guard.Weight(shrink, nameof(shrink));
        Shrink = shrink;
    }

    /// <summary>The factor of h.</summary>
    public double Shrink { get; }

    private protected override unsafe void Make(in ClassTask task)
    {
        var rented = ArrayPool<int>.Shared.Rent(task.NewCount);
        var rentedWidths = ArrayPool<float>.Shared.Rent(task.FeatureCount);
        try
        {
            var parents = rented.AsSpan(0, task.NewCount);
            var widths = rentedWidths.AsSpan(0, task.FeatureCount);
            RowCopies.Draw(task.Rows, task.Label, task.Draws, parents);
            Bandwidths(in task, widths);
            RowCopies.Make(in task, parents);
            fixed (float* width = widths, features = task.Destination.Features, noise = task.Draws.Noise)
            {
                NoiseLoop.Run(
                    new() { Features = features, Widths = width, Noise = noise, FeatureCount = task.FeatureCount, Stream = task.Draws.Stream(RowDraws.Purpose.Noise, task.Label) },
                    task.NewCount,
                    task.DegreeOfParallelism);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
            ArrayPool<float>.Shared.Return(rentedWidths);
        }
    }

    private void Bandwidths(in ClassTask task, Span<float> widths)
    {
        var factor = 4 / ((task.FeatureCount + 2.0) * task.Rows.Length);
        VectorMath.Pow(new(ref factor), 1 / (task.FeatureCount + 4.0), new Span<double>(ref factor));
        FeatureSpread.StandardDeviations(task.Original.Features, task.FeatureCount, task.Rows, widths);
        foreach (ref var width in widths)
        {
            width = (float)Math.Min(Shrink * factor * width, OverChecks.LargestFeature);
        }
    }
}
