using System.Globalization;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Columns;

/// <summary>Refuses what does not fit into memory before memory is taken.</summary>
internal static class MemoryEstimate
{
    /// <summary>Checks that the values of a table fit into one array and into memory.</summary>
    /// <param name="source">The file.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="available">Bytes of memory there are.</param>
    /// <exception cref="InputException">They do not.</exception>
    public static void Check(string source, long rows, long features, long available)
    {
        var values = (Int128)rows * features;
        var bytes = values * sizeof(double);
        if (values > Array.MaxLength || bytes > available)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source}: out of memory: the values of {rows:N0} rows of {features:N0} features would take {Size((double)bytes)}; {(bytes > available ? $"there are {Size(available)}" : $"an array holds {Size((double)Array.MaxLength * sizeof(double))} at most")}"));
        }
    }

    /// <summary>What the models of a data set take at least.</summary>
    public static string Describe(Dataset data) => Describe(data.RowCount, data.FeatureCount);

    /// <summary>What the values take, and their models at least.</summary>
    public static string Describe(int rows, int features) => string.Create(
        CultureInfo.InvariantCulture,
        $"the values of {rows:N0} rows of {features:N0} features take {Size((double)rows * features * sizeof(double))}, models as much again and more");

    /// <summary>Bytes as people say them.</summary>
    public static string Size(double bytes) => bytes switch
    {
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} bytes"),
    };
}
