using Counterweight.Features;
using Counterweight.Features.Bundles;

namespace Counterweight.Reference.Binning;

/// <summary>Features of which ten each are a variable of eight levels, which share a column, and two numbers; and what a column is by its definition.</summary>
/// <remarks>Level f mod 10 of a variable is a feature that is outside its commonest bin, 0 or 2, in the rows of that level, where its bin is one of the others.</remarks>
public sealed class BundledColumns
{
    /// <summary>Bins of a feature.</summary>
    public const int BinCount = 5;

    private const int Period = 10;
    private const int Levels = 8;

    private readonly int featureCount;

    /// <summary>Finds the bundles of some features.</summary>
    /// <param name="featureCount">Features, at least 1.</param>
    public BundledColumns(int featureCount)
    {
        this.featureCount = featureCount;
        const int Rows = 4096;
        var bins = new byte[Rows * featureCount];
        Fill(bins, new Random(featureCount));
        Bundles = FeatureBundles.Find(new BinMatrix<byte>(bins, Rows, featureCount), BinCount);
    }

    /// <summary>What the library makes of them.</summary>
    public FeatureBundles Bundles { get; }

    /// <summary>The features of each column, by definition.</summary>
    public int[][] Columns
    {
        get
        {
            var columns = new List<int[]>();
            for (var first = 0; first < featureCount; first += Period)
            {
                columns.Add([.. Enumerable.Range(first, Math.Min(Levels, featureCount - first))]);
                columns.AddRange(Enumerable.Range(first, Math.Min(Period, featureCount - first)).Skip(Levels).Select(feature => (int[])[feature]));
            }

            return [.. columns];
        }
    }

    /// <summary>The commonest bin of a level.</summary>
    public static int Common(int feature) => feature % 2 == 0 ? 0 : 2;

    /// <summary>The bin of a column in which the rows of a feature's bin are: −1 of the commonest bin of a feature that shares its column.</summary>
    public static int ColumnBin(int[] column, int feature, int bin)
    {
        if (column.Length == 1)
        {
            return bin;
        }

        var common = Common(feature);
        return bin == common ? -1 : 1 + (Array.IndexOf(column, feature) * (BinCount - 1)) + bin - (bin > common ? 1 : 0);
    }

    /// <summary>Fills row-major bins.</summary>
    public void Fill(Span<byte> bins, Random random)
    {
        for (var row = 0; row < bins.Length / featureCount; row++)
        {
            var own = bins.Slice(row * featureCount, featureCount);
            var level = 0;
            for (var feature = 0; feature < featureCount; feature++)
            {
                level = feature % Period == 0 ? random.Next(Levels + 1) : level;
                var common = Common(feature);
                var other = random.Next(BinCount - 1);
                own[feature] = (byte)(feature % Period >= Levels ? random.Next(BinCount)
                    : feature % Period != level ? common
                    : other < common ? other : other + 1);
            }
        }
    }
}
