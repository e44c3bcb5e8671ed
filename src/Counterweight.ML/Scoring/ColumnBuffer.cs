using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Scoring;

/// <summary>A column of the rows of a block, which a cursor has already left.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Takes the value of the row at the cursor.</summary>
    /// <param name="place">Where the row is in the block.</param>
    public abstract void Store(int place);

    /// <summary>What reads the value of a row of the block.</summary>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="place">Tells where the row is.</param>
    public abstract ValueGetter<TValue> Getter<TValue>(Func<int> place);

    /// <summary>Whether values of a type may be kept: numbers, keys, texts, times and vectors of them. Others may be reused by whoever gives them.</summary>
    public static bool Takes(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    /// <summary>A buffer of as many rows as a block has.</summary>
    public static ColumnBuffer Of(DataViewRow row, DataViewSchema.Column column, int rows) => column.Type is VectorDataViewType vector
        ? Create(typeof(VectorBuffer<>), vector.ItemType.RawType, row, column, rows)
        : Create(typeof(ValueBuffer<>), column.Type.RawType, row, column, rows);

    private static ColumnBuffer Create(Type buffer, Type element, DataViewRow row, DataViewSchema.Column column, int rows) =>
        (ColumnBuffer)Activator.CreateInstance(buffer.MakeGenericType(element), row, column, rows)!;

    private sealed class ValueBuffer<T>(DataViewRow row, DataViewSchema.Column column, int rows) : ColumnBuffer
    {
        private readonly T[] values = new T[rows];
        private readonly ValueGetter<T> getter = row.GetGetter<T>(column);

        public override void Store(int place) => getter(ref values[place]);

        public override ValueGetter<TValue> Getter<TValue>(Func<int> place) => Cast<TValue>((ValueGetter<T>)((ref T value) => value = values[place()]), column);
    }

    /// <summary>Vectors each keep their own memory from block to block.</summary>
    private sealed class VectorBuffer<T>(DataViewRow row, DataViewSchema.Column column, int rows) : ColumnBuffer
    {
        private readonly VBuffer<T>[] values = new VBuffer<T>[rows];
        private readonly ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);

        public override void Store(int place) => getter(ref values[place]);

        public override ValueGetter<TValue> Getter<TValue>(Func<int> place) => Cast<TValue>((ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[place()].CopyTo(ref value)), column);
    }

    /// <summary>A getter as the type that was asked for.</summary>
    internal static ValueGetter<TValue> Cast<TValue>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<TValue>
        ?? throw Refuse.Misfit($"Column '{column.Name}' is of type {column.Type}; it is read as {column.Type.RawType.Name}, not as {typeof(TValue).Name}.", nameof(column));
}
