using Counterweight.Features;
using Counterweight.Features.Bundles;

namespace Counterweight.Training.Data;

/// <summary>The bins that trees of gradients are grown on and rows fall through: those of features or, where there are fewer, those of columns that several features share.</summary>
internal sealed class ColumnBins
{
    private ColumnBins(byte[] rows, byte[] columns, int rowCount, int columnCount, int binCount, FeatureBundles? bundles)
    {
        (Rows, Columns, RowCount, ColumnCount, BinCount, Bundles) = (rows, columns, rowCount, columnCount, binCount, bundles);
    }

    /// <summary>The bins row-major.</summary>
    public byte[] Rows { get; }

    /// <summary>The bins column by column: splits read one column of many rows.</summary>
    public byte[] Columns { get; }

    public int RowCount { get; }

    public int ColumnCount { get; }

    /// <summary>Bins of a column.</summary>
    public int BinCount { get; }

    /// <summary>Which features share a column; null: each has one.</summary>
    public FeatureBundles? Bundles { get; }

    public BinMatrix<byte> RowMatrix => BinMatrix.Create(Rows, RowCount, ColumnCount);

    public BinMatrix<byte> ColumnMatrix => BinMatrix.Create(Columns, RowCount, ColumnCount, FeatureLayout.FeatureMajor);

    /// <summary>Features share columns, unless histograms get longer by it.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="columns">Their bins column by column.</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    public static ColumnBins Create(BinnedDataset data, byte[] columns, int degreeOfParallelism)
    {
        var bins = BinMatrix.Create(columns, data.RowCount, data.FeatureCount, FeatureLayout.FeatureMajor);
        var bundles = FeatureBundles.Find(bins, data.BinCount);
        long sharedBins = bundles.ColumnBinCount, sharedColumns = bundles.ColumnCount;
        if (bundles.ColumnCount == data.FeatureCount || sharedBins * sharedColumns > (long)data.FeatureCount * data.BinCount)
        {
            return new(data.BinArray, columns, data.RowCount, data.FeatureCount, data.BinCount, null);
        }

        // There are fewer columns than features, whose bins fit an array.
        var length = checked(bundles.ColumnCount * data.RowCount);
        var (rows, shared) = (GC.AllocateUninitializedArray<byte>(length), GC.AllocateUninitializedArray<byte>(length));
        bundles.Apply(bins, rows, FeatureLayout.RowMajor, degreeOfParallelism);
        bundles.Apply(bins, shared, FeatureLayout.FeatureMajor, degreeOfParallelism);
        return new(rows, shared, data.RowCount, bundles.ColumnCount, bundles.ColumnBinCount, bundles);
    }
}
