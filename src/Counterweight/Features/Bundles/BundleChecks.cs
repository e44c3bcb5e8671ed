using System.Diagnostics;
using Counterweight.Core.Checks;
using Counterweight.Histograms;

namespace Counterweight.Features.Bundles;

/// <summary>What can be wrong with bins that are to share columns, and the exceptions that say so.</summary>
internal static class BundleChecks
{
    /// <summary>All bins are below their number.</summary>
    public static unsafe void Bins(BinMatrix<byte> bins, int binCount)
    {
        fixed (byte* first = bins.Bins)
        {
            if (binCount > byte.MaxValue || BinCheck.AllBelow(first, bins.Bins.Length, binCount))
            {
                return;
            }
        }

        for (var row = 0; row < bins.RowCount; row++)
        {
            for (var feature = 0; feature < bins.FeatureCount; feature++)
            {
                if (bins[row, feature] >= binCount)
                {
                    throw new ArgumentOutOfRangeException(nameof(bins), bins[row, feature], Guard.Text($"bins has bin {bins[row, feature]} in row {row}, feature {feature}; bins must lie in [0, {binCount})."));
                }
            }
        }
    }

    /// <summary>What the first row does wrong that does not fit the columns.</summary>
    public static Exception FirstError(BinMatrix<byte> bins, BundleColumns columns)
    {
        for (var row = 0; row < bins.RowCount; row++)
        {
            for (var column = 0; column < columns.Count; column++)
            {
                if (Error(bins, columns, row, column) is { } error)
                {
                    return error;
                }
            }
        }

        throw new UnreachableException("All rows fit.");
    }

    private static Exception? Error(BinMatrix<byte> bins, BundleColumns columns, int row, int column)
    {
        var seen = -1;
        for (var number = 0; number < columns.MemberCount(column) && columns.MemberCount(column) > 1; number++)
        {
            var feature = columns.Member(column, number);
            var bin = bins[row, feature];
            if (bin == columns.Common(column, number))
            {
                continue;
            }

            if (columns.Codes(column, number)[bin] == 0)
            {
                return new ArgumentOutOfRangeException(nameof(bins), bin, Guard.Text($"bins has bin {bin} in row {row}, feature {feature}; no row had this bin when the bundles were found."));
            }

            if (seen >= 0)
            {
                return new ArgumentException(Guard.Text($"bins does not fit the bundles: row {row} has both feature {seen} and feature {feature} outside their commonest bins."), nameof(bins));
            }

            seen = feature;
        }

        return null;
    }
}
