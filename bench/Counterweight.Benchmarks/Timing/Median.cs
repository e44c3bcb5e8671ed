namespace Counterweight.Benchmarks.Timing;

/// <summary>The middle of samples, which a few disturbed ones do not move.</summary>
internal static class Median
{
    /// <summary>The middle sample, or the mean of the two in the middle. Sorts the list.</summary>
    public static double Of(List<double> samples)
    {
        samples.Sort();
        var middle = samples.Count / 2;
        return samples.Count % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2;
    }
}
