using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Views;

/// <summary>Numbers groups of rows in the order in which they come: texts, keys, whole numbers and any other single values.</summary>
internal static class GroupReader
{
    /// <summary>What reads the number of the group of the row at the cursor.</summary>
    public static Func<int> Of(DataViewRow row, DataViewSchema.Column column)
    {
        var type = column.Type.RawType;
        return column.Type is not PrimitiveDataViewType ? throw Wrong(column)
            : type == typeof(ReadOnlyMemory<char>) ? Reader<ReadOnlyMemory<char>, string>(row, column, text => text.ToString())
            : type == typeof(uint) ? Reader<uint, uint>(row, column, value => value)
            : type == typeof(int) ? Reader<int, int>(row, column, value => value)
            : type == typeof(long) ? Reader<long, long>(row, column, value => value)
            : type == typeof(ulong) ? Reader<ulong, ulong>(row, column, value => value)
            : type == typeof(ushort) ? Reader<ushort, ushort>(row, column, value => value)
            : type == typeof(byte) ? Reader<byte, byte>(row, column, value => value)
            : type == typeof(float) ? Reader<float, float>(row, column, value => value)
            : type == typeof(double) ? Reader<double, double>(row, column, value => value)
            : throw Wrong(column);
    }

    private static ArgumentException Wrong(DataViewSchema.Column column) =>
        Refuse.Misfit($"Column '{column.Name}' is of type {column.Type}; groups must be texts, keys or numbers, one a row.", column.Name);

    private static Func<int> Reader<T, TGroup>(DataViewRow row, DataViewSchema.Column column, Func<T, TGroup> group)
        where TGroup : notnull
    {
        var numbers = new Dictionary<TGroup, int>();
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            var own = group(value);
            if (!numbers.TryGetValue(own, out var number))
            {
                numbers.Add(own, number = numbers.Count);
            }

            return number;
        };
    }
}
