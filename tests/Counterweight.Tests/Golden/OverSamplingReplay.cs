using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>Our new rows with the draws of a peer.</summary>
internal static class OverSamplingReplay
{
    /// <summary>Of a number, or of 1 where it is smaller: peers interpolate in double.</summary>
    public const float Tolerance = 1e-5f;

    /// <summary>The method of a case.</summary>
    public static OverSampler MethodOf(OverSamplingCase golden) => golden.Name switch
    {
        "borderline-1" => new BorderlineSmote(BorderlineKind.First, golden.K, golden.M),
        "borderline-2" => new BorderlineSmote(BorderlineKind.Second, golden.K, golden.M),
        "adasyn" => new Adasyn(golden.K),
        "random" => new RandomOverSampler(),
        "rose" => new SmoothedBootstrap(golden.Shrinkage),
        "smote-nc" or "smote-nc-metric" => new SmoteNC(golden.Nominal, golden.K),
        "smote-n" or "smote-n-ties" => new SmoteN(golden.K),
        _ => new Smote(golden.K),
    };

    /// <summary>What a case's method makes of its rows and draws.</summary>
    public static float[] Make(OverSamplingCase golden)
    {
        var strategy = SamplingStrategy.Counts([.. golden.Counts.Select((count, label) => (label, (long)count))]);
        var count = OverSampler.CountNewRows(golden.Labels, strategy);
        var features = new float[count * golden.Features];
        MethodOf(golden).Generate(new(golden.X, golden.Features, golden.Labels), strategy, Draws(golden), new(features, new int[count]));
        return features;
    }

    /// <summary>The draws of a case.</summary>
    public static RowDraws Draws(OverSamplingCase golden) => new(1)
    {
        Parents = golden.Parents,
        Neighbors = golden.Neighbors,
        Steps = golden.Steps.Select(step => (float)step).ToArray(),
        Noise = golden.Noise.Select(value => (float)value).ToArray(),
    };

    public static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
