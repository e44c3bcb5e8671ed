using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Columns;

/// <summary>Reads a column of numbers, singles or doubles, as doubles.</summary>
internal static class NumberReader
{
    /// <summary>What reads the weight of the row at the cursor, and refuses what is none.</summary>
    public static Func<double> Weight(DataViewRow row, DataViewSchema.Column column)
    {
        var read = Of(row, column);
        return () =>
        {
            var weight = read();
            return weight >= 0 && double.IsFinite(weight) ? weight
                : throw Refuse.OutOfRange($"Column '{column.Name}' is {weight} in row {row.Position}; a weight must be finite and at least 0.", column.Name);
        };
    }

    /// <summary>What reads the number of the row at the cursor.</summary>
    public static Func<double> Of(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type == NumberDataViewType.Single)
        {
            var singles = row.GetGetter<float>(column);
            var single = 0f;
            return () =>
            {
                singles(ref single);
                return single;
            };
        }

        var doubles = row.GetGetter<double>(column);
        var value = 0.0;
        return () =>
        {
            doubles(ref value);
            return value;
        };
    }
}
