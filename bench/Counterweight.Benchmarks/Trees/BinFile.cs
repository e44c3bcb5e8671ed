namespace Counterweight.Benchmarks.Trees;

/// <summary>Bin numbers, which scripts write feature-major.</summary>
internal static class BinFile
{
    /// <summary>Reads them and turns them row-major.</summary>
    /// <exception cref="UsageException">There is no such file, or it has another length.</exception>
    public static byte[] ReadRowMajor(string directory, int rowCount, int featureCount)
    {
        var columns = RawArray.Read<byte>(directory, "bins.u8", (long)rowCount * featureCount);
        var bins = new byte[columns.Length];
        for (var feature = 0; feature < featureCount; feature++)
        {
            for (var row = 0; row < rowCount; row++)
            {
                bins[(row * featureCount) + feature] = columns[(feature * rowCount) + row];
            }
        }

        return bins;
    }
}
