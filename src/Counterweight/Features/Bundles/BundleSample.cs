namespace Counterweight.Features.Bundles;

/// <summary>Which features may share a column, as some runs of rows tell. Dense features are left out here, before all rows are read.</summary>
internal static unsafe class BundleSample
{
    /// <summary>Features that have a partner near them in the sample, those with the fewest common rows first.</summary>
    /// <param name="bins">The first row's bin of the first feature.</param>
    /// <param name="rowCount">Rows, at least 1.</param>
    /// <param name="featureCount">Features.</param>
    /// <param name="rowStride">From a row's bin to the next row's.</param>
    /// <param name="featureStride">From a feature's bin to the next feature's.</param>
    public static BundleCandidate[] Candidates(byte* bins, int rowCount, int featureCount, nint rowStride, nint featureStride)
    {
        var candidates = new List<BundleCandidate>();
        for (var feature = 0; feature < featureCount; feature++)
        {
            if (Candidate(feature, bins + (feature * featureStride), rowStride, rowCount) is { } candidate)
            {
                candidates.Add(candidate);
            }
        }

        return
        [
            .. candidates
                .Where((_, place) => HasPartner(candidates, place))
                .OrderByDescending(candidate => candidate.OtherCount)
                .ThenBy(candidate => candidate.Feature),
        ];
    }

    private static BundleCandidate? Candidate(int feature, byte* column, nint stride, int rowCount)
    {
        var counts = stackalloc int[BinSet.Capacity];
        new Span<int>(counts, BinSet.Capacity).Clear();
        var runs = (int)Math.Min(BundleTuning.SampleRuns, RowMarkLoop.Words(rowCount));
        var sampled = 0;
        for (var run = 0; run < runs; run++)
        {
            var (first, length) = Run(run, runs, rowCount);
            sampled += length;
            for (var row = 0; row < length; row++)
            {
                counts[column[(first + row) * stride]]++;
            }
        }

        var common = 0;
        for (var bin = 1; bin < BinSet.Capacity; bin++)
        {
            common = counts[bin] > counts[common] ? bin : common;
        }

        if (counts[common] < sampled - counts[common])
        {
            return null;
        }

        var marks = new ulong[runs];
        fixed (ulong* words = marks)
        {
            for (var run = 0; run < runs; run++)
            {
                var (first, length) = Run(run, runs, rowCount);
                RowMarkLoop.Others(column + (first * stride), stride, length, (byte)common, words + run);
            }
        }

        return new(feature, (byte)common, sampled - counts[common], marks);
    }

    /// <summary>Whether a candidate excludes another one, of those that lie nearest to it.</summary>
    private static bool HasPartner(List<BundleCandidate> candidates, int place)
    {
        var tried = Math.Min(candidates.Count, BundleTuning.Partners + 1);
        var first = Math.Clamp(place - (tried / 2), 0, candidates.Count - tried);
        for (var other = first; other < first + tried; other++)
        {
            if (other != place && candidates[place].Excludes(candidates[other]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The rows of a run: runs lie the same distance from each other.</summary>
    private static (nint First, int Length) Run(int run, int runs, int rowCount)
    {
        var first = (nint)((long)run * rowCount / runs);
        return (first, (int)Math.Min(RowMarkLoop.WordRows, rowCount - first));
    }
}
