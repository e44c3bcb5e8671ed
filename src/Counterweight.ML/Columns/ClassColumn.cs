using System.Globalization;
using Counterweight.ML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Columns;

/// <summary>A column of classes: how its values are numbered, and what the classes are called.</summary>
internal sealed class ClassColumn
{
    /// <summary>Numbers of classes above this are refused: a wrong column would ask for memory for each.</summary>
    private const int MostNumbers = 1 << 16;

    private const string KeyValues = "KeyValues";

    private readonly DataViewSchema.Column column;
    private readonly bool isBinary;
    private int greatest = -1;

    /// <param name="schema">The columns of the view.</param>
    /// <param name="name">The column.</param>
    /// <param name="isBinary">Whether there are two classes; otherwise numbers are those of classes.</param>
    public ClassColumn(DataViewSchema schema, string name, bool isBinary)
    {
        column = ColumnChecks.Label(schema, name);
        this.isBinary = isBinary;
        if (isBinary && column.Type is KeyDataViewType { Count: not 2 } key)
        {
            throw Refuse.Misfit($"Column '{name}' is a key of {key.Count} values; of two classes it must have 2.", name);
        }

        if (column.Type is KeyDataViewType { Count: > ScoringChain.MostClasses } many)
        {
            throw Refuse.Misfit($"Column '{name}' is a key of {many.Count} values; as a class it may have {ScoringChain.MostClasses} at most.", name);
        }
    }

    public DataViewSchema.Column Column => column;

    public DataViewType Type => column.Type;

    /// <summary>Classes; of numbers as many as the greatest that was read, and one more.</summary>
    public int ClassCount => isBinary || Type is BooleanDataViewType ? 2 : Type is KeyDataViewType key ? (int)key.Count : greatest + 1;

    /// <summary>What reads the class of the row at the cursor: −1 where it is missing.</summary>
    public Func<int> Reader(DataViewRow row) => Type switch
    {
        BooleanDataViewType => Boolean(row),
        KeyDataViewType when Type.RawType == typeof(byte) => Key(row.GetGetter<byte>(column), value => value),
        KeyDataViewType when Type.RawType == typeof(ushort) => Key(row.GetGetter<ushort>(column), value => value),
        KeyDataViewType when Type.RawType == typeof(uint) => Key(row.GetGetter<uint>(column), value => value),
        KeyDataViewType => Key(row.GetGetter<ulong>(column), value => value),
        _ => Number(row, NumberReader.Of(row, column)),
    };

    /// <summary>One name a class.</summary>
    public string[] ClassNames()
    {
        if (Type is BooleanDataViewType)
        {
            return [bool.FalseString, bool.TrueString];
        }

        return Type is KeyDataViewType && KeyValuesColumn is { } names && KeyTexts(names) is { } texts ? DistinctNames.Of(texts)
            : [.. Enumerable.Range(Type is KeyDataViewType ? 1 : 0, ClassCount).Select(label => label.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The names of keys; null where there are none.</summary>
    public DataViewSchema.Column? KeyValuesColumn => column.Annotations.Schema.GetColumnOrNull(KeyValues);

    /// <summary>The type of a key of these classes.</summary>
    public KeyDataViewType KeyType => Type as KeyDataViewType ?? new(typeof(uint), ClassCount);

    /// <summary>The annotations of a key that names these classes.</summary>
    public DataViewSchema.Annotations KeyAnnotations()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (Type is KeyDataViewType)
        {
            builder.Add(column.Annotations, name => string.Equals(name, KeyValues, StringComparison.Ordinal));
        }
        else if (Type == NumberDataViewType.Double)
        {
            AddNumbers(builder, NumberDataViewType.Double, [.. Enumerable.Range(0, ClassCount).Select(label => (double)label)]);
        }
        else
        {
            AddNumbers(builder, NumberDataViewType.Single, [.. Enumerable.Range(0, ClassCount).Select(label => (float)label)]);
        }

        return builder.ToAnnotations();
    }

    private static void AddNumbers<T>(DataViewSchema.Annotations.Builder builder, PrimitiveDataViewType type, T[] numbers) =>
        builder.Add(KeyValues, new VectorDataViewType(type, numbers.Length), (ref VBuffer<T> destination) => new VBuffer<T>(numbers.Length, numbers).CopyTo(ref destination));

    private string[]? KeyTexts(DataViewSchema.Column names) => names.Type is not VectorDataViewType { IsKnownSize: true } vector ? null
        : vector.ItemType.RawType == typeof(ReadOnlyMemory<char>) ? Texts<ReadOnlyMemory<char>>()
        : vector.ItemType.RawType == typeof(float) ? Texts<float>()
        : vector.ItemType.RawType == typeof(double) ? Texts<double>()
        : vector.ItemType.RawType == typeof(int) ? Texts<int>()
        : vector.ItemType.RawType == typeof(uint) ? Texts<uint>()
        : vector.ItemType.RawType == typeof(long) ? Texts<long>()
        : vector.ItemType.RawType == typeof(bool) ? Texts<bool>()
        : null;

    private string[] Texts<T>()
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(KeyValues, ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)];
    }

    private Func<int> Boolean(DataViewRow row)
    {
        var getter = row.GetGetter<bool>(column);
        var value = false;
        return () =>
        {
            getter(ref value);
            return value ? 1 : 0;
        };
    }

    private static Func<int> Key<T>(ValueGetter<T> getter, Func<T, ulong> widen)
        where T : struct
    {
        T value = default;
        return () =>
        {
            getter(ref value);
            // 0 is a missing key.
            return (int)widen(value) - 1;
        };
    }

    private Func<int> Number(DataViewRow row, Func<double> reader) => () =>
    {
        var value = reader();
        if (double.IsNaN(value))
        {
            return -1;
        }

        var most = isBinary ? 1 : MostNumbers - 1;
        if (!(value >= 0 && value <= most && double.IsInteger(value)))
        {
            throw Refuse.OutOfRange($"Column '{column.Name}' is {value} in row {row.Position}; it must be the number of a class, a whole number from 0 to {most}, or NaN where it is missing.", column.Name);
        }

        greatest = Math.Max(greatest, (int)value);
        return (int)value;
    };
}
