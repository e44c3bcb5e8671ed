namespace Counterweight.Features.Bundles;

/// <summary>Puts features into bundles one after the other, each into the first bundle that it fits.</summary>
internal static unsafe class BundleSearch
{
    /// <summary>Bundles of at least two features.</summary>
    /// <param name="bins">The first row's bin of the first feature.</param>
    /// <param name="rowCount">Rows, at least 1.</param>
    /// <param name="featureCount">Features.</param>
    /// <param name="rowStride">From a row's bin to the next row's.</param>
    /// <param name="featureStride">From a feature's bin to the next feature's.</param>
    public static Bundle[] Find(byte* bins, int rowCount, int featureCount, nint rowStride, nint featureStride)
    {
        var words = RowMarkLoop.Words(rowCount);
        var marks = new ulong[words];
        var (bundles, open) = (new List<Bundle>(), new List<Bundle>());
        fixed (ulong* own = marks)
        {
            foreach (var candidate in BundleSample.Candidates(bins, rowCount, featureCount, rowStride, featureStride))
            {
                var column = bins + (candidate.Feature * featureStride);
                RowMarkLoop.Others(column, rowStride, rowCount, candidate.Common, own);
                var rows = RowMarkLoop.Count(own, words);
                var others = RowMarkLoop.Bins(column, rowStride, own, words);
                var place = 0;
                while (place < open.Count && !(open[place].HasRoom(rows, others.Count, rowCount) && !open[place].Meets(own)))
                {
                    place++;
                }

                if (place == open.Count)
                {
                    open.Add(new(words));
                    bundles.Add(open[^1]);
                    if (open.Count > BundleTuning.OpenBundles)
                    {
                        open.RemoveAt(0);
                        place--;
                    }
                }

                open[place].Add(new(candidate.Feature, candidate.Common, others), rows, own);
            }
        }

        return [.. bundles.Where(bundle => bundle.Members.Count > 1)];
    }
}
