using Microsoft.ML.Data;

namespace Counterweight.ML.Views;

/// <summary>A number that tells orders of rows apart, by the identities that ML.NET gives rows.</summary>
internal static class RowOrder
{
    public const ulong Start = 14695981039346656037;

    /// <summary>The number with one more row.</summary>
    public static ulong Next(ulong order, DataViewRowId row)
    {
        const ulong Prime = 1099511628211;
        return unchecked(((((order ^ row.Low) * Prime) ^ row.High) * Prime) + (order >> 32));
    }
}
