using Counterweight.Resampling;
using Counterweight.Resampling.Over;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>Rows to over-sample, and the new ones with all that is told of them.</summary>
internal sealed class Rows
{
    public Rows(int count, int featureCount, int seed, params ReadOnlySpan<double> shares)
    {
        var random = new Random(seed);
        (Features, Labels, Weights, FeatureCount) = (new float[count * featureCount], new int[count], new float[count], featureCount);
        for (var i = 0; i < count; i++)
        {
            var (drawn, label) = (random.NextDouble(), 0);
            while (label < shares.Length - 1 && drawn >= shares[label])
            {
                drawn -= shares[label++];
            }

            Labels[i] = i < shares.Length ? i : label;
            Weights[i] = 0.25f + random.NextSingle();
            for (var f = 0; f < featureCount; f++)
            {
                Features[(i * featureCount) + f] = (random.NextSingle() * 4) - 2 + Labels[i];
            }
        }
    }

    public float[] Features { get; }

    public int[] Labels { get; }

    public float[] Weights { get; }

    public int FeatureCount { get; }

    public LabeledRows Original => new(Features, FeatureCount, Labels) { SampleWeights = Weights };

    public ReadOnlySpan<float> Of(int row) => Features.AsSpan(row * FeatureCount, FeatureCount);

    public ReadOnlySpan<float> New(ResampledRows made, int row) => made.Features.Span.Slice((made.OriginalCount + row) * FeatureCount, FeatureCount);

    /// <summary>All of the class, ascending.</summary>
    public int[] OfClass(int label) => [.. Enumerable.Range(0, Labels.Length).Where(row => Labels[row] == label)];

    /// <summary>Neighbors of a row among others by the definition, nearest first, the first of equals first.</summary>
    public int[] Nearest(int row, IEnumerable<int> others, int k) =>
        [.. others.Where(other => other != row).OrderBy(other => SquaredDistance(row, other)).ThenBy(other => other).Take(k)];

    private double SquaredDistance(int one, int other)
    {
        var sum = 0.0;
        for (var f = 0; f < FeatureCount; f++)
        {
            var difference = (double)Of(one)[f] - Of(other)[f];
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>Runs a method into memory of one's own and returns all outputs as one text of bits.</summary>
    public ResampledRows Make(OverSampler method, string strategy = "auto", ulong seed = 7, int threads = 1) =>
        method.Resample(Original, SamplingStrategy.Parse(strategy), seed, threads);
}
