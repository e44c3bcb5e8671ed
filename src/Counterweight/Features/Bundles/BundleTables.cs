namespace Counterweight.Features.Bundles;

/// <summary>Numbers the columns: in the order of the lowest feature of each.</summary>
internal sealed class BundleTables
{
    private readonly List<int> starts = [0];
    private readonly List<int> members = [];
    private readonly List<byte> commons = [];
    private readonly List<byte[]> codes = [];

    /// <param name="bundles">Features that share a column.</param>
    /// <param name="featureCount">Features in all.</param>
    /// <param name="binCount">Bins of each.</param>
    public BundleTables(Bundle[] bundles, int featureCount, int binCount)
    {
        var bundleOf = new Bundle?[featureCount];
        foreach (var bundle in bundles)
        {
            bundle.Members.Sort((one, other) => one.Feature.CompareTo(other.Feature));
            foreach (var member in bundle.Members)
            {
                bundleOf[member.Feature] = bundle;
            }
        }

        Features = new BundledFeature[featureCount];
        for (var feature = 0; feature < featureCount; feature++)
        {
            if (bundleOf[feature] is not { } bundle)
            {
                Features[feature] = new(starts.Count - 1, 0, 0);
                ColumnBinCount = Math.Max(ColumnBinCount, binCount);
                Add(feature, 0, []);
                starts.Add(members.Count);
            }
            else if (bundle.Members[0].Feature == feature)
            {
                ColumnBinCount = Math.Max(ColumnBinCount, bundle.BinCount);
                AddBundle(bundle, binCount);
            }
        }
    }

    public BundledFeature[] Features { get; }

    /// <summary>The bins of features that share columns, ascending: the first one, the last one, and those that occur.</summary>
    public List<byte> PlaceBins { get; } = [];

    /// <summary>Where the sums of each are.</summary>
    public List<short> PlaceCells { get; } = [];

    public int ColumnBinCount { get; }

    public BundleColumns Columns() => new([.. starts], [.. members], [.. commons], [.. codes]);

    private void AddBundle(Bundle bundle, int binCount)
    {
        var column = starts.Count - 1;
        var next = 1;
        foreach (var member in bundle.Members)
        {
            var first = PlaceBins.Count;
            var own = new byte[BinSet.Capacity];
            for (var bin = 0; bin < binCount; bin++)
            {
                if (member.Others.Contains(bin))
                {
                    own[bin] = (byte)next;
                    AddPlace(bin, (short)next++);
                }
                else if (bin == member.Common)
                {
                    AddPlace(bin, BundlePlaces.Rest);
                }
                else if (bin == 0 || bin == binCount - 1)
                {
                    // A split of the missing values from all others is first met at bin 0.
                    AddPlace(bin, BundlePlaces.None);
                }
            }

            Features[member.Feature] = new(column, first, PlaceBins.Count - first);
            Add(member.Feature, member.Common, own);
        }

        starts.Add(members.Count);
    }

    private void AddPlace(int bin, short cell)
    {
        PlaceBins.Add((byte)bin);
        PlaceCells.Add(cell);
    }

    private void Add(int feature, byte common, byte[] own)
    {
        members.Add(feature);
        commons.Add(common);
        codes.Add(own);
    }
}
